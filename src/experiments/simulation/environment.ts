import type { Configuration } from './configurations.ts';
import type { Build } from './member.ts';
import type { RunState } from './run-state.ts';

/** What the machine needs from where it stands. */
export interface Environment {
  /** What is to run now; a sentence where nothing can. */
  readonly configurations: () => readonly Configuration[] | string;
  readonly build: Build;
  /** Calls back before the next frame is drawn. */
  readonly onFrame: (callback: () => void) => void;
  /** Is told what became different. */
  readonly onChange: (changes: Partial<RunState>) => void;
  /** Of the machine, for all networks together. */
  readonly cores: number;
}
