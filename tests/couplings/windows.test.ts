import { expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { Value } from '../../src/document/schema.ts';
import { edge, network, population } from './networks.ts';

test('times that differ from neuron to neuron and that single precision cannot hold are told of a coupling', () => {
  const said = (onset: Value, precision: 'single' | 'double') =>
    compile(
      network(
        [population('P', { size: 2, model: 'kuramoto' }), population('Q', { size: 2, model: 'kuramoto' })],
        [edge('P', 'Q', { id: 'E', parameters: { onset } })],
        { duration: '1000 s', precision, dt: '0.1 ms' },
      ),
    ).problems.map(({ message }) => message);
  expect(said({ uniform: ['10 ms', '900 s'] }, 'single')).toEqual([
    'Synapse "E": its time of switching on differs from neuron to neuron, and single precision then holds times to 0.1073 ms only: 107.3 % of a step of 0.1 ms. Take double precision, or one time for all.',
  ]);
  expect(said({ uniform: ['10 ms', '900 s'] }, 'double')).toEqual([]);
  expect(said('900 s', 'single')).toEqual([]);
});
