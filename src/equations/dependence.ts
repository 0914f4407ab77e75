import type { NodeIndex, ProgramNode } from '../contract/index.ts';
import { operandsOf, type ProgramBuilder } from './builder.ts';

/** How a node depends on some leaves, by the way it is written: not at all, as a sum of them with coefficients, or otherwise. */
export type Dependence = 'none' | 'affine' | 'other';

type Visit = (index: NodeIndex) => Dependence;

/** What has a derivative of 0 everywhere but at its jumps. */
export const STEPS: ReadonlySet<ProgramNode['op']> = new Set([
  ...(['lt', 'le', 'gt', 'ge', 'eq', 'ne', 'and', 'or', 'not', 'floor'] as const),
]);

const NOTHING: ReadonlySet<ProgramNode['op']> = new Set();

/**
 * How `root` depends on `leaves`. It is judged by structure and not by the derivative, which is 0 for a step: a condition on a
 * state is no coefficient, and neither is a product of two states. `held` are operations whose results count as numbers that
 * are given.
 */
export function dependence(
  builder: ProgramBuilder,
  root: NodeIndex,
  leaves: readonly NodeIndex[],
  held: ReadonlySet<ProgramNode['op']> = NOTHING,
): Dependence {
  const done = new Map<NodeIndex, Dependence>(leaves.map((leaf) => [leaf, 'affine']));
  const visit: Visit = (index) => {
    const known = done.get(index);
    if (known !== undefined) return known;
    const node = builder.nodes[index];
    const result = node === undefined || held.has(node.op) ? 'none' : dependenceOf(node, visit);
    done.set(index, result);
    return result;
  };
  return visit(root);
}

function dependenceOf(node: ProgramNode, visit: Visit): Dependence {
  const parts = operandsOf(node).map(visit);
  if (parts.every((part) => part === 'none')) return 'none';
  if (parts.includes('other')) return 'other';
  const [a, b] = parts;
  switch (node.op) {
    case 'neg':
    case 'add':
    case 'sub':
      return 'affine';
    case 'mul':
      return a === 'none' || b === 'none' ? 'affine' : 'other';
    case 'div':
      return b === 'none' ? 'affine' : 'other';
    case 'select':
      return a === 'none' ? 'affine' : 'other';
    default:
      return 'other';
  }
}
