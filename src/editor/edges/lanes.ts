import type { NetworkEdge, SynapseEdge } from '../../document/schema.ts';
import { parseQuantity } from '../../units/index.ts';

/** How many earlier edges run from the same source to the same target on the same side. */
export function lanes(edges: readonly NetworkEdge[]): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  const result = new Map<string, number>();
  for (const edge of edges) {
    const way = `${edge.source} ${edge.target} ${edge.kind === 'synapse' ? edge.sign : edge.kind}`;
    const lane = taken.get(way) ?? 0;
    result.set(edge.id, lane);
    taken.set(way, lane + 1);
  }
  return result;
}

/** Width in px of a synapse edge among its peers: grows with |weight| relative to the largest of the same dimension. */
export function widths(edges: readonly NetworkEdge[]): ReadonlyMap<string, number> {
  const strengths = edges.filter((edge) => edge.kind === 'synapse').map((edge) => ({ edge, ...strength(edge) }));
  const largest = new Map<string, number>();
  for (const { dimension, value } of strengths) largest.set(dimension, Math.max(value, largest.get(dimension) ?? 0));
  return new Map(
    strengths.map(({ edge, dimension, value }) => {
      const peak = largest.get(dimension) ?? 0;
      return [edge.id, peak > 0 ? 1.25 + 1.75 * Math.sqrt(value / peak) : 1.25];
    }),
  );
}

function strength(edge: SynapseEdge): { value: number; dimension: string } {
  const { weight } = edge;
  const typical =
    typeof weight !== 'object'
      ? weight
      : 'uniform' in weight
        ? weight.uniform[1]
        : (Object.values(weight).flat()[0] ?? 0);
  const quantity = parseQuantity(typical);
  if ('fault' in quantity) return { value: 0, dimension: '' };
  return { value: Math.abs(quantity.value * edge.relativeStrength), dimension: quantity.dimension.join() };
}
