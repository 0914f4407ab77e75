import type { NodeIndex, PropagatorConfig } from '../contract/index.ts';
import type { Equation } from './ast.ts';
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
  /** The state that a reset sets anew where it passes a value, and that value; null: there is none. */
  readonly ceiling: Ceiling | null;
  /** f at other states and times, refractoriness left out. */
  derivatives(states: readonly NodeIndex[], time: NodeIndex): NodeIndex[];
  /** f with the clamped states' derivatives zero during the refractory period. */
  heldDerivatives(states: readonly NodeIndex[], time: NodeIndex): NodeIndex[];
  /** A new parameter slot for a propagator's entry. */
  addSlot(name: string): { parameter: number; node: NodeIndex };
  addPropagator(propagator: PropagatorConfig): void;
}

/** A state, and the value at which a reset sets it anew. */
export interface Ceiling {
  readonly state: number;
  readonly value: NodeIndex;
}

/** Node of a name, with the states and time that are given. */
type Resolver = (name: string, states: readonly NodeIndex[], time: NodeIndex) => NodeIndex;

/** How names are resolved, and what stands for the subexpressions that keep their value over a step. */
export interface Resolvers {
  /** Every subexpression at the states and the time given. */
  readonly evaluated: Resolver;
  /** For integrators: a subexpression `(constant over dt)` is an input to them, whose value they cannot see. */
  readonly held: Resolver;
  /** The node with these inputs replaced by what they stand for, at the start of the step. */
  settle(node: NodeIndex): NodeIndex;
  /**
   * For what follows the update: a subexpression `(constant over dt)` of states is what it was at the start of the step, which a
   * state after all others keeps.
   */
  readonly afterwards: Resolver;
  /** What these states keep, in their order: names, and nodes at the start of the step. */
  readonly kept: readonly { readonly equation: Equation; readonly node: NodeIndex }[];
}

/** Resolves names to nodes. */
export function createResolvers(builder: ProgramBuilder, scope: Scope, dtMs: number, noises: Noises): Resolvers {
  const resolverOf = createResolver(builder, scope, dtMs, noises);
  const evaluated = resolverOf(() => null);
  const start = scope.states.map((_, index) => builder.leaf({ op: 'state', index }));
  const time = builder.leaf({ op: 'time' });
  const standIns = new Map<string, NodeIndex>();
  const values = new Map<NodeIndex, NodeIndex>();
  const standIn = ({ name }: Equation): NodeIndex => {
    const known = standIns.get(name);
    if (known !== undefined) return known;
    const node = builder.leaf({ op: 'input', index: scope.inputs.length + standIns.size });
    standIns.set(name, node);
    values.set(node, evaluated(name, start, time));
    return node;
  };
  const kept: { readonly equation: Equation; readonly node: NodeIndex }[] = [];
  const keptState = (equation: Equation): NodeIndex | null => {
    if (!equation.flags.includes('constant over dt')) return null;
    const node = evaluated(equation.name, start, time);
    // Of time, parameters and inputs it is the same throughout the step.
    if (!builder.reads(node, ({ op }) => op === 'state')) return null;
    const known = kept.findIndex(({ equation: { name } }) => name === equation.name);
    const place = known >= 0 ? known : kept.push({ equation, node }) - 1;
    return builder.leaf({ op: 'state', index: scope.states.length + place });
  };
  return {
    evaluated,
    afterwards: resolverOf(keptState),
    kept,
    held: resolverOf((equation) => (equation.flags.includes('constant over dt') ? standIn(equation) : null)),
    settle: (node) => (values.size === 0 ? node : builder.rebuild(node, values)),
  };
}

/** What is taken instead of a subexpression's own expression, if anything. */
type Replacement = (subexpression: Equation) => NodeIndex | null;

function createResolver(
  builder: ProgramBuilder,
  scope: Scope,
  dtMs: number,
  noises: Noises,
): (replaced: Replacement) => Resolver {
  const resolverOf = (replaced: Replacement): Resolver => {
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
          return (
            replaced(meaning.equation) ?? lowerExpression(builder, expression, (inner) => resolve(inner, states, time))
          );
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
  };
  return resolverOf;
}
