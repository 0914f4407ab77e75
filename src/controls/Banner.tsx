import type { ReactNode } from 'react';
import css from './Banner.module.css';

/** A line over what it is about: a paragraph, and after it buttons for what can be done. */
export function Banner({ testId, children }: { testId: string; children: ReactNode }) {
  return (
    <div className={css.banner} role="status" data-testid={testId}>
      {children}
    </div>
  );
}
