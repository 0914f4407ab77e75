import type { GroupConfig, Program } from '../contract/index.ts';

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
