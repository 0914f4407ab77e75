import type { NetworkMap } from '../../compile/types.ts';
import type { RecorderConfig } from '../../contract/index.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import { fingerprint } from '../../engine/fingerprint.ts';
import { entryOf } from '../../units/index.ts';
import type { Configuration } from './configurations.ts';
import type { Member } from './member.ts';

/** A recorder by what it yields: the reference of moments is there only against cancellation. */
const nameOf = (recorder: RecorderConfig): string =>
  fingerprint([recorder.kind === 'moments' ? { ...recorder, reference: 0 } : recorder]);

/**
 * Shows what runs, or has run, through the probes of a document that are others now. What is recorded anyway is there at once;
 * what is not is recorded from here on. False: something of it can be had only when the network is built anew.
 */
export async function observe(member: Member, wanted: Configuration): Promise<boolean> {
  const { session, view, builtFrom } = member;
  const known = [...builtFrom.recorders, ...member.added];
  const names = known.map(nameOf);
  const placeOf = async (recorder: RecorderConfig): Promise<number | null> => {
    const place = names.indexOf(nameOf(recorder));
    if (place >= 0) return place;
    if (!(await session?.record([recorder]))) return null;
    member.added.push(recorder);
    view.recordings.record([recorder]);
    known.push(recorder);
    return names.push(nameOf(recorder)) - 1;
  };
  const places: (readonly Piece[])[] = [];
  for (const [index, recorder] of wanted.config.recorders.entries()) {
    const pieces = names.includes(nameOf(recorder)) ? [] : heldPieces(member, wanted.map, index, recorder, known);
    const rest = without(recorder, pieces);
    const place = rest === null ? null : await placeOf(rest);
    if (place !== null) places.push([...pieces, { place, elements: elementsOf(rest) }]);
    else places.push(rest === null ? pieces : []);
  }
  // How long it runs, and from when on it is measured, is fixed when it is built.
  const { durationMs, fromMs } = view.map;
  const map = { ...placed(wanted.map, places), durationMs, fromMs };
  member.view = { ...view, document: wanted.document, map, outdated: false };
  const isThere = places.every((pieces) => pieces.length > 0);
  return isThere && durationMs === wanted.map.durationMs && fromMs === wanted.map.fromMs;
}

/** Where a part of what a recorder would give is recorded: all of it, or (of a trace) some of its elements. */
interface Piece {
  readonly place: number;
  readonly elements: readonly number[];
}

const elementsOf = (recorder: RecorderConfig | null): readonly number[] =>
  recorder?.kind === 'trace' ? [...recorder.elements] : [];

/** Elements that a probe shows already, before it was asked for others as well: their samples are held, and go on. */
function heldPieces(
  { view }: Member,
  wanted: NetworkMap,
  index: number,
  recorder: RecorderConfig,
  known: readonly RecorderConfig[],
): Piece[] {
  if (recorder.kind !== 'trace') return [];
  const probe = Object.entries(wanted.probes).find(([, { traces }]) =>
    traces.some((trace) => trace.recorder === index),
  );
  const shown = probe === undefined ? [] : (entryOf(view.map.probes, probe[0])?.traces ?? []);
  const asked = new Set(recorder.elements);
  return shown.flatMap(({ recorder: place }): Piece[] => {
    const other = known[place];
    if (other?.kind !== 'trace' || nameOf({ ...other, elements: recorder.elements }) !== nameOf(recorder)) return [];
    const elements = [...other.elements];
    if (!elements.every((element) => asked.has(element))) return [];
    for (const element of elements) asked.delete(element);
    return [{ place, elements }];
  });
}

/** What of a recorder is not among pieces; null: all of it is. */
function without(recorder: RecorderConfig, pieces: readonly Piece[]): RecorderConfig | null {
  if (recorder.kind !== 'trace' || pieces.length === 0) return recorder;
  const held = new Set(pieces.flatMap(({ elements }) => elements));
  const elements = recorder.elements.filter((element) => !held.has(element));
  return elements.length === 0 ? null : { ...recorder, elements };
}

/** The map of the same network with its recorders in other places; what is not recorded is left out. */
function placed(map: NetworkMap, places: readonly (readonly Piece[])[]): NetworkMap {
  const at = (recorder: number): number => places[recorder]?.[0]?.place ?? -1;
  const isThere = (recorder: number): boolean => at(recorder) >= 0;
  return {
    ...map,
    populations: map.populations.map((population) => ({
      ...population,
      spikes: at(population.spikes),
      moments: population.moments === null || !isThere(population.moments) ? null : at(population.moments),
    })),
    probes: Object.fromEntries(
      Object.entries(map.probes).map(([id, probe]) => [
        id,
        {
          ...probe,
          traces: probe.traces.flatMap((trace) =>
            (places[trace.recorder] ?? []).map(({ place, elements }) => ({ ...trace, recorder: place, elements })),
          ),
          weights: probe.weights
            .filter(({ distribution, chosen }) => isThere(distribution) && isThere(chosen))
            .map((weights) => ({ ...weights, distribution: at(weights.distribution), chosen: at(weights.chosen) })),
        },
      ]),
    ),
  };
}

/**
 * Shows results of another network through the probes of a document: those of the populations that it had, of which all spikes
 * were recorded, and what its own probes recorded.
 */
export function observeOther(member: Member, wanted: Configuration): void {
  const { view } = member;
  const had = new Set(view.map.populations.map(({ id }) => id));
  const probes = Object.entries(wanted.map.probes).map(([id, { populations }]) => {
    const { traces, weights } = entryOf(view.map.probes, id) ?? { traces: [], weights: [] };
    return [id, { populations: populations.filter((population) => had.has(population)), traces, weights }];
  });
  member.view = {
    ...view,
    document: withProbesOf(view.document, wanted.document),
    map: { ...view.map, probes: Object.fromEntries(probes) },
    outdated: true,
  };
}

function withProbesOf(own: NetworkDocument, other: NetworkDocument): NetworkDocument {
  return {
    ...own,
    nodes: [...own.nodes.filter(({ kind }) => kind !== 'probe'), ...other.nodes.filter(({ kind }) => kind === 'probe')],
    edges: [...own.edges.filter(({ kind }) => kind !== 'tap'), ...other.edges.filter(({ kind }) => kind === 'tap')],
  };
}
