import type { GroupConfig, Program } from '../../contract/index.ts';
import { type ElementValues, evaluateProgram } from '../../equations/interpret.ts';
import { periodSteps } from '../../equations/steps.ts';

/**
 * A refractory period in steps (see equations/steps.ts). Where a condition decides as well, it is asked from the step after the
 * spike on, so that an element is refractory until then at least.
 */
export function refractoryStepsOf(
  { refractoryWhile }: Pick<GroupConfig, 'refractoryWhile'>,
  periodMs: number,
  dtMs: number,
): number {
  return Math.max(refractoryWhile === undefined ? 0 : 1, periodSteps(periodMs, dtMs));
}

/**
 * The first step in which each element is not refractory, at the start of a run. With a condition, an element that starts beyond
 * its threshold has not crossed it: it counts as one that spiked in the step before, and the condition is asked in step 0. The
 * others are open whatever the condition says. `valuesOf` gives what the threshold reads of an element.
 */
export function firstOpenSteps(
  { size, threshold, refractoryWhile }: GroupConfig,
  valuesOf: (element: number) => ElementValues,
): Int32Array {
  const open = new Int32Array(size);
  if (refractoryWhile === undefined) return open;
  return open.map((_, element) =>
    threshold !== null && evaluateProgram(threshold, valuesOf(element))[0] !== 0 ? 0 : -1,
  );
}

/**
 * The update without its tests for refractoriness. It exists where refractoriness only holds clamped states, as in
 * `select(notRefractory, next, old)`; null where it has other effects.
 */
export function withoutRefractoriness({ update, states }: GroupConfig): Program | null {
  const { nodes } = update;
  const results = update.results.map((result, index) => {
    const node = nodes[result];
    if (!states[index]?.clampedWhileRefractory || node?.op !== 'select') return result;
    const old = nodes[node.c];
    const holds = nodes[node.a]?.op === 'notRefractory' && old?.op === 'state' && old.index === index;
    return holds ? node.b : result;
  });
  const needed = new Set(results);
  for (let k = nodes.length - 1; k >= 0; k--) {
    const node = nodes[k];
    if (!needed.has(k) || !node) continue;
    if (node.op === 'notRefractory') return null;
    if ('a' in node) needed.add(node.a);
    if ('b' in node) needed.add(node.b);
    if ('c' in node) needed.add(node.c);
  }
  return { nodes, results };
}
