import type { Resolved, RuleFields } from './fields.ts';
import { asGiven, type RowRandom, type Topology } from './types.ts';
import { bothWays } from './undirected.ts';

const fields = {
  attachments: {
    kind: 'number',
    label: 'attachments m of a new node',
    meaning: 'links of each new neuron',
    default: 3,
    min: 1,
    whole: true,
  },
} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    readonly 'barabasi-albert': Resolved<typeof fields>;
  }
}

/**
 * Barabasi and Albert 1999: the graph grows from m seeds without edges; each further node is joined with m different nodes, drawn
 * in proportion to their degree (the first one with all seeds). m (N - m) edges, each of which makes synapses both ways.
 */
export const barabasiAlbert: Topology<'barabasi-albert', typeof fields> = {
  kind: 'barabasi-albert',
  family: 'graph',
  name: 'Barabási–Albert scale free',
  summary: 'Grown by preferential attachment: a few hubs, many with few synapses.',
  source: 'Barabási and Albert, Science 286 (1999) 509',
  fields,
  label: ({ attachments }) => `BA ${attachments}`,
  resolve: asGiven,
  by: 'source',
  draws: 'pairs',
  fault: ({ attachments }, { sources, targets }) => {
    if (sources !== targets) return `the graph needs ends of the same size, and they are ${sources} and ${targets}`;
    return attachments >= 1 && attachments < sources
      ? null
      : `a new node is joined with ${attachments} others; must be at least 1 and less than the size, ${sources}`;
  },
  expected: ({ attachments }, { sources }) => 2 * attachments * (sources - attachments),
  // That of the largest hub, whose degree grows as m sqrt(N); the mean in-degree is about 2 m.
  stiffest: (_rule, { sources }) => Math.max(2, Math.sqrt(sources) / 2),
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
