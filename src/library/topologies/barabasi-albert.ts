import type { RowRandom, Topology } from './types.ts';
import { bothWays } from './undirected.ts';

/**
 * Barabasi and Albert 1999: the graph grows from m seeds without edges; each further node is joined with m different nodes, drawn
 * in proportion to their degree (the first one with all seeds). m (N - m) edges, each of which makes synapses both ways.
 */
export const barabasiAlbert: Topology<'barabasi-albert'> = {
  kind: 'barabasi-albert',
  family: 'graph',
  name: 'Barabási–Albert scale free',
  summary: 'Grown by preferential attachment: a few hubs, many with few synapses.',
  by: 'source',
  certain: true,
  fault: ({ attachments }, { sources, targets }) => {
    if (sources !== targets) return `the graph needs ends of the same size, and they are ${sources} and ${targets}`;
    return attachments >= 1 && attachments < sources
      ? null
      : `a new node is joined with ${attachments} others; must be at least 1 and less than the size, ${sources}`;
  },
  expected: ({ attachments }, { sources }) => 2 * attachments * (sources - attachments),
  longestRow: (_rule, { targets }) => targets,
  rows: ({ attachments }, { sources: nodes }, shared) => {
    const { from, to } = grown(nodes, attachments, shared);
    return bothWays(nodes, from, to);
  },
};

function grown(nodes: number, attachments: number, random: RowRandom) {
  const edges = attachments * (nodes - attachments);
  const [from, to] = [new Uint32Array(edges), new Uint32Array(edges)];
  let made = 0;
  // An end of a uniformly drawn edge is a node in proportion to its degree.
  const drawn = (until: number): number => {
    const end = random.below(2 * until);
    return (end % 2 === 0 ? from[end >> 1] : to[end >> 1]) ?? 0;
  };
  const joined = new Int32Array(nodes).fill(-1);
  for (let node = attachments; node < nodes; node++) {
    const before = made;
    for (let k = 0; k < attachments; k++) {
      let other = before === 0 ? k : drawn(before);
      while (joined[other] === node) other = drawn(before);
      joined[other] = node;
      from[made] = node;
      to[made] = other;
      made++;
    }
  }
  return { from, to };
}
