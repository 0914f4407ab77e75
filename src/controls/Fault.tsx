import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import css from './Fault.module.css';

interface Props {
  readonly children: ReactNode;
  /** By which a field says that the sentence is about it. */
  readonly id?: string;
  readonly role?: 'alert';
  readonly className?: string | undefined;
}

/** The sentence about a fault, under what it is about. */
export function Fault({ children, className, ...rest }: Props) {
  return (
    <p className={classes(css.fault, className)} data-testid="fault" {...rest}>
      {children}
    </p>
  );
}
