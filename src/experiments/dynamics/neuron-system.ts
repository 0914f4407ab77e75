import { slavings } from '../../analysis/dynamics/slaving.ts';
import type { DynamicalSystem } from '../../analysis/dynamics/system.ts';
import { dimensionOf, membraneUnit } from '../../library/fit.ts';
import { parseQuantity, sameDimension } from '../../units/index.ts';
import type { NeuronField } from './neuron-field.ts';

/** A neuron as what the analysis asks about: where its membrane usually is follows from the potentials among its parameters. */
export function systemOf(neuron: NeuronField): DynamicalSystem {
  const { field, initial, lowered, model, parameters, parameterNames } = neuron;
  const membrane = lowered.states.findIndex(({ name }) => name === model.membrane);
  const window = windowOf(neuron, membrane);
  const refractory = model.refractory === null ? -1 : parameterNames.indexOf(model.refractory);
  const width = window.high - window.low;
  const system: DynamicalSystem = {
    field,
    parameters,
    initial,
    membrane,
    window,
    scales: initial.map((value, k) => (k === membrane ? width : Math.max(1, Math.abs(value)))),
    hasReset: lowered.reset.length > 0,
    refractory: refractory < 0 ? null : refractory,
    clamped: lowered.states.map(({ clampedWhileRefractory }) => clampedWhileRefractory),
  };
  return { ...system, scales: scalesOf(system) };
}

/** How far the other states go while they follow the membrane through its window, of what can be followed. */
function scalesOf(system: DynamicalSystem): readonly number[] {
  const { initial, membrane, parameters, scales, window } = system;
  const [slaving] = slavings(system, parameters);
  if (slaving === undefined) return scales;
  const [low, width] = [window.low + (window.high - window.low) / 4, (window.high - window.low) / 2];
  const states = Array.from({ length: 9 }, (_, k) => slaving.at(low + (width * k) / 8)?.state ?? initial);
  return scales.map((scale, k) => {
    const reach = Math.max(...states.map((state) => Math.abs((state[k] ?? 0) - (initial[k] ?? 0))));
    return k === membrane || !(reach > 0) ? scale : reach;
  });
}

/** From the lowest to the highest potential that the model names, and half as much on either side. Pure numbers are of the order of 1. */
function windowOf({ initial, lowered, model, parameters }: NeuronField, membrane: number): DynamicalSystem['window'] {
  const dimension = lowered.states[membrane]?.dimension ?? dimensionOf(membraneUnit(model));
  const peak = parseQuantity(model.spikePeak);
  const named = [
    initial[membrane] ?? 0,
    ...(membraneUnit(model) === '1' ? [-1, 1] : []),
    ...('fault' in peak ? [] : [peak.value]),
    ...model.parameters.flatMap(({ unit }, k) =>
      sameDimension(dimensionOf(unit), dimension) && unit !== '1' ? [parameters[k] ?? 0] : [],
    ),
  ].filter(Number.isFinite);
  const [low, high] = [Math.min(...named), Math.max(...named)];
  const spread = high - low || Math.max(1, Math.abs(low));
  return { low: low - spread / 2, high: high + spread / 2 };
}
