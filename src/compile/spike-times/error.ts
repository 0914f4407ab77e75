import type { Integrator } from '../../contract/index.ts';
import type { LoweredGroup } from '../../equations/index.ts';
import { decaysAt, placesOf } from '../decays.ts';
import { type Drive, type Neuron, type Spikes, spikesOf } from './trial.ts';

/** How the rate of a neuron comes out. */
export interface RateError {
  /** Part of the rate by which it is too high; -1: it does not spike. Null: its states come to no finite number. */
  readonly part: number | null;
  /** Mean interval without the error, ms; null: it spikes but once, or not at all. */
  readonly intervalMs: number | null;
}

/** Spikes that are waited for: over so many an adaptation has set in, or its bursts have ended. */
const SPIKES = 40;
/** Operations that a trial may take. */
const OPERATIONS = 3e6;
const LEAST_STEPS = 2000;
/** Spikes of which the intervals tell how far a rate is off, and those that one that spikes less than that misses. */
const [REPEATED, MISSED] = [6, 4] as const;
/** A step so much shorter, and of so much of the fastest time constant, is right. */
const SHORTER = 8;
const SHORTEST = 64;
const OF_FASTEST = 0.25;

/** The right spikes of a neuron under a drive, and how far those of other steps and methods are off them. */
export interface Comparison {
  readonly right: Spikes;
  /** Whether the drive of a part of the run stands for all of it, or its mean for what fluctuates. */
  readonly isRough: boolean;
  /** Null: it spikes too seldom to tell. */
  readonly errorOf: (integrator: Integrator, dtMs: number) => RateError | null;
}

/** Null where the equations have no method that is right. */
export function comparison(
  neuron: Neuron,
  { dtMs, durationMs }: { readonly dtMs: number; readonly durationMs: number },
  drive: Drive,
): Comparison | null {
  const { timescales } = neuron;
  const taus = placesOf(timescales, 'everywhere').flatMap((place) =>
    decaysAt(timescales.lowered, place, true).map(({ tauMs }) => tauMs),
  );
  const fineMs = Math.max(dtMs / SHORTEST, Math.min(dtMs / SHORTER, OF_FASTEST * Math.min(...taus)));
  const fine = timescales.lowerForTrial('default', fineMs);
  if (fine === null) return null;
  const steps = Math.max(LEAST_STEPS, Math.round(OPERATIONS / sizeOf(fine)));
  const horizonMs = Math.min(durationMs, steps * fineMs);
  const extent = { spikes: SPIKES, steps: Math.round(horizonMs / fineMs) };
  // A run that is as short as a trial is taken as it is.
  const isWhole = durationMs <= horizonMs;
  const driven = isWhole ? { ...drive, timeMs: null } : drive;
  const right = spikesOf(neuron, fine, fineMs, driven, extent);
  return {
    right,
    isRough: drive.arrivals.size > 0 || (drive.isRough && !isWhole),
    errorOf: (integrator, stepMs) => {
      const coarse = timescales.lowerForTrial(integrator, stepMs);
      if (coarse === null || right === null) return null;
      const spikes = spikesOf(neuron, coarse, stepMs, driven, {
        spikes: SPIKES,
        steps: Math.max(1, Math.round(horizonMs / stepMs)),
      });
      return compared(
        spikes,
        right,
        coarse.reset.length > 0 ? { lateMs: fineMs / 2, slackMs: 0 } : { lateMs: 0, slackMs: stepMs },
      );
    },
  };
}

const sizeOf = ({ update, threshold, refractoryWhile }: LoweredGroup): number =>
  [update, threshold, refractoryWhile].reduce((sum, program) => sum + (program?.nodes.length ?? 0), 0);

/**
 * What spikes owe to that they fall on steps: a reset begins an interval half a step late on average, also at the shorter step; of
 * crossings only the first and the last count.
 */
interface OnSteps {
  readonly lateMs: number;
  readonly slackMs: number;
}

function compared(spikes: Spikes, right: readonly number[], { lateMs, slackMs }: OnSteps): RateError | null {
  const common = Math.min(spikes?.length ?? 0, right.length);
  const intervalMs = right.length > 1 ? span(right, right.length) / (right.length - 1) : null;
  if (spikes === null) return { part: null, intervalMs };
  if (common >= REPEATED) {
    const [taken, due] = [span(spikes, common), span(right, common) - (common - 1) * lateMs];
    const part = due / taken - 1;
    return { part: Math.sign(part) * Math.max(0, Math.abs(part) - slackMs / due), intervalMs };
  }
  const missed = right.length - spikes.length;
  if (right.length < REPEATED && Math.abs(missed) < MISSED) return null;
  return { part: -missed / Math.max(1, right.length), intervalMs };
}

const span = (times: readonly number[], count: number): number => (times[count - 1] ?? 0) - (times[0] ?? 0);

/** Spikes and steps of a trial that only shows whether the neuron fires. */
const GLANCE = { spikes: 4, steps: 4000 } as const;
/** Within so many ms it then spikes. */
const FIRING_MS = 60;

/** Whether it fires again and again, at a step that is hardly longer than what is right. */
export function isFiring(neuron: Neuron, dtMs: number, drive: Drive): boolean {
  const stepMs = Math.min(dtMs, GLANCE_MS);
  const lowered = neuron.timescales.lowerForTrial('default', stepMs);
  const spikes = lowered && spikesOf(neuron, lowered, stepMs, drive, GLANCE);
  return (spikes?.length ?? 0) >= GLANCE.spikes && span(spikes ?? [], GLANCE.spikes) <= (GLANCE.spikes - 1) * FIRING_MS;
}

const GLANCE_MS = 0.05;
