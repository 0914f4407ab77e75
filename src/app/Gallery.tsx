import { Modal, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSimulation } from '../editor/simulation.ts';
import { useEditor } from '../editor/store.ts';
import { useDialogs } from './dialogs.ts';
import { loadPresets, type Preset } from './presets.ts';
import { Thumbnail } from './Thumbnail.tsx';

/** The presets on an empty canvas: a network, a regime, a neuron. */
const SUGGESTED = ['adex-network-bursting-g3', 'brunel-ai', 'adex-bursting'];

function open(preset: Preset): void {
  useSimulation.getState().setMode('edit');
  useEditor.getState().load(preset.document);
  useDialogs.setState({ gallery: false });
}

function usePresets(wanted: boolean): readonly Preset[] {
  const [presets, setPresets] = useState<readonly Preset[]>([]);
  useEffect(() => {
    if (wanted) void loadPresets().then(setPresets);
  }, [wanted]);
  return presets;
}

function Card({ preset }: { preset: Preset }) {
  return (
    <button type="button" className="preset-card" data-testid={`preset-card-${preset.id}`} onClick={() => open(preset)}>
      <Thumbnail id={preset.id} document={preset.document} />
      <strong>{preset.document.name}</strong>
      <span>{preset.document.about}</span>
    </button>
  );
}

/** Three presets to begin with, for the empty canvas. */
export function PresetCards() {
  const presets = usePresets(true).filter(({ id }) => SUGGESTED.includes(id));
  return (
    <div className="preset-cards">
      {presets.map((preset) => (
        <Card key={preset.id} preset={preset} />
      ))}
    </div>
  );
}

function fits({ id, document }: Preset, text: string): boolean {
  const all = `${id} ${document.name} ${document.about}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** All presets, with a picture and a sentence each. */
export function Gallery() {
  const opened = useDialogs((state) => state.gallery);
  const presets = usePresets(opened);
  const [typed, setTyped] = useState('');
  const found = presets.filter((preset) => fits(preset, typed.trim()));
  const groups = [...new Set(found.map(({ group }) => group))];
  return (
    <Modal
      closeButtonProps={{ 'aria-label': 'Close' }}
      opened={opened}
      onClose={() => useDialogs.setState({ gallery: false })}
      title="Presets"
      size={960}
      transitionProps={{ duration: 120 }}
    >
      <TextInput
        data-autofocus
        placeholder="Search by name or phenomenon"
        aria-label="Search presets"
        leftSection={<Search size={14} aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {groups.map((group) => (
        <section key={group} className="preset-group">
          <h2>{group}</h2>
          <div className="preset-cards">
            {found
              .filter((preset) => preset.group === group)
              .map((preset) => (
                <Card key={preset.id} preset={preset} />
              ))}
          </div>
        </section>
      ))}
      {presets.length > 0 && found.length === 0 && <p>No preset speaks of “{typed.trim()}”.</p>}
    </Modal>
  );
}
