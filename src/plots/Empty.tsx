import type { ReactNode } from 'react';
import css from './Empty.module.css';

/** What stands in a probe that has nothing to draw: why, and what would help. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className={css.empty}>{children}</p>;
}
