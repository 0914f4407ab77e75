import { expect, test } from 'vitest';
import { buffersIn } from '../../src/projects/buffers.ts';

test('buffers of plain data are each given once, those of shared memory not', () => {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const [steps, values] = [Int32Array.of(1, 2), Float64Array.of(1)];
  const data = {
    steps,
    list: [{ values }, { values: values.subarray(0, 1) }],
    text: 'a',
    none: null,
    shared,
    n: [1, 2],
  };
  expect(buffersIn(data)).toEqual([steps.buffer, values.buffer]);
});
