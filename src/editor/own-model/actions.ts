import { copyModelFor, deletionRefusal, duplicateModel, removeModel } from '../../document/model-commands.ts';
import { neuronOf, ownCopyOf, ownModel } from '../../document/models.ts';
import type { OwnModel } from '../../document/schema.ts';
import { useCanvas } from '../canvas-store.ts';
import { useEditor } from '../store.ts';
import { closeModel, openModel } from './store.ts';

/** Opens the equations of these populations' model; one of the library is copied first, and they get the copy. */
export function editEquations(model: string, populations: readonly string[]): void {
  const { document, edit } = useEditor.getState();
  if (ownModel(document, model) !== undefined) {
    openModel(model);
    return;
  }
  let id: string | null = null;
  edit('Own copy of a model', (draft) => {
    id = copyModelFor(draft, document, model, populations);
  });
  if (id !== null) openModel(id);
}

/** A model to start from: the library's leaky membrane. */
const START = 'lif';

export function newOwnModel(): OwnModel {
  const model = neuronOf({}, START);
  if (model === undefined) throw new Error(`The library has no ${START}.`);
  return ownCopyOf(model, 'My model');
}

export function duplicateAndOpen(id: string): void {
  const { document, editBase } = useEditor.getState();
  let copy: string | null = null;
  editBase('Duplicate model', (draft) => {
    copy = duplicateModel(draft, document, id);
  });
  if (copy !== null) openModel(copy);
}

/** Deletes a model that nothing uses; else says what does, and returns that. */
export function deleteModel(id: string): string | null {
  const { document, editBase } = useEditor.getState();
  const refusal = deletionRefusal(document, id);
  if (refusal !== null) {
    useCanvas.getState().announce(refusal);
    return refusal;
  }
  closeModel();
  editBase('Delete model', (draft) => removeModel(draft, id));
  return null;
}
