import { type Remote, transfer, wrap } from 'comlink';
import { buffersIn } from './buffers.ts';
import { answered } from './faults.ts';
import type { KeptParts, RunsDatabase } from './runs-database.ts';
import type { ProjectPart } from './store.ts';

/** The last runs of projects, beside their networks. */
export interface RunsOfProjects extends ProjectPart {
  /** As the database's; the arrays of the stretch are given away. */
  write(project: string, run: string, head: unknown, count: number, stretch: unknown): Promise<void>;
  load(project: string): Promise<KeptParts[]>;
  removeRuns(project: string, runs: readonly string[]): Promise<void>;
}

/** A worker that has not answered by then will not. */
const LIMIT_MS = 10_000;

/** In the browser's database, by a worker that starts when it is asked first. */
export function runsInBrowser(): RunsOfProjects {
  let remote: Remote<RunsDatabase> | null = null;
  const worker = (): Remote<RunsDatabase> => {
    remote ??= wrap<RunsDatabase>(
      new Worker(new URL('./runs-worker.ts', import.meta.url), { type: 'module', name: 'entrain-runs' }),
    );
    return remote;
  };
  const asked = <T>(work: Promise<T>): Promise<T> => answered(work, LIMIT_MS);
  return {
    write: (project, run, head, count, stretch) =>
      asked(worker().write(project, run, head, count, stretch === null ? null : transfer(stretch, buffersIn(stretch)))),
    load: (project) => asked(worker().load(project)),
    copy: (from, to) => asked(worker().copy(from, to)),
    remove: (project) => asked(worker().remove(project)),
    removeRuns: (project, runs) => asked(worker().remove(project, runs)),
  };
}
