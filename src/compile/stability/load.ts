import type { BackgroundConfig, ProjectionConfig, SpikeSourceConfig, Values } from '../../contract/index.ts';
import { evaluateProgram } from '../../equations/index.ts';
import { abilitiesOf, stiffestOf, wiringOf } from '../../library/topologies/index.ts';
import { middle, placesOf } from '../decays.ts';
import type { CompiledGroup } from '../groups.ts';
import type { Assembly } from '../wiring.ts';

/** A coupling as one neuron of its target feels it. */
export interface CouplingLoad {
  /** Id of the edge. */
  readonly edge: string;
  /** Whether the population is joined with itself. */
  readonly within: boolean;
  readonly signals: readonly {
    readonly input: number;
    /** State of the target whose value is taken off that of each source; null: none is. */
    readonly less: number | null;
    /** Where the population is joined with itself: its state, or a subexpression of it. */
    readonly emitted: { readonly of: 'state' | 'output'; readonly index: number } | null;
    /** Largest value at sources of another population. */
    readonly level: number;
  }[];
  /** Parameters of the target that hold what follows; null: none does. */
  readonly degreeSlot: number | null;
  readonly totalSlot: number | null;
  /** Expected number of synapses, and the sum of their weights. */
  readonly degree: number;
  readonly total: number;
  /** What the signals of others are, times the neuron's own, in the pattern that the coupling levels fastest. */
  readonly opposite: number;
}

/** Spikes into a state of a neuron. */
export interface SpikeLoad {
  readonly edge: string;
  readonly state: number;
  /** Expected number of synapses, or of trains: of a rule of distances it takes long, and jumps of the membrane need none. */
  readonly degree: () => number;
  readonly weight: number;
  /** Mean rate of a source, kHz; null: it is not known before the run. */
  readonly rateKHz: number | null;
}

const sizeOf = ({ groups }: Assembly, index: number): number => groups[index]?.config.size ?? 0;

/** Expected number of synapses that reach a neuron. */
function inDegree(assembly: Assembly, coupling: Assembly['couplings'][number]): number {
  const ends = endsOf(assembly, coupling);
  const twice = coupling.direction === 'both' && abilitiesOf(coupling.rule).everyPair === null ? 2 : 1;
  return (twice * wiringOf(coupling.rule, ends).expected) / ends.targets;
}

const endsOf = (assembly: Assembly, { source, target }: Pick<Assembly['couplings'][number], 'source' | 'target'>) => ({
  sources: sizeOf(assembly, source),
  targets: sizeOf(assembly, target),
  same: source === target,
});

/** The couplings of a group. */
export function couplingLoads(assembly: Assembly, target: number): CouplingLoad[] {
  const into = (group: number) => assembly.couplings.filter((coupling) => coupling.target === group);
  return into(target).map((coupling) => {
    const degree = inDegree(assembly, coupling);
    const total = degree * meanOf(coupling.weight);
    const same = coupling.source === target;
    const back = (): number =>
      into(coupling.source)
        .filter(({ source }) => source === target)
        .reduce((sum, other) => sum + inDegree(assembly, other) * meanOf(other.weight), 0);
    const opposite = same ? total * (1 - stiffestOf(coupling.rule, endsOf(assembly, coupling))) : -back();
    return {
      edge: coupling.name,
      within: same,
      signals: coupling.signals.map(({ of, index, input, less }) => ({
        input,
        less,
        emitted: same ? { of, index } : null,
        level: same ? 0 : levelOf(assembly.groups[coupling.source], of, index),
      })),
      degreeSlot: coupling.degree,
      totalSlot: coupling.total,
      degree,
      total,
      opposite,
    };
  });
}

/** The largest value of a state or a subexpression where a neuron of the group is to be found. */
function levelOf(group: CompiledGroup | undefined, of: 'state' | 'output', index: number): number {
  const places = group?.timescales ? placesOf(group.timescales, 'everywhere') : [];
  const output = group?.config.outputs[index]?.program;
  const values = places.map((place) =>
    of === 'state' ? (place.states[index] ?? 0) : output === undefined ? 0 : (evaluateProgram(output, place)[0] ?? 0),
  );
  return values.filter(Number.isFinite).reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
}

/** The spikes that reach a group. */
export function spikeLoads(assembly: Assembly, target: number): SpikeLoad[] {
  const ofProjection = ({ name, rule, source, state, weight }: ProjectionConfig): SpikeLoad => {
    const emitter = source.of === 'group' ? undefined : assembly.sources[source.index];
    const sources = source.of === 'group' ? sizeOf(assembly, source.index) : (emitter?.size ?? 0);
    const ends = { sources, targets: sizeOf(assembly, target), same: source.of === 'group' && source.index === target };
    const degree = onDemand(() => wiringOf(rule, ends).expected / ends.targets);
    const rateKHz = emitter === undefined ? null : rateOf(emitter);
    return { edge: name, state, degree, weight: meanOf(weight), rateKHz };
  };
  const ofBackground = ({ name, state, trains, rateKHz, weight }: BackgroundConfig): SpikeLoad => ({
    edge: name,
    state,
    degree: () => trains,
    weight: typeof weight === 'number' ? weight : meanOf(weight),
    rateKHz,
  });
  return [
    ...assembly.projections.filter((one) => one.target === target).map(ofProjection),
    ...assembly.backgrounds.filter((one) => one.target === target).map(ofBackground),
  ];
}

/** A number that is computed when it is first asked for. */
function onDemand(compute: () => number): () => number {
  let value: number | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}

/** The highest mean rate of a train, kHz; null: its spikes are given one by one. */
function rateOf(source: SpikeSourceConfig): number | null {
  switch (source.kind) {
    case 'poisson':
      return meanOf(source.rateKHz);
    case 'profile':
      return source.ratesKHz.reduce((most, rate) => Math.max(most, rate), 0);
    case 'gamma':
      return source.rateKHz;
    case 'given':
      return null;
  }
}

const meanOf = (values: Values): number => (values.kind === 'distance' ? values.offset : middle(values));
