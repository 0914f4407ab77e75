import type { Integrator, Problem } from '../contract/index.ts';
import type { Subject } from '../document/problems.ts';
import { type ElementValues, evaluateProgram } from '../equations/index.ts';
import { type Timescales, wayOf } from './decays.ts';
import { roundStep } from './round-step.ts';
import { stepProblem } from './step-problem.ts';

/** Methods that try out states ahead within a step: those may lie far beyond a threshold at which the membrane is reset. */
const TRYING: ReadonlySet<Integrator> = new Set<Integrator>([
  'rk2',
  'rk4',
  'rk4_below_threshold',
  'heun',
  'stochastic_heun',
]);

/** Parts of the way to the threshold from which a last step may begin. */
const PARTS = [0.9, 1];
/** Times by which the upstroke may grow in a step that is advised, as the exponent of e. */
const ADVISED = 4;
/** A shorter step is no advice. */
const SHORTEST_MS = 0.001;

/**
 * Warns where the last step before a reset throws another state off: a stage that runs into the upstroke of a spike moves, say,
 * the adaptation by more than all the way to where it would come to rest. The membrane itself is reset, and hides it. (AdEx at
 * 0.5 ms with "rk4": 5 spikes for 17.)
 */
export function checkUpstroke(dtMs: number, subject: Subject, timescales: Timescales): readonly Problem[] {
  const { lowered } = timescales;
  const { integrator, states } = lowered;
  const thrown = TRYING.has(integrator) ? thrownOff(timescales, dtMs) : null;
  if (thrown === null) return [];
  const growth = growthAtThreshold(timescales);
  const longest = growth > 0 ? roundStep(ADVISED / growth) : 0;
  const stepMs = longest >= SHORTEST_MS && longest < dtMs ? longest : null;
  const method: Integrator = lowered.hasCeiling ? 'rk4_below_threshold' : 'euler';
  const advice = `${stepMs === null ? '' : `a time step of ${stepMs} ms or less, or `}the integrator "${method}"`;
  const sentence = `at a time step of ${dtMs} ms the integrator "${integrator}" runs ahead into the upstroke of a spike and throws ${states[thrown]?.name} off, which lowers its rate. Take ${advice}.`;
  return [stepProblem(dtMs, { subject, field: 'integrator', stepMs, allowed: advice, sentence })];
}

/** The state that the last step before a reset throws off; null: none. `filled` is a place with its propagators. */
export function thrownOff(
  timescales: Timescales,
  dtMs: number,
  filled = (place: ElementValues): ElementValues => place,
): number | null {
  const { lowered, peak } = timescales;
  const { speeds, states } = lowered;
  const way = peak === null ? wayOf(timescales) : null;
  if (way === null || way.length === 0) return null;
  const [start, top] = [way.at(0), way.at(way.length)];
  const [slow, fast] = [evaluateProgram(speeds.rates, start), evaluateProgram(speeds.rates, top)];
  const slopes = evaluateProgram(speeds.jacobian, top);
  const steps = PARTS.map((part) => {
    const place = filled(way.at(part * way.length));
    const end = evaluateProgram(lowered.update, place);
    // A state that follows another one, such as a release, moves as that does.
    const carried = evaluateProgram(speeds.rates, {
      ...top,
      states: end.with(way.membrane, top.states[way.membrane] ?? 0),
    });
    return { moved: end.map((state, k) => Math.abs(state - (place.states[k] ?? 0))), carried };
  });
  const thrown = states.findIndex((_, k) => {
    const slope = slopes[k * states.length + k] ?? 0;
    if (k === way.membrane || slope >= 0) return false;
    const whole = Math.abs((fast[k] ?? 0) / slope);
    return steps.some(({ moved, carried }) => {
      // As far as the state can go in a step in which the membrane stays below its threshold.
      const usual = dtMs * Math.max(...[slow, fast, carried].map((rates) => Math.abs(rates[k] ?? 0)));
      return !((moved[k] ?? 0) <= usual + whole);
    });
  });
  return thrown < 0 ? null : thrown;
}

/** How fast the membrane grows by itself just below its threshold, 1/ms; at most 0: it does not. */
export function growthAtThreshold(timescales: Timescales): number {
  const way = wayOf(timescales);
  if (way === null) return 0;
  const { speeds, states } = timescales.lowered;
  return evaluateProgram(speeds.jacobian, way.at(way.length))[way.membrane * states.length + way.membrane] ?? 0;
}
