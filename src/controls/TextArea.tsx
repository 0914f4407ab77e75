import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import css from './Field.module.css';

/** A field for several lines, as the other fields look; what is typed is read by whoever puts it there. */
export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={classes(css.field, className)} {...rest} />;
}
