import { describe, expect, test } from 'vitest';
import { classes } from '../../src/controls/classes.ts';
import { boundsText, changedText, readNumber, refusalOf } from '../../src/controls/typed.ts';

describe('what is typed until a field is left', () => {
  test.each([
    ['nothing was typed', null, '5 ms', null],
    ['the same was typed', '5 ms', '5 ms', null],
    ['spaces around it say nothing', ' 5 ms ', '5 ms', null],
    ['another text', ' 6 ms', '5 ms', '6 ms'],
    ['an empty text is a text', ' ', '5 ms', ''],
  ])('%s', (_, typed, value, kept) => {
    expect(changedText(typed, value)).toBe(kept);
  });
});

describe('a number without a unit', () => {
  const size = { min: 1, max: 10_000_000, whole: true };

  test.each([
    ['1', 1],
    ['1e3', 1000],
    [' 20 ', 20],
    ['10000000', 10_000_000],
  ])('%j is taken', (text, number) => {
    expect(readNumber(text, size)).toBe(number);
  });

  test.each(['', ' ', 'many', '0', '-1', '1.5', '10000001', 'Infinity', 'NaN', '3 ms'])('%j is refused', (text) => {
    expect(readNumber(text, size)).toBeNull();
  });

  test('without bounds every finite number is taken', () => {
    expect(readNumber('-2.5e-3', {})).toBe(-0.0025);
    expect(readNumber('1e999', {})).toBeNull();
  });

  test('a refusal names field, text, what is allowed and what stays', () => {
    expect(refusalOf('size', '0', size, 800)).toBe(
      'size is 0; must be a whole number from 1 to 10,000,000. It stays 800.',
    );
    expect(refusalOf('factor', '', { min: 0 }, 'mixed')).toBe(
      'factor is empty; must be a number of at least 0. It stays as it was.',
    );
    expect(boundsText({})).toBe('a number');
  });
});

test('classes that do not apply are left out', () => {
  expect(classes('node', false, undefined, null, '', 'selected')).toBe('node selected');
  expect(classes()).toBe('');
});
