import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Expectation, NetworkDocument } from '../../src/document/schema.ts';
import { parseQuantity } from '../../src/units/index.ts';
import { presetIds, readPreset } from './expectations.ts';

/** Of ten seeds; tests/reference/run.py writes them. */
interface Reference {
  readonly by: string;
  readonly measures: Readonly<Record<string, { readonly mean: number; readonly sd: number }>>;
}

const references: Readonly<Record<string, Readonly<Record<string, Reference>>>> = JSON.parse(
  readFileSync('tests/reference/results.json', 'utf8'),
);

/** A band is five standard deviations (of half a percent at least) either way, and rounded outwards to three digits. */
const DEVIATIONS = 5;
const LEAST_DEVIATION = 0.005;

const quoted = presetIds.flatMap((id) => {
  const document = readPreset(id);
  return document.expect
    .filter(({ source }) => /^(Brian2|NumPy).*, ten seeds/.test(source))
    .map((expectation) => ({
      id,
      document,
      expectation,
      text: `${expectation.variant ?? 'A'} ${expectation.measure}`,
    }));
});

test.each(quoted)('$id, $text: the band is the one of its ten seeds', ({ id, document, expectation }) => {
  const reference = references[id]?.[expectation.variant ?? 'A'];
  const found = reference?.measures[keyOf(expectation, document)];
  if (reference === undefined || found === undefined) throw new Error('tests/reference has no such runs');
  const width = DEVIATIONS * Math.max(found.sd, LEAST_DEVIATION * Math.abs(found.mean));
  const digit = (value: number): number => 10 ** (Math.floor(Math.log10(Math.abs(value))) - 2);
  for (const [bound, exact] of [
    [expectation.min, found.mean - width],
    [expectation.max, found.mean + width],
  ] as const) {
    // Bounds of what lies between 0 and 1 end there, and one bound may be wider for a reason that the source states.
    if (bound === undefined || bound === 0 || bound === 1 || expectation.source.includes(';')) continue;
    expect(Math.abs(bound - exact)).toBeLessThanOrEqual(digit(exact) * 1.01);
  }
  expect(expectation.source.startsWith(`${reference.by}, ten seeds: `)).toBe(true);
  const [, mean = '', sd = ''] = /: ([-\d.]+) ± ([\d.]+)/.exec(expectation.source) ?? [];
  expect(Number(mean)).toBeCloseTo(found.mean, (mean.split('.')[1] ?? '').length - 1);
  expect(Number(sd)).toBeCloseTo(found.sd, (sd.split('.')[1] ?? '').length - 1);
});

function keyOf({ population, measure, from, to, neurons }: Expectation, { run }: NetworkDocument): string {
  const ms = (text: string | number): number => {
    const parsed = parseQuantity(text);
    if ('fault' in parsed) throw new Error(parsed.fault);
    return parsed.value;
  };
  const of = neurons === undefined ? '' : ` of [${neurons.join(', ')}]`;
  return `${population} ${measure} ${ms(from ?? run.from)} to ${ms(to ?? run.duration)}${of}`;
}
