import type {
  BackgroundConfig,
  CouplingConfig,
  InjectionConfig,
  ProjectionConfig,
  SpikeSourceConfig,
} from '../contract/index.ts';
import type { Subject } from '../document/problems.ts';
import type { PopulationNode } from '../document/schema.ts';
import type { Timescales } from './decays.ts';
import type { CompiledGroup } from './groups.ts';
import { type Context, titleOf } from './resolve.ts';
import type { PlasticMap } from './types.ts';

/** The groups and sources of a network, and where each node of the document went. */
export interface Placed {
  readonly groups: readonly CompiledGroup[];
  /** Group of each population, and of each current stimulus (its first one). */
  readonly groupOf: ReadonlyMap<string, number>;
  readonly sources: readonly SpikeSourceConfig[];
  readonly sourceOf: ReadonlyMap<string, number>;
}

/** What has been compiled of a network: what there is, and what joins it. */
export interface Assembly extends Placed {
  readonly projections: readonly ProjectionConfig[];
  readonly backgrounds: readonly BackgroundConfig[];
  readonly injections: readonly InjectionConfig[];
  readonly couplings: readonly CouplingConfig[];
  readonly plastic: readonly PlasticMap[];
}

/** A population and what it was compiled to. */
interface PlacedPopulation {
  readonly node: PopulationNode;
  readonly subject: Subject;
  readonly index: number;
  readonly group: CompiledGroup;
  readonly timescales: Timescales;
}

/** The populations that were compiled, in the order of the document. */
export function populationsOf({ document }: Context, { groups, groupOf }: Placed): PlacedPopulation[] {
  return document.nodes.flatMap((node) => {
    const index = node.kind === 'population' ? groupOf.get(node.id) : undefined;
    if (node.kind !== 'population' || index === undefined) return [];
    const group = groups[index];
    const subject = { id: node.id, title: titleOf('Population', node.name) };
    return group?.timescales ? [{ node, subject, index, group, timescales: group.timescales }] : [];
  });
}
