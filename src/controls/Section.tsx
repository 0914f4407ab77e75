import type { ReactNode } from 'react';
import css from './Section.module.css';

interface Props {
  readonly title?: string;
  /** Its name where no title is shown, or where it is to be found by name. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A titled part of a form. */
export function Section({ title, label, children }: Props) {
  return (
    <section className={css.section} aria-label={label}>
      {title !== undefined && <h3>{title}</h3>}
      {children}
    </section>
  );
}
