import type { EngineConfig } from '../../contract/index.ts';
import type { Layout } from '../memory/layout.ts';

/** What every part of a network needs to know to find its place. */
export interface PlanContext {
  readonly layout: Layout;
  readonly config: EngineConfig;
  readonly threads: number;
  readonly windowSteps: number;
  /** Whether the plan is an estimate only: rows that would have to be made to know their room are not made. */
  readonly rough: boolean;
}
