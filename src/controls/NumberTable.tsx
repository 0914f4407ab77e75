import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import css from './NumberTable.module.css';

/** A table of numbers, each row of which begins with what it is of. */
export function NumberTable({ className, ...rest }: ComponentProps<'table'>) {
  return <table className={classes(css.table, className)} {...rest} />;
}
