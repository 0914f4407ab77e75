import { expect, test } from 'vitest';
import { problemsOfAll } from '../../src/compile/index.ts';
import { presetIds, readPreset } from './expectations.ts';

test.each(presetIds)('preset %s has no problem, and is warned of nothing', (id) => {
  expect(problemsOfAll(readPreset(id)).map(({ message }) => message)).toEqual([]);
});
