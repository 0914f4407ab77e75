import { createWorkerSession } from '../../session/client.ts';
import { budgetBytes } from '../budget.ts';
import { type RunView, runToEnd } from '../run.ts';
import { jobOf, type Sweep } from '../sweep/sweep.ts';

/**
 * Runs the network of a place, with its first seed, in a worker of its own, for its spikes. Rejected with a sentence where it
 * cannot be run, and with the signal's reason once that is aborted, which ends the worker.
 */
export async function recordPlace(sweep: Sweep, place: readonly number[], signal: AbortSignal): Promise<RunView> {
  const budget = budgetBytes('page');
  // Without measures only spikes are recorded: all else would take time and memory.
  const job = jobOf({ ...sweep, measures: [] }, { place, seed: sweep.seeds[0] ?? 0 }, budget);
  if ('fault' in job) throw new Error(job.fault);
  const { config, document, map, populations, plan } = job;
  const session = createWorkerSession(signal);
  try {
    const { recordings } = await runToEnd(session, config, { ...plan, threads: { exactly: 1 } });
    return { label: '', document, map: { ...map, populations }, recordings };
  } finally {
    session.terminate();
  }
}
