import type { Problem } from '../contract/index.ts';
import { toast } from '../controls/toasts.tsx';
import { isBlockFile } from '../document/blocks.ts';
import { isModelFile } from '../document/model-file.ts';
import { problem } from '../document/problems.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { validateDocument } from '../document/validate.ts';
import { loadBlockFile } from '../editor/blocks.ts';
import { loadModelFile } from '../editor/own-model/files.ts';
import { useRefusedFile } from '../editor/refused-file.ts';
import { saveBlob } from '../plots/download.ts';
import { isProjectsFile } from '../projects/file.ts';
import { closeProjects } from './dialogs.ts';
import { importProjects } from './projects/actions.ts';
import { begin } from './projects/session.ts';

/** The File System Access API, where the browser has it (not in TypeScript's library yet). */
interface FilePickers {
  showSaveFilePicker?(
    options: object,
  ): Promise<{ createWritable(): Promise<{ write(text: string): Promise<void>; close(): Promise<void> }> }>;
  showOpenFilePicker?(options: object): Promise<{ getFile(): Promise<File> }[]>;
}

const pickers = (): FilePickers => window as FilePickers;
const TYPES = [{ description: 'Entrain network', accept: { 'application/json': ['.json'] } }];

function fileName(document: NetworkDocument): string {
  const stem = document.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${stem || 'network'}.json`;
}

/** The user closed the picker: nothing to say. */
function isAbort(fault: unknown): boolean {
  return fault instanceof DOMException && fault.name === 'AbortError';
}

/** Saves a network where the user chooses; as a download where the browser cannot ask. */
export async function saveText(document: NetworkDocument): Promise<void> {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  const picker = pickers().showSaveFilePicker;
  if (picker === undefined) {
    saveBlob(fileName(document), new Blob([text], { type: 'application/json' }));
    return;
  }
  try {
    const handle = await picker.call(window, { suggestedName: fileName(document), types: TYPES });
    const writable = await handle.createWritable();
    await writable.write(text);
    await writable.close();
    toast({ message: `Saved “${document.name}”.`, autoClose: 2000 });
  } catch (fault) {
    if (!isAbort(fault)) toast({ message: `The network was not saved: ${String(fault)}`, color: 'red' });
  }
}

function pickByInput(): Promise<File | null> {
  return new Promise((resolve) => {
    const input = window.document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}

async function pick(): Promise<File | null> {
  const picker = pickers().showOpenFilePicker;
  if (picker === undefined) return pickByInput();
  try {
    const [handle] = await picker.call(window, { types: TYPES });
    return (await handle?.getFile()) ?? null;
  } catch (fault) {
    if (isAbort(fault)) return null;
    throw fault;
  }
}

export async function chooseAndOpen(): Promise<void> {
  try {
    const file = await pick();
    if (file !== null) await openFile(file);
  } catch (fault) {
    toast({ message: `The file could not be read: ${String(fault)}`, color: 'red' });
  }
}

function parse(text: string): { document: NetworkDocument | null; problems: readonly Problem[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (fault) {
    const sentence = `this is not JSON: ${fault instanceof Error ? fault.message : String(fault)}.`;
    return {
      document: null,
      problems: [problem({ code: 'not-json', subject: { id: null, title: 'File' }, sentence })],
    };
  }
  return validateDocument(json);
}

/** Opens a file as a project of its own, or adds its projects to the others, its model or block to the open network; one with faults is refused and its faults are listed. */
export async function openFile(file: File): Promise<void> {
  const text = await file.text();
  if (isModelFile(text)) return loadModelFile(file);
  if (isBlockFile(text)) return loadBlockFile(file);
  if (isProjectsFile(text)) return importProjects(file.name, text);
  const { document, problems } = parse(text);
  if (document === null) useRefusedFile.setState({ name: file.name, problems });
  else if (await begin(document, false)) closeProjects();
}
