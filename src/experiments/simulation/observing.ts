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
  const known = [...builtFrom.recorders, ...member.added].map(nameOf);
  const places: (number | null)[] = [];
  for (const recorder of wanted.config.recorders) {
    const name = nameOf(recorder);
    const place = known.indexOf(name);
    if (place >= 0) {
      places.push(place);
    } else if (await session?.record([recorder])) {
      places.push(known.push(name) - 1);
      member.added.push(recorder);
      view.recordings.record([recorder]);
    } else {
      places.push(null);
    }
  }
  // How long it runs, and from when on it is measured, is fixed when it is built.
  const { durationMs, fromMs } = view.map;
  const map = { ...placed(wanted.map, places), durationMs, fromMs };
  member.view = { ...view, document: wanted.document, map, outdated: false };
  return !places.includes(null) && durationMs === wanted.map.durationMs && fromMs === wanted.map.fromMs;
}

/** The map of the same network with its recorders in other places; what is not recorded is left out. */
function placed(map: NetworkMap, places: readonly (number | null)[]): NetworkMap {
  const at = (recorder: number): number => places[recorder] ?? -1;
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
          traces: probe.traces
            .filter(({ recorder }) => isThere(recorder))
            .map((trace) => ({ ...trace, recorder: at(trace.recorder) })),
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
