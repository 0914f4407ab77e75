import type { EngineConfig, Estimate, Values } from '../contract/index.ts';
import { wiringOf } from '../library/topologies/index.ts';
import { emitterSize, item } from './plan.ts';

/** Spike logs, trace buffers, chunks under way, code: what every run needs whatever its size. */
const BASE_BYTES = 8 * 2 ** 20;

/** Cost of a network before it is made: expected numbers, of the order of a few percent. */
export function estimate(config: EngineConfig): Estimate {
  const neurons = config.groups.reduce((sum, { size }) => sum + size, 0);
  const projections = config.projections.map(({ source, target, rule, weight, delayMs }) => {
    const same = source.of === 'group' && source.index === target;
    const ends = { sources: emitterSize(config, source), targets: item(config.groups, target).size, same };
    const synapses = wiringOf(rule, ends).expected;
    return { synapses, bytes: 4 * ends.sources + synapses * synapseBytes(weight, delayMs) };
  });
  const gaps = config.gaps.map(({ source, target, rule, conductance }) => {
    const ends = {
      sources: item(config.groups, source).size,
      targets: item(config.groups, target).size,
      same: source === target,
    };
    const synapses = wiringOf(rule, ends).expected;
    return { synapses, bytes: 4 * ends.sources + synapses * synapseBytes(conductance, null) };
  });
  const wirings = [...projections, ...gaps];
  const groupBytes = config.groups.map(
    ({ size, states, parameters, inputs, outputs }) =>
      size * 8 * (states.length + parameters.length + inputs.length + outputs.length + 2),
  );
  const sum = (list: readonly number[]) => list.reduce((total, entry) => total + entry, 0);
  return {
    neurons,
    synapses: Math.round(sum(wirings.map(({ synapses }) => synapses))),
    bytes: Math.round(BASE_BYTES + sum(groupBytes) + spikeRingBytes(config) + sum(wirings.map(({ bytes }) => bytes))),
  };
}

/** Built once as rows and once in the linear memory of the run. */
const synapseBytes = (weight: Values, delay: Values | null): number =>
  2 * (4 + (weight.kind === 'constant' ? 0 : 8) + (delay === null || delay.kind === 'constant' ? 0 : 2));

function spikeRingBytes(config: EngineConfig): number {
  return config.projections.reduce((bytes, { source, target, delayMs }) => {
    const steps = longestDelayMs(delayMs) / config.dtMs + 1;
    return (
      bytes +
      (delayMs.kind === 'constant'
        ? 4 * steps * emitterSize(config, source)
        : 8 * steps * item(config.groups, target).size)
    );
  }, 0);
}

function longestDelayMs(delay: Values): number {
  switch (delay.kind) {
    case 'constant':
      return delay.value;
    case 'array':
      return delay.values.reduce((longest, value) => Math.max(longest, value), 0);
    case 'uniform':
      return delay.high;
    case 'normal':
      return Math.min(delay.max, delay.mean + 5 * delay.sd);
  }
}
