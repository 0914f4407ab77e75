/** A parameter of a neuron, or its input, over a range; values in internal units. */
export interface Axis {
  readonly name: string;
  /** The declared one, in which values are told. */
  readonly unit: string;
  readonly index: number;
  readonly values: readonly number[];
}
