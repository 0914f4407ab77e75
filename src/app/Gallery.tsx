import { Button, Modal, TextInput, VisuallyHidden } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { classes } from '../controls/classes.ts';
import { loadPresetPictures, usePictures } from '../editor/pictures/use-pictures.ts';
import { closeGallery, openProjects } from './dialogs.ts';
import css from './Gallery.module.css';
import { PresetCard } from './PresetCard.tsx';
import { chipsOf, findPresets, loadPresets, type Preset } from './presets.ts';

/** The presets on an empty canvas: a network, a regime, a neuron. */
const SUGGESTED = ['adex-network-bursting-g3', 'brunel-ai', 'adex-bursting'];

function usePresets(wanted: boolean): readonly Preset[] {
  const [presets, setPresets] = useState<readonly Preset[]>([]);
  useEffect(() => {
    if (wanted) void loadPresets().then(setPresets);
  }, [wanted]);
  return presets;
}

/** Three presets to begin with, for the empty canvas. */
export function PresetCards() {
  const presets = usePresets(true).filter(({ id }) => SUGGESTED.includes(id));
  const pictures = usePictures(loadPresetPictures);
  return (
    <>
      <div className={classes(css.cards, css.suggested)}>
        {presets.map((preset) => (
          <PresetCard brief key={preset.id} preset={preset} picture={pictures[preset.id]} />
        ))}
      </div>
      <Button size="xs" variant="subtle" onClick={() => openProjects()}>
        Your projects…
      </Button>
    </>
  );
}

/** All presets, with a picture and a sentence each, to be found by words and by phenomena. */
export function Gallery({ opened }: { readonly opened: boolean }) {
  const presets = usePresets(opened);
  const pictures = usePictures(loadPresetPictures, opened);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const found = findPresets(presets, typed, chosen);
  const groups = [...Map.groupBy(found, ({ group }) => group)];
  return (
    <Modal
      closeButtonProps={{ 'aria-label': 'Close' }}
      opened={opened}
      onClose={closeGallery}
      title="Presets"
      size={1000}
      transitionProps={{ duration: 120 }}
    >
      <TextInput
        data-autofocus
        type="search"
        placeholder="Search by name or phenomenon"
        aria-label="Search presets"
        leftSection={<Search size={14} aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button size="compact-xs" variant="subtle" mt={8} onClick={() => openProjects()}>
        Your projects…
      </Button>
      <fieldset className={css.phenomena}>
        <VisuallyHidden component="legend">Phenomena</VisuallyHidden>
        {chipsOf(presets).map((phenomenon) => (
          <button
            key={phenomenon}
            type="button"
            className={css.chip}
            aria-pressed={chosen === phenomenon}
            onClick={() => setChosen(chosen === phenomenon ? null : phenomenon)}
          >
            {phenomenon}
          </button>
        ))}
      </fieldset>
      <VisuallyHidden role="status">{presets.length > 0 && `${found.length} presets`}</VisuallyHidden>
      {groups.map(([group, members]) => (
        <section key={group} className={css.group} aria-label={group}>
          <h2>{group}</h2>
          <div className={css.cards}>
            {members.map((preset) => (
              <PresetCard key={preset.id} preset={preset} picture={pictures[preset.id]} />
            ))}
          </div>
        </section>
      ))}
      {presets.length > 0 && found.length === 0 && (
        <p className={css.none}>
          No preset{chosen === null ? '' : ` of ${chosen}`} speaks of “{typed.trim()}”.
        </p>
      )}
    </Modal>
  );
}
