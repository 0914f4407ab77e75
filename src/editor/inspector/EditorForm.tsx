import { type ReactNode, useMemo } from 'react';
import { type Form, FormContext } from '../../controls/form.ts';
import { useEditor } from '../store.ts';

/** Controls within it edit the document: leaving one ends a step of undo. */
export function EditorForm({ children }: { children: ReactNode }) {
  const revision = useEditor((state) => state.document);
  const form = useMemo<Form>(() => ({ revision, onLeave: useEditor.getState().commit }), [revision]);
  return <FormContext value={form}>{children}</FormContext>;
}
