import { later } from '../controls/later.ts';
import { closeRefusedFile, useRefusedFile } from '../editor/refused-file.ts';
import { closeCommands, closeGallery, closeHelp, closeProjects, useDialogs } from './dialogs.ts';
import { LaterDialog } from './LaterDialog.tsx';

const gallery = later('The gallery of presets', async () => (await import('./Gallery.tsx')).Gallery);
const projects = later(
  'The list of projects',
  async () => (await import('./projects/ProjectsDialog.tsx')).ProjectsDialog,
);
const faults = later('The list of faults', async () => (await import('./FaultsDialog.tsx')).FaultsDialog);
const help = later('The list of keys', async () => (await import('./HelpDialog.tsx')).HelpDialog);
const commands = later('The command palette', async () => (await import('./CommandPalette.tsx')).CommandPalette);

/** All dialogues of the shell. */
export function ShellDialogs() {
  const open = useDialogs();
  const isRefused = useRefusedFile(({ problems }) => problems.length > 0);
  return (
    <>
      <LaterDialog part={gallery} opened={open.gallery} close={closeGallery} />
      <LaterDialog part={projects} opened={open.projects} close={closeProjects} />
      <LaterDialog part={faults} opened={isRefused} close={closeRefusedFile} />
      <LaterDialog part={help} opened={open.help} close={closeHelp} />
      <LaterDialog part={commands} opened={open.commands} close={closeCommands} />
    </>
  );
}
