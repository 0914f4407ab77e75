import type { ProbeNode } from '../document/schema.ts';
import { shown, whatThereIs } from '../document/schema-words.ts';
import { titleOf } from '../document/titles.ts';
import { neuronsNamed, PROBE_CHOICES, PROBES, type ProbeOptionType } from '../library/probes.ts';
import { entryOf } from '../units/index.ts';
import { type Context, report } from './context.ts';
import { observedBy } from './recorders.ts';

const ALLOWED: Readonly<Record<ProbeOptionType, string>> = {
  number: 'a number of at least 0',
  text: 'a text',
  boolean: 'true or false',
  indices: 'a list of whole numbers of at least 0, such as [0, 1, 2]',
  variable: 'the name of a state',
  choice: 'a text',
  choices: 'a list of texts',
  projection: 'the id of an edge, or ""',
  'plastic-edge': 'the id of an edge, or ""',
};

/** Warns of a kind of probe, or an option, that there is none of, and of values of another kind: what is asked is not shown. */
export function checkProbe(context: Context, probe: ProbeNode): void {
  const declared: Readonly<Record<string, ProbeOptionType>> | undefined = entryOf(PROBES, probe.probe);
  const subject = { id: probe.id, title: titleOf(probe, '', probe.name) };
  const warn = (field: string, given: string, known: readonly string[], sentence: string) =>
    report(context, {
      code: 'probe',
      severity: 'warning',
      subject,
      field,
      given,
      allowed: known.join(', ') || 'none',
      sentence,
    });
  if (declared === undefined) {
    const known = Object.keys(PROBES);
    warn('probe', probe.probe, known, `there is no kind of probe "${probe.probe}". ${whatThereIs(probe.probe, known)}`);
    return;
  }
  for (const [name, value] of Object.entries(probe.options)) {
    const type = entryOf(declared, name);
    const [field, known] = [`options.${name}`, Object.keys(declared)];
    if (type === undefined) {
      warn(field, name, known, `its kind, ${probe.probe}, has no option "${name}". ${whatThereIs(name, known)}`);
      continue;
    }
    const allowed = fits(type, value) ? misfitOf(context, probe, name, type, value) : ALLOWED[type];
    if (allowed !== null)
      warn(field, shown(value), [allowed], `the option ${name} is ${shown(value)}; must be ${allowed}.`);
  }
}

/** What is allowed instead of a value of the right kind; null: it may be as it is. */
function misfitOf(
  context: Context,
  probe: ProbeNode,
  name: string,
  type: ProbeOptionType,
  value: unknown,
): string | null {
  const declared: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = PROBE_CHOICES;
  const choices = entryOf(entryOf(declared, probe.probe) ?? {}, name);
  if (choices !== undefined) {
    const chosen = Array.isArray(value) ? value : [value];
    const of = Array.isArray(value) ? 'a list of some of ' : 'one of ';
    return chosen.every((one) => choices.includes(one)) ? null : `${of}${choices.join(', ')}`;
  }
  const neurons = neuronsNamed(name, type, value);
  if (!neurons.every(Number.isInteger)) return 'a whole number of at least 0';
  const observed = observedBy(context.document, probe.id);
  for (const node of context.document.nodes) {
    if (node.kind !== 'population' || !observed.includes(node.id) || neurons.every((neuron) => neuron < node.size))
      continue;
    return `of neurons that ${titleOf(node, '', node.name)} has: 0 to ${node.size - 1}`;
  }
  return null;
}

function fits(type: ProbeOptionType, value: unknown): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number' && value >= 0;
    case 'boolean':
      return typeof value === 'boolean';
    case 'indices':
      return Array.isArray(value) && value.every((one) => Number.isInteger(one) && one >= 0);
    case 'choices':
      return Array.isArray(value) && value.every((one) => typeof one === 'string');
    default:
      return typeof value === 'string';
  }
}
