import type { GroupConfig, Program } from '../../contract/index.ts';
import { type ElementValues, evaluateProgram } from '../../equations/interpret.ts';
import { periodSteps } from '../../equations/steps.ts';

/**
 * A period in steps (equations/steps.ts). Where a condition holds elements as well, it is asked
 * from the step after the spike on, so that they are refractory until then at least.
 */
export function refractoryStepsOf(
  { refractoryWhile }: Pick<GroupConfig, 'refractoryWhile'>,
  periodMs: number,
  dtMs: number,
): number {
  return Math.max(refractoryWhile === undefined ? 0 : 1, periodSteps(periodMs, dtMs));
}

/**
 * First step in which each element is open, before any has been computed. With a condition, an element that starts beyond its
 * threshold has not crossed it: it is as one that spiked in the step before, and the condition is asked in step 0. The others
 * are open whatever the condition says. `valuesOf` gives what the threshold reads of an element.
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
 * The update where it asks for refractoriness only to hold clamped states, as `select(notRefractory, next, old)`, without
 * that question; null where refractoriness has other effects.
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
