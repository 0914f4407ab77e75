import { expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { createEngine } from '../../src/engine/index.ts';
import { sin } from '../../src/equations/elementary.ts';
import { copyOf, networkOf } from '../document/models.ts';
import { setField } from '../fields.ts';

test('a kernel reduces large angles as the interpreter does, bit for bit', async () => {
  const parameters = [{ name: 'p', symbol: 'p', unit: '1', meaning: 'an angle', default: '1' }];
  const own = copyOf('lif', {
    equations: 'dv/dt = sin(p)*mV/ms + 0*I*mV/(pA*ms) : mV',
    parameters,
    reset: '',
    threshold: '',
  });
  const model = { ...own, refractory: null, initial: { v: '0 mV' } };
  const wide = setField(networkOf('mine', model), 'cells', 'parameters.p', { normalQuantiles: ['0', '3e9'] });
  const { config, problems } = compile(
    setField(
      setField(setField(wide, null, 'dt', '1 ms'), 'cells', 'integrator', 'euler'),
      'cells',
      'initial.v',
      '0 mV',
    ),
  );
  const angles = config?.groups[0]?.parameters.find(({ name }) => name === 'p')?.values;
  if (config === null || angles?.kind !== 'array') throw new Error(problems.map(({ message }) => message).join(' '));
  const engine = await createEngine({ ...config, projections: [] });
  engine.advance(1);
  expect(Array.from(engine.readState(0, 0))).toEqual(Array.from(angles.values, sin));
});
