import { TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { memo, useEffect, useState } from 'react';
import { loadOwnBlocks, useBlocks } from './blocks.ts';
import css from './Palette.module.css';
import { useFolded } from './palette/folded.ts';
import { paletteOf, searchPalette } from './palette/items.ts';
import { PaletteRow, press } from './palette/PaletteRow.tsx';
import { PaletteSection } from './palette/PaletteSection.tsx';
import { loadLibraryPictures, usePictures } from './pictures/use-pictures.ts';
import { useEditor } from './store.ts';

/**
 * What can be put on the canvas, dragged there or added at the centre of the view by click or Enter; and what connections are
 * made with, dragged onto one or chosen for the selected or the new ones.
 */
export const Palette = memo(function Palette() {
  const [typed, setTyped] = useState('');
  const [folded, toggle] = useFolded();
  const pictures = usePictures(loadLibraryPictures);
  const models = useEditor((state) => state.document.models);
  const blocks = useBlocks((state) => state.blocks);
  useEffect(() => void loadOwnBlocks(), []);
  const groups = searchPalette(paletteOf({ models }, blocks), typed);
  const searching = typed.trim() !== '';
  return (
    <section className={css.palette} aria-label="Palette">
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
          if (event.key === 'Enter' && searching && first !== undefined) press(first);
          if (event.key === 'Escape') setTyped('');
        }}
      />
      {groups.map(({ title, items }) => (
        <PaletteSection
          key={title}
          title={title}
          open={searching || !folded.has(title)}
          {...(searching ? {} : { onToggle: () => toggle(title) })}
        >
          {families(items).map(([family, members]) => (
            <ul key={family} aria-label={family === '' ? title : family}>
              {family !== '' && <li className={css.family}>{family}</li>}
              {members.map((item) => (
                <PaletteRow key={item.model} item={item} pictures={pictures} unfolded={searching} />
              ))}
            </ul>
          ))}
        </PaletteSection>
      ))}
      {groups.length === 0 && <p className={css.none}>Nothing here is called “{typed.trim()}”.</p>}
    </section>
  );
});

/** Items under the headings of their families, in the order in which these come. */
function families<T extends { readonly family?: string }>(items: readonly T[]): (readonly [string, readonly T[]])[] {
  return [...Map.groupBy(items, ({ family = '' }) => family)];
}
