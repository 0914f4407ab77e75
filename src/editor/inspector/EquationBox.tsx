import type { ReactNode } from 'react';
import css from './EquationBox.module.css';

/** Holds typeset equations; long ones scroll, by keyboard too. */
export function EquationBox({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be focusable (WCAG 2.1.1)
    <section className={css.equations} tabIndex={0} aria-label="Equations">
      {children}
    </section>
  );
}
