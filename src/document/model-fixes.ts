import { modelFaults } from './model-faults.ts';
import type { OwnModel, OwnParameter } from './schema.ts';

/** Units that a parameter may be in, with a value to start from; tried in this order. */
const CANDIDATES: readonly (readonly [unit: string, value: string])[] = [
  ['mV', '-50 mV'],
  ['ms', '10 ms'],
  ['pA', '100 pA'],
  ['nS', '10 nS'],
  ['pF', '200 pF'],
  ['MOhm', '100 MOhm'],
  ['1', '1'],
  ['kHz', '0.1 kHz'],
];

/** What a name is usually in. */
const HABITS: readonly (readonly [RegExp, string])[] = [
  [/^(tau|t_|T_)/, 'ms'],
  [/^g/, 'nS'],
  [/^[EV]|^Delta/, 'mV'],
  [/^[Ii]_/, 'pA'],
  [/^C/, 'pF'],
  [/^R/, 'MOhm'],
];

/**
 * A parameter for a name that nothing defines, in the unit with which the model has the fewest faults; among those, in the
 * one that such a name is usually in.
 */
export function missingParameter(model: OwnModel, name: string): OwnParameter {
  const options = CANDIDATES.map(([unit, value]): { unit: string; parameter: OwnParameter; faults: number } => {
    const parameter = { name, unit, default: value, meaning: name };
    const faults = modelFaults({ ...model, parameters: [...model.parameters, parameter] }).length;
    return { unit, parameter, faults };
  });
  const fewest = Math.min(...options.map(({ faults }) => faults));
  const best = options.filter(({ faults }) => faults === fewest);
  const habit = HABITS.find(([pattern]) => pattern.test(name))?.[1];
  const chosen = best.find(({ unit }) => unit === habit) ?? best[0];
  return chosen?.parameter ?? { name, unit: '1', default: '1', meaning: name };
}
