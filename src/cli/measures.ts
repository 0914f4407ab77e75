import { type Measure, measures } from '../analysis/measures/index.ts';
import { baselineText, headingOf, hintOf } from '../analysis/measures/measure.ts';

/** Measures by ids that commas separate. Throws, with a sentence, where one is not among those known. */
export function measuresNamed<M extends Measure>(text: string, known: readonly M[]): M[] {
  return text.split(',').map((part) => {
    const id = part.trim();
    const measure = known.find((measure) => measure.id === id);
    if (measure === undefined)
      throw new Error(`There is no measure "${id}". There are ${known.map((measure) => measure.id).join(', ')}.`);
    return measure;
  });
}

/** Prints every measure: what it is called in files and in tables, what its values mean, and where it comes from. */
export function listMeasures({ json = false }: { readonly json?: boolean }): void {
  console.log(json ? JSON.stringify(measures) : measures.map(described).join('\n'));
}

function described(measure: Measure): string {
  const { id, name, scope, range, undefinedWhen, source } = measure;
  const hint = hintOf(measure);
  return [
    `${id}: ${name}${scope === 'between' ? ', between each two populations' : ''}`,
    `  shown as ${headingOf(measure)}${hint === '' ? '' : ` (${hint})`}`,
    `  values: ${range}`,
    `  undefined where ${undefinedWhen}`,
    `  chance: ${baselineText(measure)}`,
    `  ${source}`,
  ].join('\n');
}
