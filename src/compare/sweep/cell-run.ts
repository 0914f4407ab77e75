import { compile } from '../../compile/index.ts';
import type { RunView } from '../../plots/types.ts';
import { createWorkerSession } from '../../session/client.ts';
import { Recordings } from '../../session/recordings.ts';
import { documentOf, type Sweep } from './sweep.ts';

/** A run of one place under way. */
export interface CellRun {
  /** Null: it was ended before. Rejected, with a sentence, where it cannot be run. */
  readonly view: Promise<RunView | null>;
  end(): void;
}

const BUDGET_BYTES = 2e9;

/** Runs the network of a place, with its first seed, in a worker of its own, for its spikes. */
export function startCellRun(sweep: Sweep, place: readonly number[]): CellRun {
  const document = documentOf(sweep, { place, seed: sweep.seeds[0] ?? 0 });
  const refused = (message: string): CellRun => ({ view: Promise.reject(new Error(message)), end: () => undefined });
  if ('fault' in document) return refused(document.fault);
  const compiled = compile(document);
  if (compiled.config === null) {
    const error = compiled.problems.find(({ severity }) => severity === 'error');
    return refused(error?.message ?? 'The network has a problem.');
  }
  const { map } = compiled;
  const spikes = map.populations.map((population) => population.spikes);
  // Only spikes are drawn: what else would be recorded would take time and memory.
  const recorders = compiled.config.recorders.filter((_, k) => spikes.includes(k));
  const config = { ...compiled.config, recorders };
  const recorderAt = new Map(compiled.config.recorders.map((recorder, k) => [k, recorders.indexOf(recorder)]));
  const populations = map.populations.map((one) => ({
    ...one,
    spikes: recorderAt.get(one.spikes) ?? -1,
    moments: null,
  }));
  const session = createWorkerSession();
  let ended = false;
  const run = async (): Promise<RunView | null> => {
    try {
      const request = { budgetBytes: BUDGET_BYTES, threads: { exactly: 1 } };
      const outcome = await session.build(config, request, () => undefined);
      if (!outcome.ok) throw new Error(outcome.message);
      const recordings = new Recordings(config);
      await session.run(Math.round(map.durationMs / map.dtMs), (chunk) => recordings.append(chunk));
      return ended ? null : { label: '', document, map: { ...map, populations }, recordings };
    } finally {
      session.terminate();
    }
  };
  return {
    view: run(),
    end: () => {
      ended = true;
      session.terminate();
    },
  };
}
