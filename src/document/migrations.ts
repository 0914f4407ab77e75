/** The version that this program writes: of networks and of blocks. */
export const CURRENT_VERSION = 2;

type Saved = Record<string, unknown>;

/** A step from one version of the saved format to the next. */
interface Migration {
  readonly from: number;
  readonly name: string;
  readonly apply: (saved: Saved) => Saved;
}

/** In order of `from`. */
const migrations: readonly Migration[] = [{ from: 1, name: 'measures by id', apply: measuresById }];

/** Brings a saved object up to the present version; null where it is newer than this program. */
export function migrate(saved: Saved): Saved | null {
  const { version } = saved;
  if (typeof version !== 'number') return saved;
  if (version > CURRENT_VERSION) return null;
  return migrations
    .filter(({ from }) => from >= version)
    .reduce((object, { from, apply }) => ({ ...apply(object), version: from + 1 }), saved);
}

/** What probes of version 1 called the measures: as they were shown. */
const SHOWN_AS: ReadonlyMap<unknown, string> = new Map([
  ['χ', 'chi'],
  ['R₂', 'R2'],
  ['pair correlation', 'correlation'],
  ['κ', 'kappa'],
  ['SPIKE-synchronization', 'spikeSync'],
  ['SPIKE-distance', 'spikeDistance'],
  ['ISI-distance', 'isiDistance'],
  ['CV of ISI', 'cv'],
  ['CV₂', 'cv2'],
  ['LV', 'lv'],
  ['rate', 'rateHz'],
  ['Fano factor', 'fano'],
  ['peak frequency', 'peakHz'],
  ['peak / median', 'prominence'],
  ['burst rate', 'burstRate'],
  ['burst synchrony', 'burstSynchrony'],
  ['burst χ', 'burstChi'],
]);

/** Options that name measures, by kind of probe. */
const NAMING: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['synchrony', ['indices', 'over']],
  ['pairwise', ['measure']],
]);

const isObject = (value: unknown): value is Saved => typeof value === 'object' && value !== null;
const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** Probes, and variants of them, name measures by their ids. */
function measuresById(saved: Saved): Saved {
  const { nodes, variants } = saved;
  if (!isList(nodes)) return saved;
  const naming = new Map(
    nodes.flatMap((node) =>
      isObject(node) && NAMING.has(node.probe) ? [[node.id, NAMING.get(node.probe) ?? []]] : [],
    ),
  );
  const variant = (given: unknown): unknown =>
    isObject(given) && isList(given.overrides)
      ? { ...given, overrides: given.overrides.map((override) => overrideById(override, naming)) }
      : given;
  return {
    ...saved,
    nodes: nodes.map((node) => {
      const names = isObject(node) ? naming.get(node.id) : undefined;
      return isObject(node) && names !== undefined ? { ...node, options: optionsById(node.options, names) } : node;
    }),
    ...(isList(variants) ? { variants: variants.map(variant) } : {}),
  };
}

const idOf = (value: unknown): unknown => (isList(value) ? value.map(idOf) : (SHOWN_AS.get(value) ?? value));

const optionsById = (options: unknown, names: readonly string[]): unknown =>
  isObject(options)
    ? Object.fromEntries(
        Object.entries(options).map(([name, value]) => [name, names.includes(name) ? idOf(value) : value]),
      )
    : options;

/** Of all options, or of one of them or an item of it; the field may be written short. */
function overrideById(override: unknown, naming: ReadonlyMap<unknown, readonly string[]>): unknown {
  const names = isObject(override) ? naming.get(override.node) : undefined;
  if (!isObject(override) || names === undefined) return override;
  const { field, value } = override;
  if (field === 'options') return { ...override, value: optionsById(value, names) };
  const [option = ''] = String(field)
    .replace(/^options\./, '')
    .split('.');
  return names.includes(option) ? { ...override, value: idOf(value) } : override;
}
