import type { Problem } from '../contract/index.ts';
import type { Subject } from '../document/problems.ts';
import { type ElementValues, evaluateProgram, type LoweredGroup } from '../equations/index.ts';
import { dimensionUnit, isDimensionless } from '../units/index.ts';
import { startOf, type Timescales, wayOf } from './decays.ts';
import type { CompiledGroup } from './groups.ts';
import type { Context } from './resolve.ts';
import { roundStep } from './round-step.ts';
import { restFrom } from './stability/places.ts';
import { stand } from './stability/step-map.ts';
import { stepProblem, twoDigits } from './step-problem.ts';
import { type Assembly, populationsOf } from './wiring.ts';

/**
 * By how many standard deviations of one step's noise a boundary lies further off that is watched at the ends of steps only:
 * -zeta(1/2)/sqrt(2 pi) (Broadie, Glasserman & Kou 1997, Math. Finance 7:325-349).
 */
const SHIFT = 0.5826;
/** Part of the way to the threshold by which it may be shifted. */
const MOST = 0.03;

/**
 * Warns where white noise moves a membrane across a threshold that is tested at the ends of steps: what crosses it within a step and
 * comes back is missed, so that rates are too low by an error of the order of the root of the step.
 */
export function checkWatchedNoise(context: Context, assembly: Assembly): readonly Problem[] {
  const { dtMs } = context;
  return populationsOf(context, assembly).flatMap(({ subject, group, timescales }) => {
    const shift = timescales.lowered.noise === 'none' ? null : shiftOf(group, timescales, dtMs);
    return shift !== null && shift.part > MOST ? [shiftProblem(dtMs, subject, shift)] : [];
  });
}

/** How far the threshold is shifted: as a part of the way to it, and the standard deviation of the membrane's noise in a step, `unit`. */
interface Shift {
  readonly part: number;
  readonly deviation: number;
  readonly unit: string;
}

/** Null where the membrane has no threshold at which it is reset to a lower potential. */
function shiftOf(group: CompiledGroup, timescales: Timescales, dtMs: number): Shift | null {
  const { lowered } = timescales;
  const way = wayOf(timescales);
  if (way === null || way.length === 0) return null;
  const top = stand(group, lowered, way.at(way.length), [], dtMs).place;
  const threshold = way.from + way.length;
  const resetTo = resetOf(lowered, top, way.membrane);
  if (!(resetTo < threshold)) return null;
  const deviation = deviationOf(lowered, top, way.membrane);
  const slope = evaluateProgram(lowered.speeds.jacobian, top)[way.membrane * (lowered.states.length + 1)] ?? 0;
  // Of noise alone; closer to the threshold than that a membrane crosses it in any case.
  const spread = slope < 0 ? deviation / Math.sqrt(-2 * slope * dtMs) : Number.POSITIVE_INFINITY;
  const rest = restFrom(lowered, startOf(timescales))?.states[way.membrane] ?? threshold;
  const fromReset = threshold - resetTo;
  const distance = rest < threshold ? Math.min(fromReset, Math.max(threshold - rest, spread)) : fromReset;
  const dimension = lowered.states[way.membrane]?.dimension;
  const unit = dimension === undefined || isDimensionless(dimension) ? '' : ` ${dimensionUnit(dimension)}`;
  return { part: (SHIFT * deviation) / distance, deviation, unit };
}

/** The membrane after a reset at a place; NaN where it is not reset. */
function resetOf({ reset }: LoweredGroup, place: ElementValues, membrane: number): number {
  const program = reset.findLast(({ target }) => target === membrane)?.program;
  return program === undefined ? Number.NaN : (evaluateProgram(program, place)[0] ?? Number.NaN);
}

/** Standard deviation of the membrane after a step from a place. */
function deviationOf({ update }: LoweredGroup, place: ElementValues, membrane: number): number {
  const used = new Set(update.nodes.flatMap((node) => (node.op === 'normal' ? [node.index] : [])));
  const effects = [...used].map((index) => {
    const after = (normal: number): number => {
      const normals = Array.from({ length: Math.max(...used) + 1 }, (_, k) => (k === index ? normal : 0));
      return evaluateProgram(update, { ...place, normals })[membrane] ?? 0;
    };
    return (after(1) - after(-1)) / 2;
  });
  return Math.hypot(...effects);
}

function shiftProblem(dtMs: number, subject: Subject, { part, deviation, unit }: Shift): Problem {
  // The shift goes with the root of the step.
  const stepMs = roundStep(dtMs * (MOST / part) ** 2);
  const sentence = `white noise moves its membrane by ${twoDigits(deviation)}${unit} (standard deviation) in a step of ${dtMs} ms, and its threshold is tested at the ends of steps only: it acts as if it lay ${twoDigits(SHIFT * deviation)}${unit} higher, ${twoDigits(100 * part)} % of the way to it, and rates come out too low. Take a time step of ${stepMs} ms or less.`;
  return stepProblem(dtMs, { subject, field: 'model', stepMs, sentence });
}
