import { useEffect, useId, useRef, useState } from 'react';
import type { OwnModel } from '../../document/schema.ts';
import { useEditor } from '../store.ts';
import { Faults, faultsAt } from './Faults.tsx';
import { editModel } from './store.ts';

/** Typing is kept after so long without a key, and is a step of undo of its own after a longer pause. */
const KEEP_AFTER_MS = 200;
const STEP_AFTER_MS = 1500;

interface Props {
  readonly id: string;
  readonly model: OwnModel;
  readonly field: 'equations' | 'threshold' | 'reset';
  readonly label: string;
  readonly rows: number;
}

/** A text of the model in its language, checked as one types. */
export function ModelText({ id, model, field, label, rows }: Props) {
  const labelId = useId();
  const faultsId = useId();
  const faults = faultsAt(model, field);
  const { typed, type, keep } = useTyping(model[field], (text) =>
    editModel(id, label, (draft) => {
      draft[field] = text;
    }),
  );
  return (
    <div className="model-text">
      <label id={labelId} htmlFor={`${labelId}-text`}>
        {label}
      </label>
      <textarea
        id={`${labelId}-text`}
        className="field model-code"
        rows={rows}
        spellCheck={false}
        aria-invalid={faults.length > 0}
        aria-describedby={faultsId}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={keep}
      />
      <Faults id={id} model={model} faults={faults} elementId={faultsId} />
    </div>
  );
}

/** What is typed, kept in the document shortly after; `keep` does so now and ends the step of undo. */
export function useTyping(saved: string, save: (text: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const timers = useRef<{ keep?: ReturnType<typeof setTimeout>; step?: ReturnType<typeof setTimeout> }>({});
  const pending = useRef<{ text: string | null; save: (text: string) => void }>({ text: null, save });
  pending.current.save = save;
  const flush = () => {
    clearTimeout(timers.current.keep);
    const { text } = pending.current;
    pending.current.text = null;
    if (text !== null) pending.current.save(text);
    setTyped(null);
  };
  const keep = () => {
    clearTimeout(timers.current.step);
    flush();
    useEditor.getState().commit();
  };
  const type = (text: string) => {
    setTyped(text);
    pending.current.text = text;
    clearTimeout(timers.current.keep);
    clearTimeout(timers.current.step);
    timers.current = { keep: setTimeout(flush, KEEP_AFTER_MS), step: setTimeout(keep, STEP_AFTER_MS) };
  };
  const last = useRef(keep);
  last.current = keep;
  useEffect(() => () => last.current(), []);
  return { typed: typed ?? saved, type, keep };
}
