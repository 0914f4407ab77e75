import type { EngineConfig, GroupConfig, ParameterConfig } from '../../contract/index.ts';
import { isDense } from '../couplings/memory.ts';
import { item } from '../memory/item.ts';
import { isOneForAll } from '../random/values.ts';

/** Whether a parameter is one number for all elements, and stays so whatever is assigned to it. */
export function isUniform(config: EngineConfig, group: number, parameter: ParameterConfig, slot: number): boolean {
  const assigned = config.assignments.filter((a) => a.group === group && a.of === 'parameter' && a.index === slot);
  return (
    isOneForAll(parameter.values) &&
    assigned.every(({ values }) => values.every((value) => value === values[0])) &&
    config.couplings.every((c) => c.target !== group || (c.degree !== slot && c.total !== slot) || isDense(c))
  );
}

/** Whether a propagator that differs between elements writes this parameter. */
export function writtenPerElement(config: EngineConfig, group: number, slot: number): boolean {
  const { propagators, parameters } = item(config.groups, group);
  return propagators.some(
    ({ matrix, noise, entries }) =>
      entries.some((entry) => entry.parameter === slot) &&
      [...matrix.nodes, ...(noise?.nodes ?? [])].some(
        (node) => node.op === 'parameter' && !isUniform(config, group, item(parameters, node.index), node.index),
      ),
  );
}

/** Whether all that enters an input comes from groups of one element. */
export function hasUniformInput(config: EngineConfig, group: number, input: number): boolean {
  const coupled = config.couplings.some(
    ({ target, signals }) => target === group && signals.some((signal) => signal.input === input),
  );
  return (
    !coupled &&
    config.injections.every((i) => i.target !== group || i.input !== input || item(config.groups, i.source).size === 1)
  );
}

/** Whether a group is a signal of one element, which nothing but other signals changes. */
export const isReplicated = (group: GroupConfig, index: number, config: EngineConfig): boolean =>
  group.size === 1 &&
  group.threshold === null &&
  config.injections.some(({ source }) => source === index) &&
  [...config.projections, ...config.backgrounds].every(({ target }) => target !== index);
