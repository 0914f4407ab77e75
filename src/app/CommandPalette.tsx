import '@mantine/spotlight/styles.css';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { useEffect, useMemo } from 'react';
import type { NetworkDocument } from '../document/schema.ts';
import { useCanvas } from '../editor/canvas-store.ts';
import { keysText } from '../editor/keys.ts';
import { chooseModelFile } from '../editor/own-model/files.ts';
import { addItem, isNodeItem, itemKey, paletteOf } from '../editor/palette/items.ts';
import { shortcuts } from '../editor/shortcuts.ts';
import { useEditor } from '../editor/store.ts';
import { appShortcuts, newNetwork } from './commands.ts';
import { closeCommands } from './dialogs.ts';

const commands: SpotlightActionData[] = [
  { id: 'new', label: 'New network', onClick: newNetwork },
  { id: 'load-model', label: 'Load a neuron model from a file', onClick: chooseModelFile },
  ...[...shortcuts, ...appShortcuts].map(({ label, keys, action }) => ({
    id: label,
    label,
    description: keys[0] === undefined ? '' : keysText(keys[0]),
    onClick: action,
  })),
];

const additionsTo = (models: NetworkDocument['models']): SpotlightActionGroupData[] =>
  paletteOf({ models })
    .filter(({ items }) => items.some(isNodeItem))
    .map(({ title, items }) => ({
      group: title,
      actions: items.filter(isNodeItem).map((item) => ({
        id: itemKey(item),
        label: `Add ${item.name}`,
        description: item.summary,
        onClick: () => {
          addItem(item, useCanvas.getState().handle?.centre() ?? { x: 0, y: 0 });
        },
      })),
    }));

/** Everything that can be done, by name (Ctrl or Cmd K). */
export function CommandPalette({ opened }: { readonly opened: boolean }) {
  const models = useEditor((state) => state.document.models);
  const additions = useMemo(() => additionsTo(models), [models]);
  // Spotlight has its own store of whether it is open.
  useEffect(() => (opened ? spotlight.open() : spotlight.close()), [opened]);
  return (
    <Spotlight
      onSpotlightClose={closeCommands}
      actions={[{ group: 'Commands', actions: commands }, ...additions]}
      shortcut={null}
      scrollable
      maxHeight={420}
      nothingFound="Nothing of that name"
      searchProps={{ placeholder: 'What do you want to do?', 'aria-label': 'Search commands' }}
    />
  );
}
