import { type Measure, pairMeasures, populationMeasures, timedMeasures } from '../analysis/measures/index.ts';

/** What kind of value an option of a probe has: text, but for numbers, truth values and the lists. */
export type ProbeOptionType =
  | 'number'
  | 'text'
  | 'boolean'
  /** Whole numbers from 0 on. */
  | 'indices'
  | 'variable'
  | 'choice'
  /** A list of texts. */
  | 'choices'
  | 'projection'
  | 'plastic-edge';

const SPIKE_WINDOW = { windowMs: 'number' } as const;

/** The kinds of probes by id, and their options by name; how each is drawn is declared in plots/. */
export const PROBES = {
  raster: {},
  traces: { variable: 'variable', neurons: 'indices', drawSpikes: 'boolean' },
  synchrony: { indices: 'choices', between: 'boolean', over: 'choice', ...SPIKE_WINDOW },
  'phase-circle': { neurons: 'number' },
  pairwise: { measure: 'choice', neurons: 'number', ...SPIKE_WINDOW },
  'spike-distance': { neurons: 'number', ...SPIKE_WINDOW },
  correlogram: { ...SPIKE_WINDOW, lagMs: 'number', binMs: 'number' },
  spectrogram: { stretchMs: 'number', mostHz: 'number' },
  rate: { binMs: 'number' },
  intervals: { neurons: 'indices', binMs: 'number', mostMs: 'number', ...SPIKE_WINDOW },
  'train-spectrum': { neuron: 'number', mostHz: 'number', segmentMs: 'number', ...SPIKE_WINDOW },
  'phase-plane': { x: 'variable', y: 'variable', neuron: 'number' },
  adaptation: { neurons: 'indices' },
  connectivity: { projection: 'projection' },
  map: { show: 'choice', variable: 'variable', ...SPIKE_WINDOW, maximumHz: 'number' },
  weights: { show: 'choice', edge: 'plastic-edge', synapses: 'indices' },
} as const satisfies Record<string, Readonly<Record<string, ProbeOptionType>>>;

export type ProbeId = keyof typeof PROBES;

const idsOf = (list: readonly Measure[]): readonly string[] => list.map(({ id }) => id);

/** What options of the types `choice` and `choices` may be, by kind and name. */
export const PROBE_CHOICES = {
  synchrony: { indices: idsOf(populationMeasures), over: idsOf(timedMeasures) },
  pairwise: { measure: idsOf(pairMeasures) },
  map: { show: ['rate', 'fading spikes', 'variable'] },
  weights: { show: ['distribution', 'matrix', 'synapses'] },
} satisfies Partial<Readonly<Record<ProbeId, Readonly<Record<string, readonly string[]>>>>>;

/** Neurons that an option names by their index; none where it counts something, or names something else. */
export function neuronsNamed(name: string, type: ProbeOptionType, value: unknown): readonly number[] {
  if (name === 'neuron' && type === 'number' && typeof value === 'number') return [value];
  return name === 'neurons' && type === 'indices' && Array.isArray(value) ? value : [];
}
