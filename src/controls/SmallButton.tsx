import type { ReactNode } from 'react';
import css from './SmallButton.module.css';

interface Props {
  readonly label: string;
  readonly title: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  /** An icon, hidden from those who do not see it. */
  readonly children: ReactNode;
}

/** An icon beside a field that acts on the field; it is not there where there is nothing to do. */
export function SmallButton({ label, title, disabled, onClick, children }: Props) {
  return (
    <button type="button" className={css.button} aria-label={label} title={title} disabled={disabled} onClick={onClick}>
      {children}
    </button>
  );
}
