/**
 * The intermediate representation of a model: straight-line programs over one element (a neuron or a stimulus channel).
 *
 * A program is a list of nodes in topological order (an operand's index is smaller than its user's); equal nodes are
 * shared. Numbers are in the internal units (ms, mV, pA, nS, pF). Booleans are 1 and 0. Integrators are already expanded:
 * a program holds no derivative, only arithmetic, so that interpreter and WebAssembly kernel read the same thing.
 */

/** Index of a node in `Program.nodes`. */
export type NodeIndex = number;

export type UnaryOp =
  | 'neg'
  | 'abs'
  | 'sqrt'
  | 'exp'
  | 'expm1'
  | 'log'
  | 'log1p'
  | 'sin'
  | 'cos'
  | 'tanh'
  | 'exprel'
  /** x/(e^x - 1) = 1/exprel(x); the second is made for arguments near 0, as in a step of an integrator. */
  | 'bernoulli'
  | 'bernoulliNearZero'
  | 'floor'
  | 'not';

/** `pow` has any real exponent; integer powers are lowered to products before. Comparisons and `and`, `or` give 1 or 0. */
export type BinaryOp =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'pow'
  | 'mod'
  | 'min'
  | 'max'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'eq'
  | 'ne'
  | 'and'
  | 'or';

export type ProgramNode =
  | { readonly op: 'constant'; readonly value: number }
  /** A state variable at the start of the step (threshold and reset programs: its present value). */
  | { readonly op: 'state'; readonly index: number }
  | { readonly op: 'parameter'; readonly index: number }
  /** A per-element input that the engine fills before the update (injected and gap-junction currents). */
  | { readonly op: 'input'; readonly index: number }
  /** Time at the start of the step, ms. */
  | { readonly op: 'time' }
  /** Independent standard normal number of this element in this step; `index` tells several apart. */
  | { readonly op: 'normal'; readonly index: number }
  /** 1 outside the refractory period, else 0. */
  | { readonly op: 'notRefractory' }
  | { readonly op: UnaryOp; readonly a: NodeIndex }
  | { readonly op: BinaryOp; readonly a: NodeIndex; readonly b: NodeIndex }
  /** `a != 0 ? b : c`; both branches are evaluated. */
  | { readonly op: 'select'; readonly a: NodeIndex; readonly b: NodeIndex; readonly c: NodeIndex };

export interface Program {
  readonly nodes: readonly ProgramNode[];
  /** Nodes whose values are the program's results, in the order that the user of the program states. */
  readonly results: readonly NodeIndex[];
}

export type Integrator =
  | (
      | 'exact'
      | 'strang'
      | 'exponential_midpoint'
      | 'rk4_below_threshold'
      | 'euler'
      | 'sequential_euler'
      | 'exponential_euler'
      | 'rk2'
      | 'rk4'
    )
  | ('stochastic_heun' | 'heun' | 'milstein');
