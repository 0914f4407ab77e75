import type { StimulusNode } from '../../document/schema.ts';
import { valueText } from '../../document/summarise.ts';
import { isOpenEnd } from '../../library/timing.ts';
import type { ParameterDeclaration, StimulusModel } from '../../library/types.ts';
import { readable } from '../inspector/profile-points.ts';

/** Parameters that qualify a stimulus' first number, and how they follow it. */
const QUALIFIERS: Readonly<Record<string, string>> = { sd: '±', frequency: 'at', period: 'every' };

/** A stimulus' main numbers: "1 nA from 10 ms" (to the end), "1 nA, 10 ms to 50 ms", "400 pA ± 200 pA", "1000 × 13 Hz". */
export function stimulusSummary(node: StimulusNode, model: StimulusModel | undefined): string {
  if (model === undefined) return `unknown model "${node.model}"`;
  if (model.kind === 'spikes' && model.generator === 'given') return givenSummary(node.spikeTimes ?? []);
  if (model.kind === 'spikes' && model.generator === 'profile') return profileSummary(node);
  const shown = ({ name, default: fallback }: ParameterDeclaration) => valueText(node.parameters[name] ?? fallback);
  const [main, ...others] = model.parameters.filter(({ unit }) => unit !== '1');
  if (main === undefined) return model.name;
  const count = model.parameters.find(({ name }) => name === 'trains' || name === 'size');
  const shape = model.parameters.find(({ name }) => name === 'shape');
  const suffix = shape === undefined ? '' : `, k = ${shown(shape)}`;
  const amount = `${count === undefined ? '' : `${shown(count)} × `}${shown(main)}${suffix}`;
  const qualifiers = others.flatMap((other) => {
    const word = QUALIFIERS[other.name];
    return word === undefined ? [] : [`${word} ${shown(other)}`];
  });
  if (qualifiers.length > 0) return [amount, ...qualifiers].join(' ');
  const onset = others.find(({ name }) => name === 'onset');
  const begin = onset === undefined ? '0 ms' : shown(onset);
  const offset = others.find(({ timing }) => timing === 'offset');
  if (offset !== undefined && !isOpenEnd(offset, shown(offset))) return `${amount}, ${begin} to ${shown(offset)}`;
  return /^0(\s|$)/.test(begin) ? amount : `${amount} from ${begin}`;
}

/** "100 × 5 to 40 Hz": how many trains, and between which rates. */
function profileSummary({ profile = [], parameters }: StimulusNode): string {
  const rates = readable(profile).map(({ rateHz }) => rateHz);
  const [low, high] = [Math.min(...rates), Math.max(...rates)];
  const span = rates.length === 0 ? 'no rate' : low === high ? `${low} Hz` : `${low} to ${high} Hz`;
  return `${valueText(parameters.size ?? '100')} × ${span}`;
}

function givenSummary(times: NonNullable<StimulusNode['spikeTimes']>): string {
  const spikes = times.reduce((sum, row) => sum + row.length, 0);
  const trains = times.length === 1 ? 'train' : 'trains';
  return `${spikes} ${spikes === 1 ? 'spike' : 'spikes'} in ${times.length} ${trains}`;
}
