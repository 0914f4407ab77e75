import { Checkbox } from '@mantine/core';
import css from './Check.module.css';

interface Props {
  readonly label: string;
  /** The label names the box to those who do not see it, and is not shown. */
  readonly bare?: true;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly title?: string | undefined;
  /** Path in the document, by which a link leads here. */
  readonly field?: string | undefined;
}

/** What is so or not. */
export function Check({ label, bare, checked, onChange, title, field }: Props) {
  return (
    <Checkbox
      size="xs"
      classNames={{ body: css.body ?? '', label: css.label ?? '' }}
      checked={checked}
      title={title}
      wrapperProps={{ 'data-field': field }}
      {...(bare ? { 'aria-label': label } : { label })}
      onChange={(event) => onChange(event.currentTarget.checked)}
      // Space runs the network.
      onKeyDown={(event) => {
        if (event.key === 'Enter') onChange(!checked);
      }}
    />
  );
}
