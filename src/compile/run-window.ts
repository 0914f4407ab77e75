import type { Problem } from '../contract/index.ts';
import { problem, type Subject } from '../document/problems.ts';
import type { RunSettings } from '../document/schema.ts';
import { ON_GRID } from '../equations/steps.ts';
import { shown } from './limits.ts';
import type { Outcome } from './outcome.ts';

/** The times of a run as they are: it ends with a step, and its analysis window begins with one. */
export interface RunWindow {
  readonly durationMs: number;
  readonly fromMs: number;
}

/**
 * The window of as many steps as are run: the nearest number of them, from the first one that does not start before the window.
 * Measures divide by its length, so that no part of a step without any spike may belong to it. Warns where the run is rounded;
 * tells of a window that begins after it.
 */
export function runWindow(dtMs: number, subject: Subject, run: RunSettings, asked: RunWindow): Outcome<RunWindow> {
  const steps = Math.round(asked.durationMs / dtMs);
  const durationMs = onGrid(asked.durationMs, steps, dtMs);
  const fromMs = onGrid(asked.fromMs, Math.ceil(asked.fromMs / dtMs - ON_GRID), dtMs);
  const problems: Problem[] = [];
  const given = String(run.duration);
  if (durationMs !== asked.durationMs && steps > 0) {
    const count = steps === 1 ? '1 is' : `${steps} are`;
    const sentence = `the duration of ${given} is ${shown(asked.durationMs / dtMs, 7)} time steps of ${run.dt}; ${count} run, ${durationMs} ms.`;
    const said = {
      severity: 'warning',
      field: 'duration',
      given,
      allowed: 'a whole number of steps',
      sentence,
    } as const;
    problems.push(problem({ code: 'rounded', subject, ...said }));
  }
  // A run of no step has a problem of its own.
  if (fromMs >= durationMs && steps > 0) {
    const start = fromMs === asked.fromMs ? '' : `, its first time step at ${fromMs} ms`;
    const allowed = `less than the duration, ${durationMs === asked.durationMs ? given : `${durationMs} ms`}`;
    const sentence = `the analysis window starts at ${run.from}${start}; must be ${allowed}.`;
    const mend = { field: 'from', value: '0 ms' } as const;
    const said = { field: 'from', given: String(run.from), allowed, sentence, mend };
    problems.push(problem({ code: 'out-of-range', subject, ...said }));
  }
  return { value: { durationMs, fromMs }, problems };
}

/** A time as it is given where it lies on the grid, else that of the step, without the digits of rounding errors. */
const onGrid = (timeMs: number, steps: number, dtMs: number): number =>
  Math.abs(timeMs / dtMs - steps) <= ON_GRID ? timeMs : Number((steps * dtMs).toPrecision(12));
