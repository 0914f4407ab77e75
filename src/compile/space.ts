import type { Space } from '../contract/index.ts';
import { keptWith } from '../document/kept.ts';
import type { DistanceDelay, Layout, NetworkDocument, NetworkNode, SynapseEdge } from '../document/schema.ts';
import { streamKey } from '../equations/stream-key.ts';
import { type Placement, positionsOf } from '../library/positions/index.ts';
import type { Border } from '../library/topologies/index.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { gather, type Outcome, outcome, refused } from './outcome.ts';
import { resolveQuantity, titleOf } from './resolve.ts';

/** What a population without a layout has. */
export const DEFAULT_LAYOUT: Layout = { type: 'grid', width: '1000 um', height: '1000 um' };

export const LENGTH: ParameterDeclaration = {
  name: 'width',
  symbol: 'w',
  unit: 'um',
  meaning: 'width',
  default: '1000 um',
  min: '0 um',
  exclusiveMin: true,
};
export const OFFSET: ParameterDeclaration = {
  name: 'offset',
  symbol: 'd_0',
  unit: 'ms',
  meaning: 'delay at distance 0',
  default: '0.5 ms',
  min: '0 ms',
};
export const VELOCITY: ParameterDeclaration = {
  name: 'velocity',
  symbol: 'c',
  unit: 'mm/ms',
  meaning: 'conduction velocity',
  default: '0.3 mm/ms',
  min: '0 mm/ms',
  exclusiveMin: true,
};

/** Where the neurons of a node are; null where its layout cannot be read. */
function placementOf(node: NetworkNode): Outcome<Placement | null> {
  const { type, width, height } = (node.kind === 'population' ? node.layout : undefined) ?? DEFAULT_LAYOUT;
  const subject = { id: node.id, title: titleOf('Population', node.name) };
  const read = (field: 'width' | 'height', given: Layout['width']) =>
    resolveQuantity(subject, `layout.${field}`, given, {
      ...LENGTH,
      name: field,
      meaning: `${field} of the layout`,
    });
  return gather(({ take }) => {
    const widthUm = take(read('width', width));
    const flat = type === 'line' || type === 'ring';
    const heightUm = flat ? 0 : take(read('height', height));
    return widthUm === null || heightUm === null ? null : { type, widthUm, heightUm };
  });
}

/** The placement of a node of a document, for a look at it; null where it is at fault. */
export const placementOfNode = (node: NetworkNode): Placement | null => placementOf(node).value;

/**
 * Positions of a node's neurons, x and y one after the other, um; null where its layout cannot be read, or there is no such node. Those
 * of a document that is frozen are made once: plots ask for them each time that they are drawn.
 */
export const positionsOfNode = (document: NetworkDocument, id: string, size: number): Float64Array | null =>
  positionsOfSized(document, JSON.stringify([id, size]));

const positionsOfSized = keptWith((document, idAndSize: string): Float64Array | null => {
  const [id, size]: [string, number] = JSON.parse(idAndSize);
  const node = document.nodes.find((candidate) => candidate.id === id);
  const placement = node === undefined ? null : placementOfNode(node);
  return placement && positionsOf(placement, size, document.run.seed, streamKey(id));
});

/** The space of an edge: on two rings distances run along the arc, elsewhere straight. */
export function spaceOf(
  document: NetworkDocument,
  edge: SynapseEdge,
  sizes: { readonly sources: number; readonly targets: number },
  border: Border,
): Outcome<Space | null> {
  const [from, to] = [edge.source, edge.target].map((id) => document.nodes.find((node) => node.id === id));
  if (from === undefined || to === undefined) return outcome(null);
  return gather(({ take }) => {
    const target = take(placementOf(to));
    // Spike stimuli have no layout of their own: they are spread as their target.
    const source = from.kind === 'population' ? take(placementOf(from)) : target;
    return source && target && take(spaceBetween(document, edge, sizes, border, { source, target }));
  });
}

function spaceBetween(
  { run }: NetworkDocument,
  edge: SynapseEdge,
  sizes: { readonly sources: number; readonly targets: number },
  border: Border,
  { source, target }: { readonly source: Placement; readonly target: Placement },
): Outcome<Space | null> {
  const rings = source.type === 'ring' && target.type === 'ring';
  if ((rings || border === 'periodic') && (source.widthUm !== target.widthUm || source.heightUm !== target.heightUm)) {
    const given = `${source.widthUm} by ${source.heightUm} um and ${target.widthUm} by ${target.heightUm} um`;
    const sentence = `its ends are ${given}; a ${rings ? 'ring' : 'periodic border'} needs layouts of the same extents.`;
    const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
    return refused({ code: 'rule', subject, field: 'rule', given, allowed: 'the same extents', sentence });
  }
  const place = (placement: Placement, id: string, size: number) =>
    rings
      ? positionsOf({ ...placement, type: 'line', widthUm: Math.PI * placement.widthUm }, size, run.seed, 0)
      : positionsOf(placement, size, run.seed, streamKey(id));
  const period = rings
    ? ([Math.PI * source.widthUm, 0] as const)
    : border === 'periodic'
      ? ([source.widthUm, source.heightUm] as const)
      : ([0, 0] as const);
  return outcome({
    source: place(source, edge.source, sizes.sources),
    target: place(target, edge.target, sizes.targets),
    period,
  });
}

export const isDistanceDelay = (delay: SynapseEdge['delay']): delay is DistanceDelay =>
  typeof delay === 'object' && 'distance' in delay;
