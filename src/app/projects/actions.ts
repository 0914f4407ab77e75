import { problem } from '../../document/problems.ts';
import { emptyNetwork, type NetworkDocument } from '../../document/schema.ts';
import { validateDocument } from '../../document/validate.ts';
import { tell } from '../../editor/notify.ts';
import { useRefusedFile } from '../../editor/refused-file.ts';
import { useEditor } from '../../editor/store.ts';
import { fileStem, saveBlob } from '../../plots/download.ts';
import { RIGHTS } from '../../projects/access.ts';
import { projectsFile } from '../../projects/file.ts';
import { copyName } from '../../projects/names.ts';
import type { ProjectHead, Version } from '../../projects/project.ts';
import { refresh, useProjectList } from './list.ts';
import { begin, open, theShelf, tried, useProject } from './session.ts';
import { offerUndo } from './toasts.tsx';

const saveJson = (name: string, text: string): void =>
  saveBlob(`${name}.json`, new Blob([text], { type: 'application/json' }));

const isOpenHere = (id: string): boolean => useProject.getState().project === id;

/** Does something with projects, then shows them as they are. */
async function thenRefresh(work: Promise<unknown>): Promise<boolean> {
  const isDone = await tried(work);
  await refresh();
  return isDone;
}

export async function renameProject({ id }: ProjectHead, name: string): Promise<void> {
  const wanted = name.trim();
  if (wanted === '') return;
  if (!isOpenHere(id)) {
    await thenRefresh(theShelf().rename(id, wanted));
    return;
  }
  useEditor.getState().editBase('Rename the network', (draft) => {
    draft.name = wanted;
  });
  await refresh();
}

export async function duplicateProject({ id }: ProjectHead): Promise<void> {
  await thenRefresh(
    theShelf()
      .duplicate(id)
      .then((copy) => tell(`“${copy}” was made.`)),
  );
}

/** Deletes a project; that can be undone. Where it is the open one, the one that was changed before it is opened. */
export async function deleteProject({ id, name }: ProjectHead): Promise<void> {
  // One that another tab has is left alone, and stays where it is shown.
  const wasOpen = isOpenHere(id) && RIGHTS[useProject.getState().access].mayEdit;
  if (wasOpen && !(await openAnother(id))) return;
  if (!(await thenRefresh(theShelf().setDeleted(id, true)))) return;
  offerUndo(`“${name}” was deleted.`, () => void restoreProject(id).then((isBack) => isBack && wasOpen && open(id)));
}

async function openAnother(than: string): Promise<boolean> {
  const { heads, faults } = useProjectList.getState();
  const [next] = (heads ?? [])
    .filter(({ id, deleted }) => id !== than && deleted === null && !faults.has(id))
    .toSorted((a, b) => b.modified - a.modified);
  return next === undefined ? begin(emptyNetwork(), true) : open(next.id);
}

export const restoreProject = (id: string): Promise<boolean> => thenRefresh(theShelf().setDeleted(id, false));

export const removeProject = (id: string): Promise<boolean> => thenRefresh(theShelf().remove(id));

export async function downloadProject({ id, name }: ProjectHead): Promise<void> {
  await tried(
    theShelf()
      .document(id)
      .then((document) => saveJson(fileStem(name), `${JSON.stringify(document, null, 2)}\n`)),
  );
}

/** Gives the user one file of all projects. */
export async function exportProjects(): Promise<void> {
  await tried(
    theShelf()
      .filed()
      .then((projects) => saveJson('entrain-projects', projectsFile(projects, Date.now()))),
  );
}

/** Adds the projects of a file, and lists what could not be read of it. */
export async function importProjects(name: string, text: string): Promise<void> {
  await thenRefresh(
    theShelf()
      .addFile(text)
      .then(({ added, faults }) => {
        if (added > 0) tell(`${added === 1 ? 'One project was' : `${added} projects were`} added from “${name}”.`);
        if (faults.length > 0) showFaults(name, faults);
      }),
  );
}

function showFaults(name: string, sentences: readonly string[]): void {
  const subject = { id: null, title: 'File' };
  const problems = sentences.map((sentence) => problem({ code: 'not-a-network', subject, sentence }));
  useRefusedFile.setState({ name, problems });
}

export const saveVersion = (project: string, name: string): Promise<boolean> =>
  tried(theShelf().saveVersion(project, name, useEditor.getState().base));

/** The network of a version; null, and it is said why, where it cannot be read. */
function networkOf({ name, document: kept }: Version): NetworkDocument | null {
  const { document, problems } = validateDocument(kept);
  if (document === null) useRefusedFile.setState({ name, problems });
  return document;
}

/** Makes the project what it was in a version, as one step that can be undone. */
export async function restoreVersion(version: Version): Promise<boolean> {
  const document = networkOf(version);
  if (document === null || !(await open(version.project))) return false;
  useEditor.getState().replace(`Restore “${version.name}”`, document);
  return true;
}

export async function openVersion(version: Version): Promise<boolean> {
  const document = networkOf(version);
  if (document === null) return false;
  const names = (useProjectList.getState().heads ?? []).map(({ name }) => name);
  return begin({ ...document, name: copyName(`${document.name}, ${version.name}`, names) }, false);
}

export async function removeVersion(version: Version, changed: () => void): Promise<void> {
  if (!(await tried(theShelf().removeVersion(version)))) return;
  changed();
  offerUndo(`The version “${version.name}” was deleted.`, () => {
    void tried(theShelf().restoreVersion(version)).then(changed);
  });
}
