import type { EngineConfig, Values } from '../../contract/index.ts';
import type { Recordings } from '../../session/recordings.ts';

/** A few rounding errors, relative. */
const NUDGE = 1 + 16 * Number.EPSILON;

/** The same network with every initial state and assigned value off by a few rounding errors. */
export function nudged(config: EngineConfig): EngineConfig {
  return {
    ...config,
    groups: config.groups.map((group) => ({
      ...group,
      states: group.states.map((state) => ({ ...state, initial: nudgedValues(state.initial) })),
    })),
    assignments: config.assignments.map((assignment) => ({
      ...assignment,
      values: assignment.values.map((x) => x * NUDGE),
    })),
  };
}

function nudgedValues(values: Values): Values {
  if (values.kind === 'constant') return { kind: 'constant', value: values.value * NUDGE };
  return values.kind === 'array' ? { kind: 'array', values: values.values.map((x) => x * NUDGE) } : values;
}

/**
 * Step from which rounding alone moves a row of a trace by more than the relative tolerance: a chaotic neuron's values are
 * then decided by the order in which an engine adds, and no longer by the model. Near zero, a hundredth of the row's
 * largest value counts in place of the value.
 */
export function determinedUntil(
  trace: number,
  row: number,
  runs: readonly [Recordings, Recordings],
  tolerance: number,
): number {
  const [a, b] = [runs[0].trace(trace), runs[1].trace(trace)];
  const values = a.row(row);
  const others = b.row(row);
  const small = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / 100;
  const sample = values.findIndex(
    (value, s) => Math.abs(value - (others[s] ?? Number.NaN)) > tolerance * Math.max(Math.abs(value), small),
  );
  return sample < 0 ? Number.POSITIVE_INFINITY : a.firstStep + sample * a.everySteps;
}
