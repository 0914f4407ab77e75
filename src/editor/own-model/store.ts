import type { Draft } from 'immer';
import { create } from 'zustand';
import { changeModel } from '../../document/model-commands.ts';
import type { OwnModel } from '../../document/schema.ts';
import { onOpened, useEditor } from '../store.ts';

/** Which own model is being edited; null: none. */
export const useModelEditor = create<{ readonly id: string | null }>()(() => ({ id: null }));

export function openModel(id: string): void {
  useModelEditor.setState({ id });
}

export function closeModel(): void {
  useEditor.getState().commit();
  useModelEditor.setState({ id: null });
}

// Another document has other models.
onOpened(() => useModelEditor.setState({ id: null }));

/** Changes a model as one step of undo; edits in a row with one label are one step. Models are shared by all variants. */
export function editModel(id: string, label: string, change: (model: Draft<OwnModel>) => void): void {
  useEditor.getState().editBase(`Model ${label}`, (draft) => changeModel(draft, id, change), `model ${id} ${label}`);
}
