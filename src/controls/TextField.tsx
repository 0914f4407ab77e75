import { useId, useState } from 'react';
import { Fault } from './Fault.tsx';
import css from './Field.module.css';
import { useForm } from './form.ts';
import { changedText } from './typed.ts';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (text: string) => void;
  readonly onType?: () => void;
  readonly placeholder?: string;
  readonly fault?: string | undefined;
  /** Id of the sentence about what is wrong, where it does not stand right under the field. */
  readonly faultId?: string | undefined;
  readonly numeric?: true;
  /** Of a field that a label element names. */
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly testId?: string | undefined;
  /** Enter leaves the field, so that the keys are those of the page again. */
  readonly leaves?: true;
  /** Words, which the browser may check for their spelling, and no names or quantities. */
  readonly prose?: true;
}

/** A text field that keeps what is typed until it is left or Enter is pressed; Escape takes it back. */
export function TextField(props: TextFieldProps) {
  const { label, value, onCommit, onType, placeholder, fault, faultId, numeric, id, title, testId, leaves, prose } =
    props;
  const [typed, setTyped] = useState<string | null>(null);
  const sentenceId = useId();
  const form = useForm();
  const keep = () => {
    const text = changedText(typed, value);
    if (text !== null) onCommit(text);
    setTyped(null);
    form.onLeave();
  };
  return (
    <>
      <input
        id={id}
        className={css.field}
        aria-label={id === undefined ? label : undefined}
        aria-invalid={fault !== undefined || faultId !== undefined}
        aria-describedby={faultId ?? (fault === undefined ? undefined : sentenceId)}
        inputMode={numeric ? 'decimal' : undefined}
        spellCheck={prose ?? false}
        placeholder={placeholder}
        title={title}
        data-testid={testId}
        value={typed ?? value}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          onType?.();
        }}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped(null);
          if (event.key !== 'Enter') return;
          if (leaves) event.currentTarget.blur();
          else keep();
        }}
      />
      {fault !== undefined && <Fault id={sentenceId}>{fault}</Fault>}
    </>
  );
}
