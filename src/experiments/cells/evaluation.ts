import type { Support } from '../../analysis/trains.ts';
import type { EngineConfig } from '../../contract/index.ts';

/** What is measured of a run. */
export interface EvaluationPlan {
  readonly steps: number;
  /** Analysis window [fromMs, toMs). */
  readonly fromMs: number;
  readonly toMs: number;
  readonly populations: readonly {
    readonly size: number;
    /** Indices of recorders of the config. */
    readonly spikes: number;
    /** Null: no measure reads the potential, or it is not recorded. */
    readonly moments: number | null;
  }[];
  /** Ids of measures of a population. */
  readonly measures: readonly string[];
  readonly budgetBytes: number;
}

/**
 * Values by population, then by measure; null: undefined there, of which `reasons` says why. `supports`: what a value rests
 * on, where it says.
 */
export type Evaluation =
  | {
      readonly ok: true;
      readonly values: readonly (readonly (number | null)[])[];
      readonly reasons: readonly (readonly (string | null)[])[];
      readonly supports: readonly (readonly (Support | null)[])[];
      readonly wallMs: number;
    }
  | { readonly ok: false; readonly message: string };

/** Workers that evaluate cells, one at a time each. */
export interface CellPool {
  readonly size: number;
  /** Rejected where the worker dies. */
  evaluate(worker: number, job: { readonly config: EngineConfig; readonly plan: EvaluationPlan }): Promise<Evaluation>;
}
