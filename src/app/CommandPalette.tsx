import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useCanvas } from '../editor/canvas-store.ts';
import { keysText } from '../editor/keys.ts';
import { addItem, itemKey, paletteGroups } from '../editor/palette/items.ts';
import { shortcuts } from '../editor/shortcuts.ts';
import { appShortcuts, newNetwork } from './commands.ts';

const commands: SpotlightActionData[] = [
  { id: 'new', label: 'New network', onClick: newNetwork },
  ...[...shortcuts, ...appShortcuts].map(({ label, keys, action }) => ({
    id: label,
    label,
    description: keys[0] === undefined ? '' : keysText(keys[0]),
    onClick: action,
  })),
];

const additions: SpotlightActionGroupData[] = paletteGroups.map(({ title, items }) => ({
  group: title,
  actions: items.map((item) => ({
    id: itemKey(item),
    label: `Add ${item.name}`,
    description: item.summary,
    onClick: () => {
      addItem(item, useCanvas.getState().handle?.centre() ?? { x: 0, y: 0 });
    },
  })),
}));

/** Everything that can be done, by name (Ctrl or Cmd K). */
export function CommandPalette() {
  return (
    <Spotlight
      actions={[{ group: 'Commands', actions: commands }, ...additions]}
      shortcut={null}
      scrollable
      maxHeight={420}
      nothingFound="Nothing of that name"
      searchProps={{ placeholder: 'What do you want to do?', 'aria-label': 'Search commands' }}
    />
  );
}
