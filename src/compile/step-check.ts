import type { Integrator, Problem } from '../contract/index.ts';
import type { Subject } from '../document/problems.ts';
import { type Decay, decaysAt, placesOf, type Timescales } from './decays.ts';
import { roundStep } from './round-step.ts';
import { stepProblem, twoDigits } from './step-problem.ts';

/**
 * How many of the fastest time constant a step may be, and how many it is when the sentence's advice is followed. Methods that
 * solve each equation alone stay finite at any step; from here on rates of Hodgkin and Huxley's, Traub and Miles' and Connor
 * and Stevens' cells are 3 to 8 % off (tests/compile/step-check.test.ts). The others grow without bound beyond their region of
 * stability on the negative axis (Hairer and Wanner, Solving Ordinary Differential Equations II, IV.2).
 */
const LIMITS: Readonly<
  Record<Integrator, { readonly most: number; readonly advised: number; readonly bounded: boolean }>
> = {
  exact: { most: Number.POSITIVE_INFINITY, advised: 1, bounded: true },
  strang: { most: 2, advised: 0.5, bounded: true },
  exponential_midpoint: { most: 0.9, advised: 0.5, bounded: true },
  exponential_euler: { most: 0.5, advised: 0.25, bounded: true },
  euler: { most: 2, advised: 0.5, bounded: false },
  sequential_euler: { most: 2, advised: 0.5, bounded: false },
  rk2: { most: 2, advised: 1, bounded: false },
  rk4: { most: 2.78, advised: 1, bounded: false },
  rk4_below_threshold: { most: 2.78, advised: 1, bounded: false },
  stochastic_heun: { most: 2, advised: 1, bounded: false },
  heun: { most: 2, advised: 1, bounded: false },
  milstein: { most: 2, advised: 0.5, bounded: false },
};

/** Times that limit, what is at rest at the start moves away at each step by a factor of 3 and more. */
const CERTAIN = 2;

/**
 * Tells of a step that is too coarse for the population's fastest time constant: an error where the method cannot stay finite even
 * at the state that the neurons start from, a warning where a spike is too fast, or comes out wrong.
 */
export function checkTimeStep(dtMs: number, subject: Subject, timescales: Timescales): readonly Problem[] {
  const { integrator } = timescales.lowered;
  const { most, advised, bounded } = LIMITS[integrator];
  const places = placesOf(timescales, bounded ? 'below threshold' : 'everywhere');
  const [start, ...others] = places.map((place) => fastest(decaysAt(timescales.lowered, place, bounded)));
  const worst = fastest([start, ...others].filter((decay) => decay !== undefined));
  if (start === undefined || worst === undefined || dtMs / worst.tauMs <= most) return [];
  const unstable = !bounded && dtMs / start.tauMs > CERTAIN * most;
  const { state, tauMs } = worst;
  const stepMs = roundStep(advised * tauMs);
  const wrong = unstable
    ? `the integrator "${integrator}" then grows without bound`
    : bounded
      ? 'spikes come out late, or not at all'
      : `the integrator "${integrator}" may then grow without bound`;
  const sentence = `the time step of ${dtMs} ms is ${twoDigits(dtMs / tauMs)} times its fastest time constant, ${twoDigits(tauMs)} ms (${state}): ${wrong}. Take ${stepMs} ms or less.`;
  return [
    stepProblem(dtMs, { subject, field: 'integrator', severity: unstable ? 'error' : 'warning', stepMs, sentence }),
  ];
}

function fastest(decays: readonly Decay[]): Decay | undefined {
  return decays.reduce<Decay | undefined>((least, one) => (least && least.tauMs <= one.tauMs ? least : one), undefined);
}
