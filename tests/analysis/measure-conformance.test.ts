import { readdirSync } from 'node:fs';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import {
  betweenMeasures,
  columnOf,
  findMeasure,
  headingOf,
  type Measure,
  measures,
  pairMeasures,
  populationMeasures,
  timedMeasures,
  usualMeasures,
} from '../../src/analysis/measures/index.ts';
import { expectationSchema } from '../../src/document/expectation-schema.ts';
import { findProbe } from '../../src/plots/index.ts';

/** The declarations in the folder: one in each file but the two that hold none. */
const declared = await Promise.all(
  readdirSync('src/analysis/measures')
    .filter((file) => !['index.ts', 'measure.ts'].includes(file))
    .map(async (file) => {
      const exported: Record<string, unknown> = await import(`../../src/analysis/measures/${file}`);
      const found = Object.values(exported).filter(
        (value): value is Measure => typeof value === 'object' && value !== null && 'formula' in value,
      );
      return [file, found] as const;
    }),
);

test('each file of the folder declares one measure, and the index lists it', () => {
  for (const [file, found] of declared) {
    expect(found.length, file).toBe(1);
    expect(measures, file).toContain(found[0]);
  }
  expect(measures.length).toBe(declared.length);
});

describe.each(measures.map((measure) => [measure.id, measure] as const))('%s', (id, measure) => {
  test('says what it is', () => {
    const { name, label, symbol, range, formula, undefinedWhen, source } = measure;
    for (const text of [name, label, symbol, range, formula, undefinedWhen]) expect(text).toMatch(/\S/);
    // A name and a year.
    expect(source).toMatch(/[A-Z].*(1[89]|20)\d\d/);
    expect(id).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
    expect(measure.digits).toBeGreaterThanOrEqual(0);
    expect(measure.bounds[0]).toBeLessThan(measure.bounds[1]);
    if (measure.scope === 'within' && measure.history?.wholeRange)
      expect(measure.bounds.every(Number.isFinite), 'a plot of its whole range').toBe(true);
  });

  test('has a symbol and a formula that KaTeX sets', () => {
    for (const tex of [measure.symbol, measure.formula])
      expect(katex.renderToString(tex, { throwOnError: true, output: 'mathml' })).toContain('<math');
  });

  test('is offered wherever measures are', () => {
    const choices = (probe: string, option: string) =>
      findProbe(probe)?.rows.find(({ name }) => name === option)?.measures ?? [];
    if (measure.scope === 'between') expect(betweenMeasures).toContain(measure);
    else {
      expect(choices('synchrony', 'indices')).toContain(measure);
      expect(choices('synchrony', 'over').includes(measure)).toBe(measure.history !== null);
      expect(choices('pairwise', 'measure').includes(measure)).toBe(measure.pair !== undefined);
    }
    const expected = expectationSchema.safeParse({ measure: id, population: 'E', min: 0, source: 'made' });
    expect(expected.success).toBe(measure.scope === 'within');
  });
});

test('ids, names and headings are unlike each other', () => {
  for (const of of [({ id }: Measure) => id, ({ name }: Measure) => name, headingOf, columnOf])
    expect(new Set(measures.map(of)).size).toBe(measures.length);
  expect(populationMeasures.length + betweenMeasures.length).toBe(measures.length);
  expect(findMeasure('toString')).toBeUndefined();
});

test('the usual ones, those of pairs and those against time are of one population', () => {
  for (const list of [usualMeasures, pairMeasures, timedMeasures]) {
    expect(list.length).toBeGreaterThan(0);
    expect(populationMeasures).toEqual(expect.arrayContaining([...list]));
  }
  expect(usualMeasures.map(({ id }) => id)).toEqual(['chi', 'R', 'correlation', 'cv', 'rateHz']);
});
