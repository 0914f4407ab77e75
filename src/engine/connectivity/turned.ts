import type { SynapseValues } from '../random/values.ts';
import type { Connectivity } from './reference.ts';

interface Synapse {
  readonly from: number;
  readonly to: number;
  /** Position in the rows that it comes from. */
  readonly at: number;
}

function synapsesOf({ starts, targets }: Connectivity): Synapse[] {
  const synapses: Synapse[] = [];
  for (let from = 0; from + 1 < starts.length; from++)
    for (let at = starts[from] ?? 0; at < (starts[from + 1] ?? 0); at++)
      synapses.push({ from, to: targets[at] ?? 0, at });
  return synapses;
}

/** Rows of the synapses, which keep what they carried. */
function rowsOf(synapses: Synapse[], sources: number, { weights, delays }: Connectivity): Connectivity {
  const sorted = synapses.sort((a, b) => a.from - b.from || a.to - b.to || a.at - b.at);
  const starts = new Uint32Array(sources + 1);
  for (const { from } of sorted) starts[from + 1] = (starts[from + 1] ?? 0) + 1;
  for (let i = 0; i < sources; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const carried: SynapseValues<Float64Array> =
    'constant' in weights
      ? weights
      : { each: Float64Array.from(sorted, ({ at }) => ('each' in weights ? (weights.each[at] ?? 0) : 0)) };
  return { starts, targets: Uint32Array.from(sorted, ({ to }) => to), weights: carried, delays };
}

/** Every synapse from its target to its source, with its weight; delays must be constant. */
export function turnedRound(connectivity: Connectivity, sources: number): Connectivity {
  const turned = synapsesOf(connectivity).map(({ from, to, at }) => ({ from: to, to: from, at }));
  return rowsOf(turned, sources, connectivity);
}

/**
 * Every pair within a group that a synapse joins, in both directions once. Where several join a pair, the first in the order
 * of the rows stands for all.
 */
export function withBothDirections(connectivity: Connectivity): Connectivity {
  const sources = connectivity.starts.length - 1;
  const pairs = new Map<number, Synapse>();
  for (const synapse of synapsesOf(connectivity)) {
    const { from, to } = synapse;
    const pair = Math.min(from, to) * sources + Math.max(from, to);
    if (!pairs.has(pair)) pairs.set(pair, synapse);
  }
  const both = [...pairs.values()].flatMap(({ from, to, at }) =>
    from === to
      ? [{ from, to, at }]
      : [
          { from, to, at },
          { from: to, to: from, at },
        ],
  );
  return rowsOf(both, sources, connectivity);
}
