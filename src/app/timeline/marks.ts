import { configurationsOf } from '../../document/configurations.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import { findStimulus } from '../../library/stimuli/index.ts';
import { configurationToken } from '../../plots/colours.ts';
import type { RunView } from '../../plots/types.ts';
import { entryOf, parseQuantity } from '../../units/index.ts';

/** Something that happens at a time of the run. */
export interface Mark {
  readonly ms: number;
  /** What it is, without the time. */
  readonly said: string;
  /** A token. */
  readonly colour: string;
}

function millisecondsOf(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const parsed = parseQuantity(text);
  return 'fault' in parsed || !(parsed.value > 0) ? null : parsed.value;
}

/** Of the stimuli that are on and set in after the start, when that is one time. */
function onsetsOf({ nodes }: NetworkDocument): readonly Mark[] {
  return nodes.flatMap((node): Mark[] => {
    if (node.kind !== 'stimulus' || !node.enabled) return [];
    const onset = findStimulus(node.model)?.parameters.find(({ timing }) => timing === 'onset');
    const ms = millisecondsOf(onset && (entryOf(node.parameters, onset.name) ?? onset.default));
    return ms === null ? [] : [{ ms, said: `${node.name} sets in`, colour: '--stimulus' }];
  });
}

/** Where stimuli set in, and where configurations part from the network. */
export function marksOf(runs: readonly Pick<RunView, 'label' | 'document'>[]): readonly Mark[] {
  const [first] = runs;
  if (first === undefined) return [];
  const branches = configurationsOf(first.document).flatMap(({ label, from }): Mark[] => {
    const ms = runs.some((run) => run.label === label) ? millisecondsOf(from) : null;
    return ms === null ? [] : [{ ms, said: `${label} parts from A`, colour: configurationToken(label) }];
  });
  return [...onsetsOf(first.document), ...branches];
}
