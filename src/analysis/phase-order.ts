import type { Measured } from './trains.ts';
import { undefinedMeasure } from './trains.ts';

/** Length and direction of the mean of e^(i m phase). */
export interface PhaseOrder {
  /** 0 to 1; of none NaN, of one 1. */
  readonly r: number;
  /** Mean phase, radians. */
  readonly psi: number;
}

/**
 * Order parameter of phases in radians: R of Kuramoto (1984) for m = 1, of m clusters for larger m (Daido, Prog Theor Phys 88
 * (1992) 1213).
 */
export function phaseOrder(phases: ArrayLike<number>, m = 1): PhaseOrder {
  let x = 0;
  let y = 0;
  for (let j = 0; j < phases.length; j++) {
    x += Math.cos(m * (phases[j] ?? 0));
    y += Math.sin(m * (phases[j] ?? 0));
  }
  return { r: Math.hypot(x, y) / phases.length, psi: Math.atan2(y, x) };
}

/** Order parameter of phases in radians, those of oscillators or of spikes; NaN phases do not count. */
export function orderOfPhases(phases: ArrayLike<number>, m = 1): Measured {
  const known = Float64Array.from(phases).filter((phase) => !Number.isNaN(phase));
  return known.length > 0 ? { value: Math.min(1, phaseOrder(known, m).r) } : undefinedMeasure('there is no phase');
}
