import { type ReactNode, useId } from 'react';
import { Formula } from './Formula.tsx';
import css from './Row.module.css';

interface Props {
  readonly label: string;
  readonly symbol?: string;
  readonly children: (id: string) => ReactNode;
  readonly hint?: string;
  /** Path in the document, by which a link leads here. */
  readonly field?: string | undefined;
}

/** A symbol, a label, and beside them the control that they name. */
export function Row({ label, symbol, children, hint, field }: Props) {
  const id = useId();
  return (
    <div className={css.row} title={hint} data-field={field}>
      <span className={css.symbol}>{symbol === undefined ? null : <Formula tex={symbol} />}</span>
      <label htmlFor={id}>{label}</label>
      <div className={css.value}>{children(id)}</div>
    </div>
  );
}

/** What stands where the labels and controls of rows stand, and has no label. */
export function RowBeside({ children }: { children: ReactNode }) {
  return (
    <div className={css.row}>
      <div className={css.beside}>{children}</div>
    </div>
  );
}

/** A label above the control that it names. */
export function Labelled({ label, children }: { label: ReactNode; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={css.above}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
