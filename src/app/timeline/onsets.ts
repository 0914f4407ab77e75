import type { NetworkDocument } from '../../document/schema.ts';
import { findStimulus } from '../../library/stimuli/index.ts';
import { entryOf, parseQuantity } from '../../units/index.ts';

/** When a stimulus sets in. */
export interface Onset {
  readonly name: string;
  readonly ms: number;
}

/** Of the stimuli that are on and set in after the start, when that is one time. */
export const onsetsOf = ({ nodes }: NetworkDocument): readonly Onset[] =>
  nodes.flatMap((node): Onset[] => {
    if (node.kind !== 'stimulus' || !node.enabled) return [];
    const onset = findStimulus(node.model)?.parameters.find(({ timing }) => timing === 'onset');
    const text = onset && (entryOf(node.parameters, onset.name) ?? onset.default);
    const parsed = typeof text === 'string' ? parseQuantity(text) : null;
    return parsed === null || 'fault' in parsed || !(parsed.value > 0) ? [] : [{ name: node.name, ms: parsed.value }];
  });
