import { modelFileText, readModelFile } from '../../document/model-file.ts';
import { addModel } from '../../document/models.ts';
import type { OwnModel } from '../../document/schema.ts';
import { saveBlob } from '../../plots/download.ts';
import { useCanvas } from '../canvas-store.ts';
import { useRefusedFile } from '../refused-file.ts';
import { useEditor } from '../store.ts';
import { openModel } from './store.ts';

/** Gives the user a file of the model, for other networks and other people. */
export function saveModelFile(model: OwnModel): void {
  const stem =
    model.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'model';
  saveBlob(`${stem}.model.json`, new Blob([modelFileText(model)], { type: 'application/json' }));
}

/** Adds the model of a file to the network and opens it; a file with faults is refused, and they are listed. */
export async function loadModelFile(file: File): Promise<void> {
  const { model, problems } = readModelFile(await file.text());
  if (model === null) {
    useRefusedFile.setState({ name: file.name, problems });
    return;
  }
  let id = '';
  useEditor.getState().editBase('Load a model', (draft) => {
    id = addModel(draft, model);
  });
  openModel(id);
  useCanvas.getState().announce(`The model ${model.name} was added.`);
}

/** Asks for a file by the browser's own dialogue. */
export function chooseModelFile(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,application/json';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) void loadModelFile(file);
  });
  input.click();
}
