import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ModelFault } from '../../document/model-faults.ts';
import type { OwnModel } from '../../document/schema.ts';
import { useEditor } from '../store.ts';
import { CodeField } from './CodeField.tsx';
import type { Mark } from './code/mount.ts';
import { type CodeText, suggestionsAt } from './code/suggestions.ts';
import { addMissing, Faults, faultsAt } from './Faults.tsx';
import css from './ModelText.module.css';
import { editModel } from './store.ts';

/** Typing is kept after so long without a key, and is a step of undo of its own after a longer pause. */
const KEEP_AFTER_MS = 200;
const STEP_AFTER_MS = 1500;

interface Props {
  readonly id: string;
  readonly model: OwnModel;
  readonly field: CodeText;
  readonly label: string;
  readonly rows: number;
}

/** A text of the model in its language, checked as one types. */
export function ModelText({ id, model, field, label, rows }: Props) {
  const faultsId = useId();
  const faults = useMemo(() => faultsAt(model, field), [model, field]);
  const marks = useMemo(() => faults.flatMap((fault) => markOf(id, model, fault)), [id, model, faults]);
  const { typed, type, keep } = useTyping(model[field] ?? '', (text) =>
    editModel(id, field, (draft) => {
      draft[field] = text;
    }),
  );
  const after = (action: () => void) => () => {
    keep();
    action();
  };
  return (
    <div className={css.text}>
      <span className={css.label}>{label}</span>
      <CodeField
        field={field}
        label={label}
        faultsId={faultsId}
        rows={rows}
        {...(field === 'equations' ? { first: true } : {})}
        text={typed}
        marks={marks}
        markedText={model[field] ?? ''}
        suggest={(before) => suggestionsAt(model, field, before)}
        type={type}
        leave={keep}
        undo={after(useEditor.getState().undo)}
        redo={after(useEditor.getState().redo)}
      />
      <Faults id={id} model={model} faults={faults} elementId={faultsId} />
    </div>
  );
}

function markOf(id: string, model: OwnModel, { span, message, unknown }: ModelFault): Mark[] {
  if (span === null) return [];
  const fix =
    unknown === null ? null : { name: `Make ${unknown} a parameter`, apply: () => addMissing(id, model, unknown) };
  return [{ from: span.from, to: span.to, message, fix }];
}

/** What is typed, kept in the document shortly after; `keep` does so now and ends the step of undo. */
function useTyping(saved: string, save: (text: string) => void) {
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
