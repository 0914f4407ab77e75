import { measuredOf } from '../../analysis/measures/index.ts';
import { recordOf } from '../../analysis/record.ts';
import type { EngineConfig } from '../../contract/index.ts';
import { createSession } from '../../session/host.ts';
import { runToEnd } from '../run.ts';
import type { CellPool, Evaluation, EvaluationPlan } from './evaluation.ts';

/** Builds a network, runs it on this thread to the end and measures it: one cell of a sweep. */
export async function evaluate(config: EngineConfig, plan: EvaluationPlan): Promise<Evaluation> {
  const session = createSession();
  try {
    const { recordings, wallMs } = await runToEnd(session, config, { ...plan, threads: { exactly: 1 } });
    const measured = plan.populations.map(({ size, spikes, moments }) => {
      const potentials = moments === null ? null : recordings.moments(moments);
      const record = recordOf(recordings.spikes(spikes), size, config.dtMs, plan, potentials);
      return plan.measures.map((id) => measuredOf(id, record));
    });
    const values = measured.map((values) => values.map(({ value }) => value));
    const reasons = measured.map((values) => values.map((value) => (value.value === null ? value.reason : null)));
    const supports = measured.map((values) =>
      values.map((value) => (value.value === null ? null : (value.support ?? null))),
    );
    return { ok: true, values, reasons, supports, wallMs };
  } catch (fault) {
    return { ok: false, message: fault instanceof Error ? fault.message : String(fault) };
  } finally {
    await session.dispose();
  }
}

/** Evaluates one cell at a time on this thread. */
export const thisThread: CellPool = { size: 1, evaluate: (_, { config, plan }) => evaluate(config, plan) };
