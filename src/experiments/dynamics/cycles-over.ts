import type { SpecialPoint } from '../../analysis/dynamics/continuation.ts';
import {
  type Cycle,
  type CycleEvent,
  type CyclePoint,
  cyclesFromFiring,
  cyclesFromHopf,
} from '../../analysis/dynamics/cycles.ts';
import { firingCycle } from '../../analysis/dynamics/phase-response.ts';
import { type DynamicalSystem, withParameter } from '../../analysis/dynamics/system.ts';
import type { Axis } from './axis.ts';

interface Cycles {
  readonly cycles: readonly Cycle[];
  readonly points: readonly CyclePoint[];
}

export const NO_CYCLES: Cycles = { cycles: [], points: [] };

/** Periods that differ by less are of one cycle, values of the parameter by less of its range. */
const SAME_PERIOD = 0.02;
const SAME_VALUE = 0.03;

/**
 * Branches of cycles over a range: from each Hopf point that no branch has reached, then from firing in the middle and at the
 * end of the range where no branch has it.
 */
export function cyclesOver(
  system: DynamicalSystem,
  { index, values }: Axis,
  special: readonly SpecialPoint[],
  notes: string[],
): Cycles {
  if (system.hasReset) {
    notes.push('Cycles of a model with a reset are not continued; --fi tells how it fires.');
    return NO_CYCLES;
  }
  const [from = 0, to = 0] = [values[0], values.at(-1)];
  const { parameters } = system;
  const varied = { parameters, index, from, to };
  const span = Math.abs(to - from);
  const cycles: Cycle[] = [];
  const points: CyclePoint[] = [];
  const reached: number[] = [];
  const isNear = (a: number, b: number): boolean => Math.abs(a - b) < SAME_VALUE * span;
  const follow = (events: Iterable<CycleEvent>): void => {
    let last: Cycle | null = null;
    for (const event of events) {
      if (event.kind === 'cycle') {
        last = event.cycle;
        cycles.push(event.cycle);
      } else if (event.kind === 'special') points.push(event.point);
      else if (event.reason === 'hopf' && last !== null) reached.push(last.value);
      else if (event.reason === 'stuck') notes.push('A branch of cycles ends where no next one is found.');
    }
  };
  const hopfs = special.filter(({ kind }) => kind === 'hopf');
  for (const point of hopfs)
    if (!reached.some((value) => isNear(value, point.value))) follow(cyclesFromHopf(system, varied, point));
  for (const value of [(from + to) / 2, to]) {
    const firing = firingCycle(system, withParameter(parameters, index, value), { durationMs: 3000 });
    if (typeof firing === 'string') continue;
    const isKnown = cycles.some(
      (cycle) => isNear(cycle.value, value) && Math.abs(cycle.periodMs / firing.periodMs - 1) < SAME_PERIOD,
    );
    if (isKnown) continue;
    for (const sign of [1, -1] as const) follow(cyclesFromFiring(system, varied, value, sign));
  }
  return { cycles, points: points.map((point) => atFold(point, special, span)) };
}

/** A saddle-node on a cycle is a fold of equilibria, which is known to rounding. */
function atFold(point: CyclePoint, special: readonly SpecialPoint[], span: number): CyclePoint {
  if (point.kind !== 'snic') return point;
  const [fold] = special
    .filter(({ kind }) => kind === 'fold')
    .toSorted((a, b) => Math.abs(a.value - point.value) - Math.abs(b.value - point.value));
  if (fold === undefined || Math.abs(fold.value - point.value) > 0.01 * span) return { ...point, kind: 'homoclinic' };
  return { ...point, value: fold.value, state: fold.state };
}
