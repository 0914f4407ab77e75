import type { StimulusNode } from '../../document/schema.ts';
import { valueText } from '../../document/summarise.ts';
import { isOpenEnd } from '../../library/timing.ts';
import type { ParameterDeclaration, StimulusModel } from '../../library/types.ts';
import { readable } from '../inspector/profile-points.ts';

/** A stimulus' main numbers: "1 nA from 10 ms" (to the end), "1 nA, 10 ms to 50 ms", "400 pA ± 200 pA", "1000 × 13 Hz". */
export function stimulusSummary(node: StimulusNode, model: StimulusModel | undefined): string {
  if (model === undefined) return `unknown model "${node.model}"`;
  if (model.kind === 'spikes' && model.generator === 'given') return givenSummary(node.spikeTimes ?? []);
  const shown = ({ name, default: fallback }: ParameterDeclaration) => valueText(node.parameters[name] ?? fallback);
  const count = model.parameters.find(({ word }) => word === COUNT);
  const times = count === undefined ? '' : `${shown(count)} × `;
  if (model.kind === 'spikes' && model.generator === 'profile') return `${times}${rangeOf(node)}`;
  const main = model.parameters.find(({ unit }) => unit !== '1');
  if (main === undefined) return model.name;
  const behind = model.parameters.filter(({ word = COUNT }) => word !== COUNT);
  const clause = (parameter: ParameterDeclaration) => `${parameter.word} ${shown(parameter)}`;
  const remarks = behind.filter(isRemark).map(clause).join('');
  const amount = `${times}${shown(main)}${remarks}`;
  const qualifiers = behind.filter((parameter) => !isRemark(parameter)).map(clause);
  if (qualifiers.length > 0) return [amount, ...qualifiers].join(' ');
  const onset = model.parameters.find(({ timing }) => timing === 'onset');
  const begin = onset === undefined ? '0 ms' : shown(onset);
  const offset = model.parameters.find(({ timing }) => timing === 'offset');
  if (offset !== undefined && !isOpenEnd(offset, shown(offset))) return `${amount}, ${begin} to ${shown(offset)}`;
  return /^0(\s|$)/.test(begin) ? amount : `${amount} from ${begin}`;
}

/** Of the parameter that stands before the main number. */
const COUNT = '×';

/** A remark leaves room for the times between which the stimulus is on. */
const isRemark = ({ word = '' }: ParameterDeclaration): boolean => word.startsWith(',');

/** "5 to 40 Hz": between which rates a profile runs. */
function rangeOf({ profile = [] }: StimulusNode): string {
  const rates = readable(profile).map(({ rateHz }) => rateHz);
  const [low, high] = [Math.min(...rates), Math.max(...rates)];
  if (rates.length === 0) return 'no rate';
  return low === high ? `${low} Hz` : `${low} to ${high} Hz`;
}

function givenSummary(times: NonNullable<StimulusNode['spikeTimes']>): string {
  const spikes = times.reduce((sum, row) => sum + row.length, 0);
  const trains = times.length === 1 ? 'train' : 'trains';
  return `${spikes} ${spikes === 1 ? 'spike' : 'spikes'} in ${times.length} ${trains}`;
}
