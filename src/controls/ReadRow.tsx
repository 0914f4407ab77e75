import { useState } from 'react';
import { Row } from './Row.tsx';
import { TextField } from './TextField.tsx';

interface Props<T> {
  readonly label: string;
  readonly hint?: string;
  /** Path in the document. */
  readonly field?: string;
  readonly value: string;
  /** What a text stands for, or why it is not allowed. */
  readonly read: (text: string) => { readonly value: T } | { readonly fault: string };
  readonly onChange: (value: T) => void;
}

/** A text that stands for something, with its label beside it. One that is not allowed is refused with a sentence, and nothing changes. */
export function ReadRow<T>({ value, read, onChange, ...row }: Props<T>) {
  const [fault, setFault] = useState<string>();
  const keep = (text: string): void => {
    const outcome = read(text);
    if ('fault' in outcome) setFault(outcome.fault);
    else onChange(outcome.value);
  };
  return (
    <Row {...row}>
      {(id) => (
        <TextField
          id={id}
          label={row.label}
          value={value}
          fault={fault}
          onType={() => setFault(undefined)}
          onCommit={keep}
        />
      )}
    </Row>
  );
}
