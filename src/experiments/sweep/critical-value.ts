/** Values of an index over the seeds, at one value of the parameter. */
export interface Point {
  readonly x: number;
  readonly values: readonly number[];
}

/** The critical value of a parameter. */
export interface Transition {
  /**
   * `step`: the index goes from one level to another, and this is the middle. `onset`: the index stays at a floor up to here,
   * and from here on its square rises in proportion to the parameter, as at Kuramoto's K_c; there the index itself is steepest
   * somewhat later.
   */
  readonly kind: 'step' | 'onset';
  readonly at: number;
  /** 95 % interval over resampled seeds. */
  readonly low: number;
  readonly high: number;
  /** Whether the index rises with the parameter. */
  readonly rises: boolean;
}
