import { countNeurons } from '../document/repeats.ts';
import { type NetworkDocument, networkSchema } from '../document/schema.ts';
import { neuronsText } from '../projects/names.ts';

const files = import.meta.glob<{ default: unknown }>(['/presets/*.json', '!/presets/network.schema.json']);

/** Order of the gallery, by the first word of the id that fits; what fits none comes last. */
const GROUPS: readonly { readonly title: string; readonly ids: RegExp }[] = [
  { title: 'What a stimulus does', ids: /^(stimulus-and|lif-(random|background|no-))/ },
  { title: 'Networks', ids: /^(adex-network|synfire|winner)/ },
  { title: 'Regimes and sizes', ids: /^(brunel|eif-network|vogels-abbott|coba|izhikevich-2003|potjans)/ },
  {
    title: 'Oscillators and rhythms',
    ids: /^(kuramoto|ping|gamma-columns|wang-buzsaki-gamma|gap-junction|chua|small-world-kuramoto)/,
  },
  { title: 'Space and graphs', ids: /^(ring|small-world|mexican|travelling)/ },
  { title: 'Plasticity', ids: /^(stdp|vogels-istdp|tsodyks)/ },
  { title: 'Small coupled groups', ids: /(neurons|pair)$/ },
  { title: 'Single neurons', ids: /./ },
];

export interface Preset {
  readonly id: string;
  readonly group: string;
  readonly document: NetworkDocument;
}

const idOf = (path: string): string => path.replace(/^.*\//, '').replace('.json', '');

async function loadPreset(id: string): Promise<NetworkDocument> {
  const file = files[`/presets/${id}.json`];
  if (file === undefined) throw new Error(`There is no preset "${id}".`);
  return networkSchema.parse((await file()).default);
}

/** All presets, in the order of the gallery. */
export async function loadPresets(): Promise<readonly Preset[]> {
  const all = await Promise.allSettled(
    Object.keys(files).map(async (path) => {
      const id = idOf(path);
      const group = GROUPS.find(({ ids }) => ids.test(id))?.title ?? '';
      return { id, group, document: await loadPreset(id) };
    }),
  );
  const rank = (preset: Preset) => GROUPS.findIndex(({ title }) => title === preset.group);
  // A preset with a fault must not hide the others; the tests see to it that there is none.
  const readable = all.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  return readable.sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id));
}

/** Presets that hold every word typed, in their name, sentence or phenomena; of the chosen phenomenon, if one is. */
export function findPresets(presets: readonly Preset[], typed: string, phenomenon: string | null): Preset[] {
  const words = typed.trim().toLowerCase().split(/\s+/);
  return presets.filter(({ id, document: { name, about, phenomena = [] } }) => {
    const text = `${id} ${name} ${about} ${phenomena.join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word)) && (phenomenon === null || phenomena.includes(phenomenon));
  });
}

/** The phenomena that two presets or more show, those of the most first. */
export function chipsOf(presets: readonly Preset[]): string[] {
  const all = presets.flatMap(({ document }) => document.phenomena ?? []);
  return [...Map.groupBy(all, (phenomenon) => phenomenon)]
    .filter(([, members]) => members.length > 1)
    .sort(([a, first], [b, second]) => second.length - first.length || a.localeCompare(b))
    .map(([phenomenon]) => phenomenon);
}

/** "2,500 neurons", "1 neuron". */
export const sizeOf = (document: Pick<NetworkDocument, 'nodes' | 'groups'>): string =>
  neuronsText(countNeurons(document));
