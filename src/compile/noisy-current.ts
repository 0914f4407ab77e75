import type { Problem, StateConfig } from '../contract/index.ts';
import { problem, type Subject } from '../document/problems.ts';
import { streamKey } from '../equations/stream-key.ts';
import type { CurrentStimulus } from '../library/types.ts';
import type { Parameters } from './resolve.ts';
import { roundStep } from './round-step.ts';

/** By more than this, the slow fluctuations that neurons get differ from those of the current. */
const NOTICEABLE = 0.03;

/**
 * The states of a stimulus with the spread from which the declaration lets them start: a normal number of each neuron's own,
 * from a stream of its own. `sd` changed in a run acts through the noise of the steps, so that the current takes its new
 * spread within a few time constants; `spread` counts at the next start.
 */
export function spreadStates(
  states: readonly StateConfig[],
  model: CurrentStimulus,
  values: Parameters,
  key: string,
): StateConfig[] {
  return states.map((state) => {
    const start = model.initial[state.name];
    const sd = typeof start === 'object' ? values.get(start.sd) : undefined;
    return sd === undefined ? state : { ...state, spread: { sd, key: streamKey(`${key}/initial.${state.name}`) } };
  });
}

/**
 * Warns where a noisy current changes faster than the time step. Its values at the steps are exact, but a neuron gets each of
 * them for a whole step: slow fluctuations, whose size is sd^2 dt coth(dt/(2 tau)) and not 2 sd^2 tau, are then too large.
 */
export function checkHeldNoise(
  dtMs: number,
  subject: Subject,
  model: CurrentStimulus,
  values: Parameters,
): readonly Problem[] {
  return model.parameters.flatMap(({ name, meaning }) => {
    const value = values.get(name);
    if (!name.startsWith('tau') || value?.kind !== 'constant') return [];
    const half = dtMs / (2 * value.value);
    const excess = Math.sqrt(half / Math.tanh(half)) - 1;
    if (excess <= NOTICEABLE) return [];
    const given = `${value.value} ms`;
    const much = excess < 10 ? `${Math.round(100 * excess)} %` : factorOf(excess + 1);
    const sentence = `${meaning} is ${given}, and the time step ${dtMs} ms; neurons get each value for a whole step, so that slow fluctuations reach them ${much} too large. Try a step of at most ${roundStep(value.value / 2)} ms.`;
    const allowed = 'at least twice the time step';
    const field = `parameters.${name}`;
    return [problem({ code: 'time-step', severity: 'warning', subject, field, given, allowed, sentence })];
  });
}

const factorOf = (factor: number): string => (factor > 1000 ? 'more than 1000 times' : `${Math.round(factor)} times`);
