import { Fragment } from 'react';
import { classes } from './classes.ts';
import css from './Field.module.css';

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Heading under which it stands; options of one heading follow each other. */
  readonly group?: string | undefined;
  /** It can be what is chosen, and cannot be chosen. */
  readonly disabled?: true;
}

interface Props<T extends string> {
  readonly id?: string;
  readonly label?: string;
  readonly value: T | 'mixed';
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
  readonly testId?: string;
  readonly className?: string | undefined;
}

/** One of a few. It is the browser's own list, which every keyboard, screen reader and phone knows. */
export function Select<T extends string>(props: Props<T>) {
  const { id, label, value, options, onChange, disabled, testId, className } = props;
  const headings = [...new Set(options.map(({ group = '' }) => group))];
  return (
    <select
      id={id}
      className={classes(css.field, className)}
      aria-label={label}
      disabled={disabled}
      data-testid={testId}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {value === 'mixed' && <option value="mixed">mixed</option>}
      {headings.map((heading) => {
        const members = options.filter(({ group = '' }) => group === heading).map(optionOf);
        return heading === '' ? (
          <Fragment key={heading}>{members}</Fragment>
        ) : (
          <optgroup key={heading} label={heading}>
            {members}
          </optgroup>
        );
      })}
    </select>
  );
}

function optionOf({ value, label, disabled }: Option<string>) {
  return (
    <option key={value} value={value} disabled={disabled}>
      {label}
    </option>
  );
}
