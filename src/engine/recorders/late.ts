import type { RecorderConfig } from '../../contract/index.ts';
import { emitterMemory } from '../memory/emitter.ts';
import { item } from '../memory/item.ts';
import type { Views } from '../memory/views.ts';
import { type Collector, nextMultiple } from './collector.ts';
import type { RecordedNetwork } from './network.ts';

type Trace = Extract<RecorderConfig, { readonly kind: 'trace' }>;

/**
 * Samples of a recorder that was added to a network that is built already: no kernel takes them, so they are read from the memory
 * between two steps. There states are those at the start of the next step; inputs, and outputs that are evaluated in each step,
 * are still those of the step before.
 */
export function lateTraceCollector(
  { group, of, index, elements, everySteps }: Trace,
  network: RecordedNetwork,
  views: Views,
): Collector {
  const { config, states, inputs, outputs } = item(network.groups, group);
  const input = of === 'input' ? item(inputs, index) : null;
  const address = input?.address ?? item(of === 'state' ? states : outputs, index);
  const read = (): Float64Array => {
    if (input?.uniform) return new Float64Array(elements.length).fill(views.doubles(address, 1)[0] ?? Number.NaN);
    const values = views.numbers(network.config.precision, address, config.size);
    return Float64Array.from(elements, (element) => values[element] ?? Number.NaN);
  };
  let rows: Float64Array[] = [];
  let first = 0;
  const take = (step: number): void => {
    if (step % everySteps !== 0) return;
    if (rows.length === 0) first = step;
    rows.push(read());
  };
  return {
    roomUntil: () => Number.POSITIVE_INFINITY,
    ...(of === 'state'
      ? { sample: take, stopAt: (step) => nextMultiple(step + 1, everySteps) }
      : { sampleAfter: take, stopAt: (step) => nextMultiple(step, everySteps) + 1 }),
    collect: () => undefined,
    take: (firstStep) => {
      const samples = rows.length;
      const values = new Float64Array(elements.length * samples);
      rows.forEach((row, s) => {
        for (let k = 0; k < row.length; k++) values[k * samples + s] = row[k] ?? 0;
      });
      rows = [];
      return { kind: 'trace', block: { firstStep: samples > 0 ? first : firstStep, everySteps, samples, values } };
    },
  };
}

/** Whether what a recorder is of can be read between two steps, or is kept anyway. */
export function canBeAdded(recorder: RecorderConfig, network: RecordedNetwork): boolean {
  if (recorder.kind === 'moments') return false;
  if (recorder.kind === 'spikes') return emitterMemory(network, recorder.of).log !== null;
  if (recorder.kind !== 'trace' || recorder.of !== 'output') return true;
  const { config } = network;
  const { group, index } = recorder;
  const isInjected = config.injections.some(
    ({ source, output }) => source === group && output.of === 'output' && output.index === index,
  );
  const isCoupled = config.couplings.some(
    ({ source, signals }) =>
      source === group && signals.some((signal) => signal.of === 'output' && signal.index === index),
  );
  return isInjected || isCoupled;
}
