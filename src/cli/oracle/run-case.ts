import type { EngineConfig } from '../../contract/index.ts';
import type { Engine, EngineOptions } from '../../engine/index.ts';
import { budgetBytes } from '../../experiments/budget.ts';
import { runToEnd } from '../../experiments/run.ts';
import { createSession } from '../../session/host.ts';
import { oracleCaseSchema } from './case.ts';
import { finalDifference, firstDifference, type ReadState } from './compare.ts';
import { NotSupported } from './not-supported.ts';
import { splitPlastic } from './split.ts';
import { translateCase } from './translate.ts';

export interface CaseOutcome {
  readonly name: string;
  readonly passed: boolean;
  /** What was compared, or the first difference, or what is not supported. */
  readonly detail: string;
}

/** Runs a case, given as parsed JSON, through the model language and the engine, and compares. */
export async function runCase(json: unknown, fileName: string, options: EngineOptions = {}): Promise<CaseOutcome> {
  const parsed = oracleCaseSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { name: fileName, passed: false, detail: `not a case: ${issue?.path.join('.')}: ${issue?.message}` };
  }
  const oracle = splitPlastic(parsed.data);
  try {
    const config = translateCase(oracle);
    const session = createSession(options.startThread, options.lanes);
    const request = { steps: oracle.steps, budgetBytes: budgetBytes('process'), mayDiverge: true };
    const { recordings } = await runToEnd(session, config, { ...request, threads: { exactly: options.threads ?? 1 } });
    const readState = stateReader(session.engine(), config);
    const difference = firstDifference(oracle, config, recordings) ?? finalDifference(oracle, readState);
    await session.dispose();
    const spikes = recordings.spikeCounts().reduce((sum, count) => sum + count, 0);
    return {
      name: oracle.case,
      passed: difference === null,
      detail: difference ?? `${spikes} spikes, ${oracle.expected.traces.length} traces`,
    };
  } catch (fault) {
    if (fault instanceof NotSupported)
      return { name: oracle.case, passed: false, detail: `not supported: ${fault.message}` };
    throw fault;
  }
}

/** Reads final values by the names that a case gives them: of a group's state, or of each synapse of a plastic projection. */
const stateReader =
  (engine: Engine, config: EngineConfig): ReadState =>
  (group, variable) => {
    const projection = config.projections.findIndex(({ name, plasticity }) => name === group && plasticity);
    if (projection >= 0) return synapticValues(engine, config, projection, variable);
    const index = config.groups.findIndex(({ name }) => name === group);
    const state = config.groups[index]?.states.findIndex(({ name }) => name === variable) ?? -1;
    return state >= 0 ? engine.readState(index, state) : null;
  };

/** Of each synapse: its weight, or a state of its source or target. */
function synapticValues(engine: Engine, { projections }: EngineConfig, projection: number, variable: string) {
  const { pre, post, weights } = engine.readWeights(projection);
  if (variable === 'w') return weights;
  const config = projections[projection]?.plasticity;
  for (const [of, ends] of [
    ['pre', pre],
    ['post', post],
  ] as const) {
    const index = config?.[of].states.findIndex(({ name }) => name === variable) ?? -1;
    if (index < 0) continue;
    const values = engine.readEnd(projection, of, index);
    return Float64Array.from(ends, (element) => values[element] ?? Number.NaN);
  }
  return null;
}
