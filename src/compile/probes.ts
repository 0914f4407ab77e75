import type { ProbeNode } from '../document/schema.ts';
import { shown, whatThereIs } from '../document/schema-words.ts';
import { titleOf } from '../document/titles.ts';
import { findProbeKind, probes } from '../library/probes/index.ts';
import { rowOf } from '../library/probes/options.ts';
import { entryOf } from '../units/index.ts';
import { type Context, report } from './context.ts';

/** Warns of a kind of probe, or an option, that there is none of, and of values that are not allowed: what is asked is not shown. */
export function checkProbe(context: Context, probe: ProbeNode): void {
  const kind = findProbeKind(probe.probe);
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
  if (kind === undefined) {
    const known = probes.map(({ id }) => id);
    warn('probe', probe.probe, known, `there is no kind of probe "${probe.probe}". ${whatThereIs(probe.probe, known)}`);
    return;
  }
  for (const [name, value] of Object.entries(probe.options)) {
    const schema = entryOf(kind.options, name);
    const [field, known] = [`options.${name}`, Object.keys(kind.options)];
    if (schema === undefined) {
      warn(field, name, known, `its kind, ${probe.probe}, has no option "${name}". ${whatThereIs(name, known)}`);
    } else if (!schema.safeParse(value).success) {
      const { allowed } = rowOf(schema);
      warn(field, shown(value), [allowed], `the option ${name} is ${shown(value)}; must be ${allowed}.`);
    }
  }
}
