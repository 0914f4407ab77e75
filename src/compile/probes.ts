import type { ProbeNode } from '../document/schema.ts';
import { shown, whatThereIs } from '../document/schema-words.ts';
import { titleOf } from '../document/titles.ts';
import { PROBES, type ProbeOptionType } from '../library/probes.ts';
import { entryOf } from '../units/index.ts';
import { type Context, report } from './context.ts';

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
    } else if (!fits(type, value)) {
      warn(field, shown(value), [ALLOWED[type]], `the option ${name} is ${shown(value)}; must be ${ALLOWED[type]}.`);
    }
  }
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
