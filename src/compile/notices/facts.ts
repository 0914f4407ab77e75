import type { EngineConfig } from '../../contract/index.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import type { NetworkMap } from '../types.ts';

/** What is known of a run when it has ended, or stands still. */
export interface RunFacts {
  /** The network that ran; repeated groups as they are written. */
  readonly document: NetworkDocument;
  readonly config: Pick<EngineConfig, 'groups'>;
  readonly map: NetworkMap;
  readonly recordings: {
    /** First step that was not run. */
    readonly endStep: number;
    /** Number of spikes of a recorder at a step and later. */
    spikesFrom(recorder: number, step: number): number;
    /** All spikes of a recorder, ordered by step. */
    spikes(recorder: number): { readonly steps: Int32Array; readonly elements: Int32Array };
  };
  /** Synapses that were made, by edge; copies by their own ids. */
  readonly synapsesOf: ReadonlyMap<string, number>;
}

/** First step of the analysis window; of a run that has not come to it, the first of all. */
export function windowStart({ map, recordings }: RunFacts): number {
  const fromStep = Math.round(map.fromMs / map.dtMs);
  return fromStep < recordings.endStep ? fromStep : 0;
}
