import type { InjectionConfig } from '../contract/index.ts';
import type { InjectionEdge, NetworkDocument, StimulusNode } from '../document/schema.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import type { CurrentStimulus } from '../library/types.ts';
import { isComposed } from './currents.ts';
import { type CompiledGroup, stateIndex } from './groups.ts';
import { INJECTED, INJECTED_BY_GROUPS } from './parts.ts';
import type { Placed } from './wiring.ts';

/** A current stimulus with states of its own that reaches a population. What follows from time is part of the population already. */
export interface Injection {
  readonly edge: InjectionEdge;
  readonly node: StimulusNode;
  readonly model: CurrentStimulus;
  readonly target: number;
  readonly size: number;
}

/** Null where an end was not compiled, or is switched off. */
export function injectionBy({ nodes }: NetworkDocument, placed: Placed, edge: InjectionEdge): Injection | null {
  const node = nodes.find(({ id }) => id === edge.source);
  const target = placed.groupOf.get(edge.target);
  const group = target === undefined ? undefined : placed.groups[target];
  if (node?.kind !== 'stimulus' || !node.enabled || target === undefined || group === undefined) return null;
  const model = findStimulus(node.model);
  if (model?.kind !== 'current' || isComposed(model)) return null;
  return { edge, node, model, target, size: group.config.size };
}

/** The injection of the current of a group; null where the population takes none. */
export function injectionFrom(
  { groups }: Pick<Placed, 'groups'>,
  source: number,
  { edge, target }: Injection,
): InjectionConfig | null {
  const [group, reached] = [groups[source], groups[target]];
  const input = reached?.config.inputs.findIndex(({ name }) => name === INJECTED || name === INJECTED_BY_GROUPS) ?? -1;
  if (group === undefined || input < 0) return null;
  return { name: edge.id, source, output: currentOf(group), target, input, scale: edge.scale };
}

/** Where a group of a stimulus has its current. */
function currentOf(group: CompiledGroup): InjectionConfig['output'] {
  const index = group.config.outputs.findIndex(({ name }) => name === 'I_stim');
  return index >= 0 ? { of: 'output', index } : { of: 'state', index: stateIndex(group, 'I_stim') };
}
