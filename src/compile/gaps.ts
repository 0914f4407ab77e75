import type { ConnectionRule, GapConfig, Values } from '../contract/index.ts';
import type { SynapseEdge } from '../document/schema.ts';
import { type Context, report, titleOf } from './context.ts';
import { type CompiledGroup, GAP, stateIndex } from './groups.ts';
import { streamKey } from './stream-key.ts';

type ListRule = Extract<ConnectionRule, { kind: 'list' }>;

/** Each pair in both directions, once. */
function bothWays({ pre, post }: ListRule): ListRule {
  const pairs = new Map<string, readonly [number, number]>();
  pre.forEach((i, k) => {
    const j = post[k] ?? 0;
    pairs.set(`${i} ${j}`, [i, j]);
    pairs.set(`${j} ${i}`, [j, i]);
  });
  const all = [...pairs.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { kind: 'list', pre: Int32Array.from(all, ([i]) => i), post: Int32Array.from(all, ([, j]) => j) };
}

/** The same pairs seen from the other end; null where a rule draws pairs that cannot be seen so. */
function mirrored(rule: ConnectionRule): ConnectionRule | null {
  switch (rule.kind) {
    case 'all-to-all':
    case 'one-to-one':
    // Graphs whose edges count both ways.
    case 'ring':
    case 'watts-strogatz':
    case 'barabasi-albert':
      return rule;
    case 'list':
      return { kind: 'list', pre: rule.post, post: rule.pre };
    default:
      return null;
  }
}

interface End {
  readonly index: number;
  readonly group: CompiledGroup;
}

/** Gap junctions of an edge, which act on both ends alike; an empty list, with a problem, where that cannot be had. */
export function gapJunctions(
  context: Context,
  edge: SynapseEdge,
  from: End,
  to: End,
  rule: ConnectionRule,
  conductance: Values,
): GapConfig[] {
  const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
  const swapped = mirrored(rule);
  if (swapped === null || conductance.kind !== 'constant') {
    const [field, given] = swapped === null ? ['rule', edge.rule.type] : ['weight', 'a distribution'];
    const allowed = 'a rule alike both ways (all-to-all, one-to-one or a list, a ring, a graph), with one conductance';
    const sentence = `a gap junction couples both ways, so ${field} is ${given} cannot stand here. Choose ${allowed}.`;
    report(context, { code: 'rule', subject, field, given, allowed, sentence });
    return [];
  }
  const between = (a: End, b: End, pairs: ConnectionRule): GapConfig => ({
    name: edge.id,
    key: streamKey(edge.id),
    source: a.index,
    sourceState: stateIndex(a.group, a.group.model?.membrane ?? ''),
    target: b.index,
    targetState: stateIndex(b.group, b.group.model?.membrane ?? ''),
    input: b.group.config.inputs.findIndex(({ name }) => name === GAP),
    rule: pairs,
    conductance,
  });
  if (from.index !== to.index) return [between(from, to, rule), between(to, from, swapped)];
  return [between(from, to, rule.kind === 'list' ? bothWays(rule) : rule)];
}
