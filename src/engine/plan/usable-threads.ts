import type { EngineConfig } from '../../contract/index.ts';
import { item } from '../memory/item.ts';
import { isReplicated } from './uniform.ts';

/**
 * Threads that a network can use of those wanted. A network runs on one where elements read the states of others within a
 * step, or where synapses are plastic, since such a synapse belongs to two neurons.
 */
export function usableThreads(config: EngineConfig, wanted: number): number {
  const signals = config.injections.every(
    ({ source, target }) =>
      isReplicated(item(config.groups, source), source, config) ||
      item(config.groups, source).size === item(config.groups, target).size,
  );
  const single = config.groups.some(
    (group, index) => group.size === 1 && injects(config, index) && !isReplicated(group, index, config),
  );
  const plastic = config.projections.some(({ plasticity }) => plasticity !== undefined);
  return config.couplings.length === 0 && !plastic && signals && !single ? wanted : 1;
}

const injects = ({ injections }: EngineConfig, index: number): boolean =>
  injections.some(({ source }) => source === index);
