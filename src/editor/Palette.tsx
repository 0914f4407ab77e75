import { TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { memo, useState } from 'react';
import { useCanvas } from './canvas-store.ts';
import { ProbeIcon, SignIcon, StimulusIcon } from './nodes/signatures.tsx';
import { addItem, itemKey, PALETTE_MIME, type PaletteItem, paletteOf, searchPalette } from './palette/items.ts';
import { useEditor } from './store.ts';
import './palette/palette.css';

/** What can be put on the canvas: dragged there, or added at the centre of the view by click or Enter. */
export const Palette = memo(function Palette() {
  const [typed, setTyped] = useState('');
  const models = useEditor((state) => state.document.models);
  const groups = searchPalette(paletteOf({ models }), typed);
  return (
    <section className="palette" aria-label="Palette">
      <TextInput
        size="xs"
        type="search"
        placeholder="Search"
        aria-label="Search the palette"
        leftSection={<Search size={14} aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = groups[0]?.items[0];
          if (event.key === 'Enter' && typed.trim() !== '' && first !== undefined) addAtCentre(first);
          if (event.key === 'Escape') setTyped('');
        }}
      />
      {groups.map(({ title, items }) => (
        <section key={title} className="palette-group" aria-label={title}>
          <h2>{title}</h2>
          <ul>
            {items.map((item) => (
              <li key={item.model}>
                <Item item={item} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {groups.length === 0 && <p className="palette-none">Nothing here is called “{typed.trim()}”.</p>}
    </section>
  );
});

function Item({ item }: { item: PaletteItem }) {
  return (
    <button
      type="button"
      className="palette-item"
      data-testid={`palette-${item.model}`}
      draggable
      title={item.summary}
      aria-label={`Add ${item.name}`}
      onDragStart={(event) => {
        event.dataTransfer.setData(PALETTE_MIME, itemKey(item));
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={() => addAtCentre(item)}
    >
      <Icon item={item} />
      <span>{item.name}</span>
    </button>
  );
}

function Icon({ item }: { item: PaletteItem }) {
  if (item.kind === 'population') return <SignIcon sign="excitatory" />;
  if (item.kind === 'stimulus') return <StimulusIcon model={item.model} />;
  return <ProbeIcon probe={item.model} />;
}

function addAtCentre(item: PaletteItem) {
  const { handle, announce } = useCanvas.getState();
  const centre = handle?.centre() ?? { x: 0, y: 0 };
  addItem(item, { x: centre.x - 80, y: centre.y - 40 });
  announce(`${item.name} added.`);
}
