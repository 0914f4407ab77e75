import type { Spill } from '../../session/recordings/spill.ts';
import type { Configuration, Place } from './configurations.ts';
import type { Archive } from './kept.ts';
import type { Build } from './member.ts';
import type { RunState } from './run-state.ts';

/** What a run machine needs from where it stands. */
export interface Environment {
  /** What is looked at, whether it can run or not. */
  readonly places: () => readonly Place[];
  /** What of it can run. */
  readonly compiled: () => readonly Configuration[];
  /** All of it, to run; a sentence where some of it cannot. */
  readonly configurations: () => readonly Configuration[] | string;
  readonly build: Build;
  /** Where runs are kept beyond the page from now on; null: nowhere. */
  readonly archive: () => Archive | null;
  /** Where results go that do not fit into memory; null: they are let go. */
  readonly spill: Spill | null;
  /** Calls back before the next frame is drawn. */
  readonly onFrame: (callback: () => void) => void;
  /** Is told what became different. */
  readonly onChange: (changes: Partial<RunState>) => void;
  /** Of the machine, for all networks together. */
  readonly cores: number;
  /** ms since 1970. */
  readonly now: () => number;
}

/** Asks for work at the next frame, at most once before it. */
export function oncePerFrame({ onFrame }: Pick<Environment, 'onFrame'>, work: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    onFrame(() => {
      isDue = false;
      work();
    });
  };
}
