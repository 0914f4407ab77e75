import type { StimulusNode, Value } from '../../document/schema.ts';
import type { StimulusModel } from '../../library/types.ts';

/** Names under which the library's stimuli have the time at which they begin. */
const ONSET = /^(t_)?(start|onset|t_on|on)$/;

/** A stimulus' main number and its onset: "1 nA from 10 ms". */
export function stimulusSummary(node: StimulusNode, model: StimulusModel | undefined): string {
  if (model === undefined) return `unknown model "${node.model}"`;
  if (model.kind === 'spikes' && model.generator === 'given') return givenSummary(node.spikeTimes ?? []);
  const shown = (name: string, fallback: string) => valueText(node.parameters[name] ?? fallback);
  const onset = model.parameters.find(({ name }) => ONSET.test(name));
  const main = model.parameters.filter((parameter) => parameter !== onset && parameter.unit !== '1').slice(0, 1);
  const count = model.parameters.find(({ name }) => name === 'trains' || name === 'size');
  const parts = main.map((parameter) => shown(parameter.name, parameter.default));
  if (count !== undefined) parts.unshift(`${shown(count.name, count.default)} ×`);
  const begin = onset === undefined ? '' : shown(onset.name, onset.default);
  return `${parts.join(' ')}${begin === '' || /^0(\s|$)/.test(begin) ? '' : ` from ${begin}`}`;
}

function givenSummary(times: NonNullable<StimulusNode['spikeTimes']>): string {
  const spikes = times.reduce((sum, row) => sum + row.length, 0);
  const trains = times.length === 1 ? 'train' : 'trains';
  return `${spikes} ${spikes === 1 ? 'spike' : 'spikes'} in ${times.length} ${trains}`;
}

function valueText(value: Value): string {
  if (typeof value !== 'object') return String(value);
  if ('normal' in value) return `${value.normal[0]} ± ${value.normal[1]}`;
  return `${value.uniform[0]} … ${value.uniform[1]}`;
}
