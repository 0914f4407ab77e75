import { Checkbox } from '@mantine/core';
import css from './Check.module.css';

interface Props {
  readonly label: string;
  /** The label names the box to those who do not see it, and is not shown. */
  readonly bare?: true;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly title?: string;
}

/** What is so or not. */
export function Check({ label, bare, checked, onChange, title }: Props) {
  return (
    <Checkbox
      size="xs"
      classNames={{ body: css.body ?? '', label: css.label ?? '' }}
      checked={checked}
      title={title}
      {...(bare ? { 'aria-label': label } : { label })}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
