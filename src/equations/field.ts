import type { FieldPrograms, NodeIndex, Program } from '../contract/index.ts';
import { ProgramBuilder } from './builder.ts';
import { differentiate } from './derivative.ts';
import type { LoweredGroup } from './lower.ts';

/**
 * The programs of a group's vector field, from its lowered right-hand sides. Time stands still at 0, noise and inputs are 0, and the
 * first `parameters` parameters are those of the model.
 */
export function fieldPrograms(lowered: LoweredGroup, parameters: number): FieldPrograms {
  const builder = new ProgramBuilder();
  const n = lowered.states.length;
  const states = Array.from({ length: n }, (_, index) => builder.leaf({ op: 'state', index }));
  const zero = builder.constant(0);
  const include = (program: Program): NodeIndex[] => builder.include(program, (node) => atRest(node, zero));
  const rates = include(lowered.speeds.rates);
  const along = (roots: readonly NodeIndex[], direction: number): NodeIndex[] =>
    roots.map((root) =>
      states.reduce((sum, state, j) => {
        const component = builder.leaf({ op: 'input', index: direction * n + j });
        return builder.add(sum, builder.mul(differentiate(builder, root, state), component));
      }, zero),
    );
  const second = along(along(rates, 0), 1);
  const parameterLeaves = Array.from({ length: parameters }, (_, index) => builder.leaf({ op: 'parameter', index }));
  const by = (leaves: readonly NodeIndex[]): Program =>
    builder.extract(rates.flatMap((rate) => leaves.map((leaf) => differentiate(builder, rate, leaf))));
  return {
    states: n,
    parameters,
    rates: builder.extract(rates),
    jacobian: by(states),
    sensitivity: by(parameterLeaves),
    second: builder.extract(second),
    third: builder.extract(along(second, 2)),
    threshold: lowered.threshold === null ? null : builder.extract(include(lowered.threshold).map(margin)),
    reset: builder.extract(afterReset()),
  };

  /** How far the states are beyond a condition: the difference of a comparison's sides, else 1 or -1. */
  function margin(condition: NodeIndex): NodeIndex {
    const node = builder.nodes[condition];
    if (node?.op === 'gt' || node?.op === 'ge') return builder.sub(node.a, node.b);
    if (node?.op === 'lt' || node?.op === 'le') return builder.sub(node.b, node.a);
    return builder.select(condition, builder.constant(1), builder.constant(-1));
  }

  /** A reset's statements read what those before have set. */
  function afterReset(): readonly NodeIndex[] {
    return lowered.reset.reduce<readonly NodeIndex[]>((present, { target, program }) => {
      const [value] = include(program);
      if (value === undefined) return present;
      const replacements = new Map(states.map((state, k) => [state, present[k] ?? state]));
      return present.with(target, builder.rebuild(value, replacements));
    }, states);
  }
}

/** What a vector field leaves out; null: a node stays as it is. */
function atRest(node: Program['nodes'][number], zero: NodeIndex): NodeIndex | null {
  return node.op === 'time' || node.op === 'normal' || node.op === 'input' ? zero : null;
}
