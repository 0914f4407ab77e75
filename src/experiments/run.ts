import type { NetworkMap } from '../compile/index.ts';
import type { EngineConfig } from '../contract/index.ts';
import type { NetworkDocument } from '../document/schema.ts';
import type { RunAnalysis } from '../session/analysis-client.ts';
import { Recordings } from '../session/recordings.ts';
import type { BuildReport, BuildRequest, Session } from '../session/types.ts';
import type { Poked } from './poked.ts';

/** The results of one configuration, in the document's terms. */
export interface RunView {
  /** Short name: "A", "B", or the variant's name; empty for a single run. */
  readonly label: string;
  readonly document: NetworkDocument;
  readonly map: NetworkMap;
  readonly recordings: Recordings;
  /** The same run in the analysis worker; of results that are not measured again there is none. */
  readonly analysis?: RunAnalysis;
  /** What was done to it from outside while it ran; absent: nothing. */
  readonly pokes?: readonly Poked[];
  /** The network of its configuration has been changed since. */
  readonly outdated?: boolean;
}

/** A network does not fit its memory, or a state of it left all bounds; the message is a sentence for people. */
export class RunFault extends Error {}

export interface RunRequest extends BuildRequest {
  readonly steps: number;
  /** A state may leave all bounds: the network is run to its end all the same. */
  readonly mayDiverge?: boolean;
}

export interface FinishedRun {
  readonly recordings: Recordings;
  readonly report: BuildReport;
  /** Of build and run. */
  readonly wallMs: number;
}

/** Steps of the whole duration, which is a whole number of them. */
export const stepsOf = ({ durationMs, dtMs }: Pick<NetworkMap, 'durationMs' | 'dtMs'>): number =>
  Math.round(durationMs / dtMs);

/**
 * Builds a network in a session, runs it to its end and collects what its recorders give. The session keeps the network, so
 * that its final states can be read; whoever made the session disposes of it. Throws a RunFault where the network is refused
 * or a state leaves all bounds.
 */
export async function runToEnd(session: Session, config: EngineConfig, request: RunRequest): Promise<FinishedRun> {
  const { steps, mayDiverge = false } = request;
  const startedMs = performance.now();
  const outcome = await session.build(config, request, () => undefined);
  if (!outcome.ok) throw new RunFault(outcome.message);
  const recordings = new Recordings(config);
  const advance = () => session.run(steps, (chunk) => recordings.append(chunk));
  let end = await advance();
  while (mayDiverge && end.reason === 'diverged' && end.step < steps) end = await advance();
  if (end.message !== null && !mayDiverge) throw new RunFault(end.message);
  return { recordings, report: outcome.report, wallMs: performance.now() - startedMs };
}
