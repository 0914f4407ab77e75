import { emptyNetwork } from '../document/schema.ts';
import type { Shortcut } from '../editor/keys.ts';
import { useSimulation } from '../editor/simulation.ts';
import { useEditor } from '../editor/store.ts';
import { openProjects, useDialogs } from './dialogs.ts';
import { chooseAndOpen, saveText } from './files.ts';
import { begin } from './projects/session.ts';

/** Begins an empty project; the open one stays as it is. */
export const newNetwork = (): Promise<boolean> => begin(emptyNetwork(), true);

export function save(): void {
  void saveText(useEditor.getState().base);
}

/** Commands of the shell, beside those of the editor. */
export const appShortcuts: readonly Shortcut[] = [
  { keys: ['Mod+S'], label: 'Save to a file', group: 'Edit', action: save },
  { keys: ['Mod+O'], label: 'Open a file', group: 'Edit', action: () => void chooseAndOpen() },
  { keys: ['Mod+K'], label: 'Command palette', group: 'View', action: () => useDialogs.setState({ commands: true }) },
  { keys: ['P'], label: 'Presets', group: 'View', action: () => useDialogs.setState({ gallery: true }) },
  { keys: ['Shift+P'], label: 'Projects', group: 'View', action: () => openProjects() },
  { keys: ['?'], label: 'Keys', group: 'View', action: () => useDialogs.setState({ help: true }) },
  { keys: ['.'], label: 'Step 1 ms', group: 'Run', action: () => useSimulation.getState().stepOnce() },
];
