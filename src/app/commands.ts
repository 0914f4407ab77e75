import { spotlight } from '@mantine/spotlight';
import { emptyNetwork } from '../document/schema.ts';
import type { Shortcut } from '../editor/keys.ts';
import { useSimulation } from '../editor/simulation.ts';
import { useEditor } from '../editor/store.ts';
import { useDialogs } from './dialogs.ts';
import { chooseAndOpen, saveText } from './files.ts';

export function newNetwork(): void {
  useSimulation.getState().setMode('edit');
  useEditor.getState().load(emptyNetwork());
}

export function save(): void {
  void saveText(useEditor.getState().base);
}

/** Commands of the shell, beside those of the editor. */
export const appShortcuts: readonly Shortcut[] = [
  { keys: ['Mod+S'], label: 'Save to a file', group: 'Edit', action: save },
  { keys: ['Mod+O'], label: 'Open a file', group: 'Edit', action: () => void chooseAndOpen() },
  { keys: ['Mod+K'], label: 'Command palette', group: 'View', action: () => spotlight.open() },
  { keys: ['P'], label: 'Presets', group: 'View', action: () => useDialogs.setState({ gallery: true }) },
  { keys: ['?'], label: 'Keys', group: 'View', action: () => useDialogs.setState({ help: true }) },
  { keys: ['.'], label: 'Step 1 ms', group: 'Run', action: () => useSimulation.getState().stepOnce() },
];
