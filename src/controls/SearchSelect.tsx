import { Select as MantineSelect, MultiSelect } from '@mantine/core';
import css from './SearchSelect.module.css';

interface Option {
  readonly value: string;
  readonly label: string;
  /** What it is, in small print below its label. */
  readonly about?: string | undefined;
}

interface Props<T> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option[];
  readonly onChange: (value: T) => void;
  readonly placeholder?: string;
  readonly testId?: string;
}

const SEARCH = { size: 'xs', searchable: true, limit: 300, maxDropdownHeight: 320 } as const;

const withAbout = (options: readonly Option[]) => {
  const about = new Map(options.map((option) => [option.value, option.about]));
  return ({ option: { value, label } }: { option: { value: string; label: string } }) =>
    about.get(value) === undefined ? (
      label
    ) : (
      <span className={css.option}>
        <span>{label}</span>
        <span>{about.get(value)}</span>
      </span>
    );
};

const dataOf = (options: readonly Option[]) => options.map(({ value, label }) => ({ value, label }));

/** One of many, which typing finds. */
export function SearchSelect({ label, value, options, onChange, testId }: Props<string | null>) {
  return (
    <MantineSelect
      {...SEARCH}
      label={label}
      allowDeselect={false}
      nothingFoundMessage="Nothing of that name"
      data-testid={testId}
      // What is typed looks for another one: it takes the place of the name.
      onFocus={(event) => event.currentTarget.select()}
      onClick={(event) => event.currentTarget.select()}
      data={dataOf(options)}
      value={value}
      renderOption={withAbout(options)}
      onChange={onChange}
    />
  );
}

/** Several of many, which typing finds. */
export function SearchMultiSelect(props: Props<readonly string[]>) {
  const { label, value, options, onChange, placeholder, testId } = props;
  return (
    <MultiSelect
      {...SEARCH}
      label={label}
      hidePickedOptions
      placeholder={placeholder}
      data-testid={testId}
      data={dataOf(options)}
      value={[...value]}
      renderOption={withAbout(options)}
      onChange={onChange}
    />
  );
}
