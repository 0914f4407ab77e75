import type { Problem } from '../../contract/index.ts';
import { problem } from '../../document/problems.ts';
import type { NetworkDocument, ProbeNode, StimulusNode, SynapseEdge } from '../../document/schema.ts';
import { findPlasticity } from '../../library/plasticity/index.ts';
import { findStimulus } from '../../library/stimuli/index.ts';
import type { ParameterDeclaration } from '../../library/types.ts';
import { entryOf, parseQuantity } from '../../units/index.ts';
import { titleOf } from '../resolve.ts';
import type { RunFacts } from './facts.ts';

/** Stimuli, probes and rules that had no effect in the time that was run. */
export function idleNotices({ document, map, recordings }: RunFacts): Problem[] {
  const endMs = recordings.endStep * map.dtMs;
  return [
    ...document.nodes.flatMap((node) => {
      if (node.kind === 'stimulus') return ofStimulus(document, node, endMs);
      return node.kind === 'probe' ? ofProbe(document, node) : [];
    }),
    ...document.edges.flatMap((edge) => (edge.kind === 'synapse' ? ofRules(edge, endMs) : [])),
  ];
}

const ms = (value: number): string => `${value.toLocaleString('en', { maximumSignificantDigits: 4 })} ms`;

function ofStimulus({ edges }: NetworkDocument, node: StimulusNode, endMs: number): Problem[] {
  const subject = { id: node.id, title: titleOf('Stimulus', node.name) };
  const note = (code: 'never-connected' | 'never-acts', sentence: string, field?: string) => [
    problem({ code, severity: 'note', subject, sentence, ...(field === undefined ? {} : { field }) }),
  ];
  if (!edges.some(({ kind, source }) => kind !== 'tap' && source === node.id))
    return note('never-connected', 'it is connected to nothing. Draw a line from it to a population.');
  if (!node.enabled) return note('never-acts', 'it is switched off.', 'enabled');
  const onset = findStimulus(node.model)?.parameters.find(({ timing }) => timing === 'onset');
  const onsetMs = onset === undefined ? null : timeOf(onset, entryOf(node.parameters, onset.name));
  if (onset === undefined || onsetMs === null || onsetMs < endMs) return [];
  const sentence = `it begins at ${ms(onsetMs)}, and the run ended at ${ms(endMs)}: it never acted.`;
  return note('never-acts', sentence, `parameters.${onset.name}`);
}

function ofProbe({ edges, nodes }: NetworkDocument, node: ProbeNode): Problem[] {
  const subject = { id: node.id, title: titleOf('Probe', node.name) };
  const observed = edges.flatMap(({ kind, source, target }) => (kind === 'tap' && source === node.id ? [target] : []));
  if (observed.length === 0) {
    const sentence = 'it observes nothing. Draw a line from it to a population or a stimulus.';
    return [problem({ code: 'never-connected', severity: 'note', subject, sentence })];
  }
  const sizes = nodes.flatMap(({ id, ...of }) => (of.kind === 'population' && observed.includes(id) ? [of.size] : []));
  const { neurons } = node.options;
  const largest = Math.max(...sizes);
  const beyond = Array.isArray(neurons) ? neurons.filter((k) => typeof k === 'number' && k >= largest) : [];
  if (sizes.length === 0 || beyond.length === 0) return [];
  const which = beyond.length === 1 ? `neuron ${beyond[0]}` : `neurons ${beyond.join(', ')}`;
  const sentence = `it asks for ${which}, and what it observes has ${largest.toLocaleString('en')}, numbered from 0.`;
  return [problem({ code: 'never-acts', severity: 'note', subject, field: 'options.neurons', sentence })];
}

function ofRules(edge: SynapseEdge, endMs: number): Problem[] {
  const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
  return (edge.plasticity ?? []).flatMap((rule) => {
    const model = findPlasticity(rule.model);
    const interval = model?.parameters.find(({ name }) => name === model.every?.interval);
    const intervalMs = interval === undefined ? null : timeOf(interval, entryOf(rule.parameters, interval.name));
    if (model === undefined || intervalMs === null || intervalMs <= endMs) return [];
    const sentence = `its rule "${model.name}" acts every ${ms(intervalMs)}, and the run ended at ${ms(endMs)}: it never acted.`;
    return [problem({ code: 'never-acts', severity: 'note', subject, field: 'plasticity', sentence })];
  });
}

/** A time in ms as it is written, or its default; null where it is drawn or cannot be read. */
function timeOf(declaration: ParameterDeclaration, given: unknown): number | null {
  const text = given ?? declaration.default;
  if (typeof text !== 'string' && typeof text !== 'number') return null;
  const parsed = parseQuantity(text);
  return 'fault' in parsed ? null : parsed.value;
}
