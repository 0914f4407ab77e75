import type {
  EngineConfig,
  GroupConfig,
  LiveChange,
  ProjectionConfig,
  SpikeSourceConfig,
  StateConfig,
  Values,
} from '../contract/index.ts';
import { isOneForAll } from './random/values.ts';

/**
 * The changes that turn a running network of one config into one of another. Null where they differ in more than can be changed,
 * so that the network must be built anew. Names, which only messages use, do not count.
 */
export function liveChanges(before: EngineConfig, after: EngineConfig): LiveChange[] | null {
  if (!isEqual(fixedPart(before), fixedPart(after))) return null;
  const changes: LiveChange[] = [];
  for (const [group, { parameters, states }] of after.groups.entries()) {
    const old = before.groups[group];
    if (!old || !states.every((state, k) => startsAlike(old, old.states[k], after.groups[group], state))) return null;
    for (const [index, { values }] of parameters.entries()) {
      const oldValues = old.parameters[index]?.values;
      if (isEqual(oldValues, values)) continue;
      // A parameter that is one number for all has no room for one for each element.
      if (isOneForAll(oldValues) && !isOneForAll(values)) return null;
      changes.push({ kind: 'parameter', group, index, values });
    }
  }
  const rates = sourceChanges(before, after);
  const all = rates && [...changes, ...rates, ...synapticChanges(before, after)];
  // What is changed on the way may be what is changed here, before that or after it.
  return after.changes !== undefined && all?.length !== 0 ? null : all;
}

/** Changes of rates; null where trains that share one rate are to have one each, for which there is no room. */
function sourceChanges(before: EngineConfig, after: EngineConfig): LiveChange[] | null {
  const changes: LiveChange[] = [];
  for (const [source, config] of after.sources.entries()) {
    const old = ratesOf(before.sources[source]);
    const rateKHz = ratesOf(config);
    if (rateKHz === null || isEqual(old, rateKHz)) continue;
    if (old?.kind === 'constant' && rateKHz.kind !== 'constant') return null;
    changes.push({ kind: 'sourceRate', source, rateKHz });
  }
  return changes;
}

function ratesOf(source: SpikeSourceConfig | undefined): Values | null {
  if (source === undefined || !('rateKHz' in source)) return null;
  const { rateKHz } = source;
  return typeof rateKHz === 'number' ? { kind: 'constant', value: rateKHz } : rateKHz;
}

function synapticChanges(before: EngineConfig, after: EngineConfig): LiveChange[] {
  const backgrounds = after.backgrounds.flatMap(({ trains, rateKHz, weight }, background): LiveChange[] => {
    const old = before.backgrounds[background];
    const same = old && old.trains === trains && old.rateKHz === rateKHz && old.weight === weight;
    return same ? [] : [{ kind: 'background', background, trains, rateKHz, weight }];
  });
  const weights = after.projections.flatMap((config, projection): LiveChange[] => {
    const { weight } = config;
    if (!changesAtOnce(config) || weight.kind !== 'constant' || isEqual(before.projections[projection]?.weight, weight))
      return [];
    return [{ kind: 'weight', projection, value: weight.value }];
  });
  const couplings = after.couplings.flatMap(({ weight }, coupling): LiveChange[] => {
    if (weight.kind !== 'constant' || isEqual(before.couplings[coupling]?.weight, weight)) return [];
    return [{ kind: 'couplingWeight', coupling, value: weight.value }];
  });
  return [...backgrounds, ...weights, ...couplings];
}

/** Whether all synapses share one weight, which nothing else changes. */
const changesAtOnce = ({ weight, plasticity }: ProjectionConfig): boolean =>
  weight.kind === 'constant' && plasticity === undefined;

/** A config without all that can be changed, and without names. */
function fixedPart(config: EngineConfig): object {
  return {
    ...config,
    groups: config.groups.map((group) => ({
      ...group,
      name: null,
      parameters: group.parameters.map(({ name }) => name),
      states: group.states.map(({ spread, ...state }) => ({ ...state, initial: null, spread: spread?.key ?? null })),
    })),
    sources: config.sources.map((source) => ({
      ...source,
      name: null,
      ...('rateKHz' in source ? { rateKHz: null } : {}),
    })),
    projections: config.projections.map((projection) => ({
      ...projection,
      name: null,
      weight: changesAtOnce(projection) ? null : projection.weight,
    })),
    backgrounds: config.backgrounds.map((background) => ({
      ...background,
      name: null,
      trains: null,
      rateKHz: null,
      weight: null,
    })),
    injections: config.injections.map((injection) => ({ ...injection, name: null })),
    couplings: config.couplings.map((coupling) => ({
      ...coupling,
      name: null,
      weight: coupling.weight.kind === 'constant' ? null : coupling.weight,
    })),
    // The reference is there only against cancellation, for which the old one serves as well.
    recorders: config.recorders.map((recorder) =>
      recorder.kind === 'moments' ? { ...recorder, reference: null } : recorder,
    ),
  };
}

/** Whether a state starts from the same values, or from those of the same parameters, which matter at the next start. */
function startsAlike(
  before: GroupConfig,
  old: StateConfig | undefined,
  after: GroupConfig | undefined,
  state: StateConfig,
): boolean {
  const alike = (then: Values | undefined, now: Values | undefined): boolean =>
    isEqual(then, now) ||
    before.parameters.some(({ values }, k) => isEqual(values, then) && isEqual(after?.parameters[k]?.values, now));
  return alike(old?.initial, state.initial) && alike(old?.spread?.sd, state.spread?.sd);
}

/** Whether plain data, which may have typed arrays, are equal. */
function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isNumbers(a) || isNumbers(b)) {
    return isNumbers(a) && isNumbers(b) && a.length === b.length && a.every((value, k) => Object.is(value, b[k]));
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(Reflect.get(a, key), Reflect.get(b, key)))
  );
}

const isNumbers = (value: object): value is Float64Array | Int32Array =>
  value instanceof Float64Array || value instanceof Int32Array;
