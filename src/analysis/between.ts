import type { Measured } from './trains.ts';

/** How the rates of two populations go together. */
export interface BetweenIndices {
  readonly coherence: Measured;
}
