import type { NeuronModel } from '../types.ts';
import { adaptation } from './adaptation.ts';
import { connectivity } from './connectivity.ts';
import { correlogram } from './correlogram.ts';
import { intervals } from './intervals.ts';
import { map } from './map.ts';
import type { OptionRow } from './options.ts';
import { rowOf } from './options.ts';
import { pairwise } from './pairwise.ts';
import { phaseCircle } from './phase-circle.ts';
import { phasePlane } from './phase-plane.ts';
import { raster } from './raster.ts';
import { rate } from './rate.ts';
import { spectrogram } from './spectrogram.ts';
import { spikeDistance } from './spike-distance.ts';
import { synchrony } from './synchrony.ts';
import { traces } from './traces.ts';
import { trainSpectrum } from './train-spectrum.ts';
import type { OptionShape, OptionValues, Probe, Recorded } from './types.ts';
import { weights } from './weights.ts';

const listed = [
  raster,
  traces,
  synchrony,
  phaseCircle,
  pairwise,
  spikeDistance,
  correlogram,
  spectrogram,
  rate,
  intervals,
  trainSpectrum,
  phasePlane,
  adaptation,
  connectivity,
  map,
  weights,
] as const;

export type ProbeId = (typeof listed)[number]['id'];

/** A kind of probe, whatever its options are. */
export type AnyProbe = Omit<Probe<ProbeId, OptionShape>, 'records'> & {
  /** Of options as they are saved: what is missing or not allowed counts as the default. */
  records(options: SavedOptions, model: NeuronModel | null): Recorded;
};

/** Options as a document holds them. */
export type SavedOptions = Readonly<Record<string, unknown>>;

/** The values of a probe's options: those that are saved and allowed, and the defaults of the others. */
export function optionsOf<S extends OptionShape>(
  { options }: { readonly options: S },
  saved: SavedOptions,
): OptionValues<S> {
  const values = Object.entries(options).map(([name, schema]) => {
    const given = schema.safeParse(Object.hasOwn(saved, name) ? saved[name] : undefined);
    return [name, given.success ? given.data : schema.parse(undefined)] as const;
  });
  return Object.fromEntries(values) as OptionValues<S>;
}

function anyProbe<S extends OptionShape>(probe: Probe<ProbeId, S>): AnyProbe {
  return { ...probe, records: (saved, model) => probe.records(optionsOf(probe, saved), model) };
}

/** The kinds of probes in the order of the palette. */
export const probes: readonly AnyProbe[] = listed.map((probe) => anyProbe(probe as Probe<ProbeId, OptionShape>));

export function findProbeKind(id: string): AnyProbe | undefined {
  return probes.find((probe) => probe.id === id);
}

/** The row of an option in the inspector, and whether the option may have a value. */
export interface NamedRow extends OptionRow {
  readonly name: string;
  takes(value: unknown): boolean;
}

/** The rows of the inspector, by the names of the options. */
export function optionRows({ options }: AnyProbe): readonly NamedRow[] {
  return Object.entries(options).map(([name, schema]) => ({
    name,
    ...rowOf(schema),
    takes: (value) => schema.safeParse(value).success,
  }));
}

/** The values of a new probe's options; what follows from the model of what it observes is left out. */
export function initialOptions({ options }: AnyProbe): SavedOptions {
  const values = Object.entries(options).map(([name, schema]) => [name, schema.parse(undefined)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}
