import type { EngineConfig, Snapshot } from '../contract/index.ts';

/** A state of a run on the way, and what the network had been changed to by then. */
export interface ShelvedState {
  readonly snapshot: Snapshot;
  readonly config: EngineConfig;
  /** How many changes had been made to the run by then. */
  readonly changes: number;
}

/** So many states are held at most: enough that going back computes no more than a twelfth of the run anew. */
const MOST_STATES = 24;
/** Model time between the first states, ms. */
const FIRST_SPACING_MS = 10;

/**
 * States of a run from its beginning on, evenly spread over it, of bounded memory: where there is no room for another one, every
 * second goes and the spacing doubles. So the number of copies that are ever made grows with the logarithm of the time.
 */
export class SnapshotShelf {
  private states: ShelvedState[] = [];
  private spacing: number;
  private readonly most: number;

  /** `bytesOfEach`: of a snapshot; `mostBytes`: of all that are held. Where fewer than two fit, none is taken. */
  constructor(
    private readonly bytesOfEach: number,
    mostBytes: number,
    dtMs: number,
  ) {
    const fitting = Math.min(MOST_STATES, Math.floor(mostBytes / Math.max(1, bytesOfEach)));
    this.most = fitting < 2 ? 0 : fitting;
    this.spacing = Math.max(1, Math.round(FIRST_SPACING_MS / dtMs));
  }

  get bytes(): number {
    return this.states.length * this.bytesOfEach;
  }

  get steps(): readonly number[] {
    return this.states.map(({ snapshot }) => snapshot.step);
  }

  /** Whether a state at this step is to be held; there is room for it then. */
  takes(step: number): boolean {
    if (this.most === 0) return false;
    if (this.isDue(step) && this.states.length >= this.most) {
      this.states = this.states.filter((_, k) => k % 2 === 1);
      this.spacing *= 2;
    }
    return this.isDue(step);
  }

  add(state: ShelvedState): void {
    this.states.push(state);
  }

  /** The latest state at a step or before it; null: there is none. */
  before(step: number): ShelvedState | null {
    return this.states.findLast(({ snapshot }) => snapshot.step <= step) ?? null;
  }

  /** The run goes on from this step: later states are of what will not have been. */
  cut(step: number): void {
    this.states = this.states.filter(({ snapshot }) => snapshot.step <= step);
  }

  clear(): void {
    this.states = [];
  }

  private isDue(step: number): boolean {
    return step >= (this.states.at(-1)?.snapshot.step ?? 0) + this.spacing;
  }
}
