import { declaredOf, declaredOfRule } from '../document/declared.ts';
import { neuronOf } from '../document/models.ts';
import type { Subject } from '../document/problems.ts';
import type { SynapseEdge } from '../document/schema.ts';
import { whatThereIs } from '../document/schema-words.ts';
import { titleOf } from '../document/titles.ts';
import { type Context, report } from './context.ts';
import { checkProbe } from './probes.ts';

/** Reports every name of a parameter, state or option that a node, synapse or rule does not have, used or not. */
export function checkNames(context: Context): void {
  const { nodes, edges } = context.document;
  for (const node of nodes) {
    if (node.kind === 'probe') {
      checkProbe(context, node);
      continue;
    }
    const subject = { id: node.id, title: titleOf(node, '', node.name) };
    check(context, subject, 'parameters', node.parameters, declaredOf(context.document, node));
    if (node.kind !== 'population') continue;
    const states = neuronOf(context.document, node.model)?.states ?? null;
    check(context, subject, 'initial', node.initial, states, 'state variable');
  }
  for (const edge of edges) if (edge.kind === 'synapse') checkSynapse(context, edge);
}

function checkSynapse(context: Context, edge: SynapseEdge): void {
  const subject = { id: edge.id, title: titleOf(edge, '', edge.id) };
  check(context, subject, 'parameters', edge.parameters, declaredOf(context.document, edge));
  edge.plasticity?.forEach((choice, k) => {
    const record = `plasticity.${k}.parameters`;
    check(context, subject, record, choice.parameters, declaredOfRule(edge, choice));
  });
}

/** `declared` is null where the model is not known, which is another problem. */
function check(
  context: Context,
  subject: Subject,
  record: string,
  given: object,
  declared: readonly { readonly name: string }[] | null,
  what = 'parameter',
): void {
  if (declared === null) return;
  const names = declared.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    report(context, {
      code: 'unknown-parameter',
      subject,
      field: `${record}.${name}`,
      given: name,
      allowed: names.join(', ') || 'none',
      sentence: `there is no ${what} "${name}". ${whatThereIs(name, names)}`,
    });
  }
}
