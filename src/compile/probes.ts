import type { Problem } from '../contract/index.ts';
import { problem } from '../document/problems.ts';
import type { NetworkDocument, ProbeNode } from '../document/schema.ts';
import { shown, whatThereIs } from '../document/schema-words.ts';
import { observedBy, observedSynapses, tapMisfit } from '../document/taps.ts';
import { titleOf } from '../document/titles.ts';
import { findProbeKind, probes } from '../library/probes/index.ts';
import { type OptionRow, rowOf } from '../library/probes/options.ts';
import { readRanges } from '../library/probes/ranges.ts';
import { entryOf } from '../units/index.ts';

/** Warns of a kind of probe, or an option, that there is none of, and of values that are not allowed: what is asked is not shown. */
export function checkProbe(document: NetworkDocument, probe: ProbeNode): readonly Problem[] {
  const kind = findProbeKind(probe.probe);
  const subject = { id: probe.id, title: titleOf(probe, '', probe.name) };
  const warn = (field: string, given: string, known: readonly string[], sentence: string) =>
    problem({
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
    const sentence = `there is no kind of probe "${probe.probe}". ${whatThereIs(probe.probe, known)}`;
    return [warn('probe', probe.probe, known, sentence)];
  }
  const observed = observedBy(document, probe.id);
  const unshown = document.nodes.flatMap((node) => {
    const fault = observed.includes(node.id) ? tapMisfit(probe, node) : null;
    return fault === null ? [] : [warn('probe', node.name, kind.accepts, `it ${fault}`)];
  });
  const options = Object.entries(probe.options).flatMap(([name, value]) => {
    const schema = entryOf(kind.options, name);
    const [field, known] = [`options.${name}`, Object.keys(kind.options)];
    if (schema === undefined) {
      const sentence = `its kind, ${probe.probe}, has no option "${name}". ${whatThereIs(name, known)}`;
      return [warn(field, name, known, sentence)];
    }
    const row = rowOf(schema);
    const allowed = schema.safeParse(value).success
      ? (missingNeuron(document, probe, row, value) ?? missingSynapse(document, probe, row, value))
      : row.allowed;
    if (allowed === null) return [];
    return [warn(field, shown(value), [allowed], `the option ${name} is ${shown(value)}; must be ${allowed}.`)];
  });
  return [...unshown, ...options];
}

/** Which neurons may be named instead, where an option names one that a population observed has not; null: all are there. */
function missingNeuron(document: NetworkDocument, probe: ProbeNode, row: OptionRow, value: unknown): string | null {
  if (!row.namesNeurons || !counts(probe, row)) return null;
  const listed = typeof value === 'string' ? (readRanges(value) ?? []).map(({ to }) => to) : [value].flat();
  const neurons = listed.filter((neuron) => typeof neuron === 'number');
  const observed = observedBy(document, probe.id);
  for (const node of document.nodes) {
    if (node.kind !== 'population' || !observed.includes(node.id) || neurons.every((neuron) => neuron < node.size))
      continue;
    return `of neurons that ${titleOf(node, '', node.name)} has: 0 to ${node.size - 1}`;
  }
  return null;
}

/** Whether an option has an effect, by what another one is. */
const counts = ({ options }: ProbeNode, { when }: OptionRow): boolean =>
  when === undefined || when.is.some((value) => value === entryOf(options, when.option));

/** Which synapses may be named instead, where an option names one that there is not; null: it is there. */
function missingSynapse(document: NetworkDocument, probe: ProbeNode, row: OptionRow, value: unknown): string | null {
  if ((row.control !== 'projection' && row.control !== 'plastic-edge') || value === '') return null;
  const known = observedSynapses(document, probe.id, row.control).map(({ id }) => id);
  return known.some((id) => id === value) ? null : ['""', ...known].join(' or ');
}
