import { useEffect, useRef, useState } from 'react';
import { TextArea } from '../../controls/TextArea.tsx';
import css from './CodeField.module.css';
import type { Code, CodeOptions, Mark } from './code/mount.ts';

interface Props extends Omit<CodeOptions, 'attributes'> {
  readonly label: string;
  /** Id of the sentences below the field. */
  readonly faultsId: string;
  /** Faults of `markedText`. */
  readonly marks: readonly Mark[];
  readonly markedText: string;
  readonly rows: number;
  /** Takes the focus when it is there, unless something else has it. */
  readonly first?: true;
}

/** A text in the model language. It is a plain field until the code editor is loaded. */
export function CodeField(props: Props) {
  const { label, faultsId, text, marks, markedText, rows, type, leave } = props;
  const host = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [code, setCode] = useState<Code | null>(null);

  useEffect(() => {
    let mounted: Code | null = null;
    let gone = false;
    void import('./code/mount.ts').then(({ mountCode }) => {
      if (gone || host.current === null) return;
      const { field, text, label, faultsId, first } = latest.current;
      mounted = mountCode(host.current, {
        field,
        text,
        attributes: { 'aria-label': label, 'aria-describedby': faultsId },
        suggest: (before) => latest.current.suggest(before),
        type: (typed) => latest.current.type(typed),
        leave: () => latest.current.leave(),
        undo: () => latest.current.undo(),
        redo: () => latest.current.redo(),
      });
      const { activeElement, body } = document;
      if (activeElement === plain.current || (first && activeElement === body)) mounted.focus();
      setCode(mounted);
    });
    return () => {
      gone = true;
      mounted?.destroy();
    };
  }, []);

  useEffect(() => code?.setText(text), [code, text]);
  useEffect(() => code?.mark(markedText, marks), [code, markedText, marks]);

  return (
    <>
      {code === null && (
        <TextArea
          ref={plain}
          className={css.code}
          rows={rows}
          spellCheck={false}
          aria-label={label}
          aria-describedby={faultsId}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={leave}
        />
      )}
      <div ref={host} className={css.host} data-rows={rows} />
    </>
  );
}
