import type { NodeIndex, PropagatorConfig } from '../contract/index.ts';
import type { ProgramBuilder } from './builder.ts';
import { lowerExpression } from './lower-expression.ts';
import type { Noises } from './noises.ts';
import type { Scope } from './scope.ts';

/** What an integrator works on: x' = f(x, t) over one graph, and a place for the propagators that it wants computed. */
export interface System {
  readonly builder: ProgramBuilder;
  readonly dtMs: number;
  readonly names: readonly string[];
  /** The states' own nodes at the start of the step. */
  readonly states: readonly NodeIndex[];
  /** `(unless refractory)`, by state. */
  readonly clamped: readonly boolean[];
  readonly notRefractory: NodeIndex;
  readonly time: NodeIndex;
  readonly noises: Noises;
  /** f at other states and times, refractoriness left out. */
  derivatives(states: readonly NodeIndex[], time: NodeIndex): NodeIndex[];
  /** f with the clamped states' derivatives zero during the refractory period. */
  heldDerivatives(states: readonly NodeIndex[], time: NodeIndex): NodeIndex[];
  /** A new parameter slot for a propagator's entry. */
  addSlot(name: string): { parameter: number; node: NodeIndex };
  addPropagator(propagator: PropagatorConfig): void;
}

/** Node of a name, with the states and time that are given. */
export type Resolver = (name: string, states: readonly NodeIndex[], time: NodeIndex) => NodeIndex;

/** Resolves names to nodes. */
export function createResolver(builder: ProgramBuilder, scope: Scope, dtMs: number, noises: Noises): Resolver {
  const resolve: Resolver = (name, states, time) => {
    const meaning = scope.find(name);
    switch (meaning?.kind) {
      case 'state':
        return states[meaning.index] ?? builder.leaf({ op: 'state', index: meaning.index });
      case 'parameter':
      case 'input':
        return builder.leaf({ op: meaning.kind, index: meaning.index });
      case 'subexpression': {
        const { expression } = meaning.equation;
        if (!expression) throw new RangeError(`"${name}" has no expression.`);
        return lowerExpression(builder, expression, (inner) => resolve(inner, states, time));
      }
      case 'time':
        return time;
      case 'step':
        return builder.constant(dtMs);
      case 'constant':
        return builder.constant(meaning.value);
      case 'noise':
        return noises.find(meaning.name).xi;
      default:
        throw new RangeError(`"${name}" is not defined.`);
    }
  };
  return resolve;
}
