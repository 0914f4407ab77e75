import type { ReactNode } from 'react';
import css from './ScrollBox.module.css';

/** A table that may be wider than the panel: it scrolls by itself, by keyboard too. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be focusable (WCAG 2.1.1)
    <section className={css.box} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
