import { optionsOf } from '../library/probes/index.ts';
import { traces } from '../library/probes/traces.ts';
import { addProbe, connect, type NetworkDraft } from './commands.ts';
import type { NetworkDocument, NetworkNode, ProbeNode } from './schema.ts';
import { observedBy } from './taps.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Sizes of the nodes by id, px; of probes the document says them. */
export type SizeOf = (node: NetworkNode) => Size;

const GRID = 16;
/** Between two nodes, px. */
const GAP = 16;
/** Steps of the grid around a node at which there may be room. */
const REACH = 120;

/** The probe of traces that observes a population alone; undefined: there is none. */
const tracesOf = (document: Pick<NetworkDocument, 'nodes' | 'edges'>, population: string): ProbeNode | undefined =>
  document.nodes.find((node): node is ProbeNode => {
    const observed = node.kind === 'probe' && node.probe === traces.id ? observedBy(document, node.id) : [];
    return observed.length === 1 && observed[0] === population;
  });

/** Whether a probe of traces shows a neuron. */
export const isTraced = (
  document: Pick<NetworkDocument, 'nodes' | 'edges'>,
  population: string,
  neuron: number,
): boolean => {
  const probe = tracesOf(document, population);
  return probe !== undefined && optionsOf(traces, probe.options).neurons.includes(neuron);
};

/**
 * Adds a neuron to the probe of traces of its population, or to a new one nearby, where no node stands. Returns the probe's id; null:
 * there is no such population.
 */
export function traceNeuron(
  draft: NetworkDraft,
  { population, neuron }: { readonly population: string; readonly neuron: number },
  sizeOf: SizeOf,
): string | null {
  const node = draft.nodes.find(({ id }) => id === population);
  if (node?.kind !== 'population') return null;
  const present = tracesOf(draft as NetworkDocument, population);
  if (present !== undefined) {
    const { neurons } = optionsOf(traces, present.options);
    const probe = draft.nodes.find(({ id }) => id === present.id);
    if (probe?.kind === 'probe' && !neurons.includes(neuron)) probe.options.neurons = [...neurons, neuron];
    return present.id;
  }
  const id = addProbe(draft, traces.id, { x: 0, y: 0 });
  const probe = draft.nodes.at(-1);
  if (probe?.kind !== 'probe') return null;
  probe.options.neurons = [neuron];
  probe.position = freeRoom(draft as NetworkDocument, id, node, traces.defaultSize, sizeOf);
  connect(draft, id, population);
  return id;
}

/** The place nearest to the lower right of a node at which a rectangle covers no node. */
function freeRoom({ nodes }: NetworkDocument, own: string, near: NetworkNode, size: Size, sizeOf: SizeOf) {
  const taken = nodes.filter(({ id }) => id !== own).map((node) => ({ ...node.position, ...sizeOf(node) }));
  const isFree = (x: number, y: number): boolean =>
    taken.every(
      (box) =>
        x >= box.x + box.width + GAP ||
        x + size.width + GAP <= box.x ||
        y >= box.y + box.height + GAP ||
        y + size.height + GAP <= box.y,
    );
  const { width, height } = sizeOf(near);
  const start = { x: near.position.x + width + 4 * GRID, y: near.position.y + height + 2 * GRID };
  const origin = { x: Math.round(start.x / GRID) * GRID, y: Math.round(start.y / GRID) * GRID };
  for (let ring = 0; ring <= REACH; ring++) {
    // To the right and below before to the left and above.
    for (let down = ring; down >= -ring; down--) {
      const across = Math.abs(down) === ring ? Array.from({ length: 2 * ring + 1 }, (_, k) => ring - k) : [ring, -ring];
      for (const right of across) {
        const [x, y] = [origin.x + right * GRID, origin.y + down * GRID];
        if (isFree(x, y)) return { x, y };
      }
    }
  }
  return origin;
}
