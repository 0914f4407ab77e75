import type { ReactNode } from 'react';
import css from './ModelButton.module.css';

/** A small action beside what it changes of the model. */
export function ModelButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={css.button} onClick={onClick}>
      {children}
    </button>
  );
}
