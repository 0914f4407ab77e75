import { useEffect } from 'react';
import { groupsOf } from '../document/groups.ts';
import { useCanvas } from './canvas-store.ts';
import { copy, cut, duplicate, onCopyEvent, onPasteEvent, paste, remove } from './clipboard.ts';
import { openConnectMenu } from './connect-menu.ts';
import { groupSelected, tidySelected, toggleCollapsed, ungroupSelected } from './groups.ts';
import { isApple, isControl, isText, isTyping, matches, type Shortcut } from './keys.ts';
import { pokePulse, pokeSelected, silence } from './poke.ts';
import { useSimulation } from './simulation.ts';
import { useEditor } from './store.ts';

/** Selects every node and edge. */
function selectAll() {
  const { document, select } = useEditor.getState();
  const nodes = [...document.nodes, ...groupsOf(document)];
  select({ nodes: nodes.map(({ id }) => id), edges: document.edges.map(({ id }) => id) });
}

function renameSelected() {
  const id = useEditor.getState().selection.nodes[0];
  if (id !== undefined) useCanvas.getState().rename(id);
}

function toggleRun() {
  const { status, run, pause, resume } = useSimulation.getState();
  if (status === 'running' || status === 'building') pause();
  else if (status === 'paused') resume();
  else run();
}

/** The editor's commands: for the keyboard, the `?` help and the command palette. */
export const shortcuts: readonly Shortcut[] = [
  { keys: ['Mod+Z'], label: 'Undo', group: 'Edit', action: () => useEditor.getState().undo() },
  { keys: ['Mod+Shift+Z', 'Mod+Y'], label: 'Redo', group: 'Edit', action: () => useEditor.getState().redo() },
  { keys: ['Delete', 'Backspace'], label: 'Delete', group: 'Edit', action: remove },
  { keys: ['Mod+C'], label: 'Copy', group: 'Edit', action: () => void copy(), native: true },
  { keys: ['Mod+X'], label: 'Cut', group: 'Edit', action: () => void cut(), native: true },
  { keys: ['Mod+V'], label: 'Paste', group: 'Edit', action: () => void paste(), native: true },
  { keys: ['Mod+D'], label: 'Duplicate', group: 'Edit', action: duplicate },
  { keys: ['Mod+A'], label: 'Select all', group: 'Edit', action: selectAll },
  {
    keys: ['Escape'],
    label: 'Select nothing',
    group: 'Edit',
    action: () => useEditor.getState().select({ nodes: [], edges: [] }),
  },
  { keys: ['E'], label: 'Connect the selected node to…', group: 'Edit', action: openConnectMenu },
  { keys: ['Mod+G'], label: 'Group', group: 'Edit', action: groupSelected },
  { keys: ['Mod+Shift+G'], label: 'Ungroup', group: 'Edit', action: ungroupSelected },
  { keys: ['C'], label: 'Collapse or expand the group', group: 'Edit', action: toggleCollapsed },
  {
    keys: ['Shift+T'],
    label: 'Tidy up what is selected, or all',
    group: 'Edit',
    action: () => void tidySelected(),
  },
  { keys: ['F2'], label: 'Rename', group: 'Edit', action: renameSelected },
  { keys: ['Space'], label: 'Run or pause, whatever has focus but text', group: 'Run', action: toggleRun },
  {
    keys: ['P'],
    label: 'Poke the selected population while it runs',
    group: 'Run',
    action: () => pokeSelected(pokePulse),
  },
  {
    keys: ['Shift+J'],
    label: 'Silence the selected population for a while',
    group: 'Run',
    action: () => pokeSelected(silence),
  },
  { keys: ['R'], label: 'Reset', group: 'Run', action: () => useSimulation.getState().reset() },
  { keys: ['F'], label: 'Fit the network into view', group: 'View', action: () => useCanvas.getState().handle?.fit() },
  { keys: ['G'], label: 'Snap to the grid, or not', group: 'View', action: () => useCanvas.getState().toggleSnap() },
  {
    keys: ['M'],
    label: 'Show or hide the overview map',
    group: 'View',
    action: () => useCanvas.getState().toggleMinimap(),
  },
];

const NONE: readonly Shortcut[] = [];

/**
 * Listens for the editor's shortcuts, and for `more` (keep the array stable), while the component is mounted; not while one
 * types in a field or a dialogue or menu is open. Space is that of the run whatever has focus but text: Enter presses buttons and
 * checks boxes.
 */
export function useShortcuts(more: readonly Shortcut[] = NONE): void {
  useEffect(() => {
    const all = [...shortcuts, ...more];
    let isSpaceTaken = false;
    const onKeyDown = (event: KeyboardEvent) => {
      press(event, all);
      if (event.key === ' ') isSpaceTaken = event.defaultPrevented;
    };
    // Some browsers press a button when Space is let go.
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key === ' ' && isSpaceTaken) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('keyup', onKeyUp);
    document.addEventListener('copy', onCopyEvent);
    document.addEventListener('cut', onCopyEvent);
    document.addEventListener('paste', onPasteEvent);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('keyup', onKeyUp);
      document.removeEventListener('copy', onCopyEvent);
      document.removeEventListener('cut', onCopyEvent);
      document.removeEventListener('paste', onPasteEvent);
    };
  }, [more]);
}

function press(event: KeyboardEvent, all: readonly Shortcut[]) {
  const isHeld = event.key === ' ' ? isText(event.target) : isTyping(event.target);
  if (event.defaultPrevented || event.isComposing || isHeld) return;
  if (document.querySelector('[role=dialog][aria-modal=true], [role=menu]') !== null) return;
  if (event.key === 'Enter' && isControl(event.target)) return;
  const shortcut = all.find(({ native, keys }) => !native && keys.some((one) => matches(event, one, isApple)));
  if (shortcut === undefined) return;
  // A sweep has a run of its own.
  if (shortcut.group === 'Run' && useSimulation.getState().mode === 'sweep') return;
  event.preventDefault();
  if (!event.repeat || shortcut.group === 'Edit') shortcut.action();
}
