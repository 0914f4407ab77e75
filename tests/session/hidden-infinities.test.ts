import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { createSession } from '../../src/session/host.ts';
import { copyOf, networkOf } from '../document/models.ts';
import { setField } from '../fields.ts';

/** How a run of 20 ms of the equations ends; Euler's method makes an infinity of a rate one of the state, and no NaN of two. */
async function endOf(
  equations: string,
  texts: Readonly<Record<string, string>> = {},
  integrator: 'euler' | 'default' = 'euler',
) {
  const lif = copyOf('lif');
  const parameters = [...lif.parameters, { name: 'p', symbol: 'p', unit: '1', meaning: 'a divisor', default: '1' }];
  const document = setField(
    networkOf('mine', copyOf('lif', { parameters, threshold: 'v > 20*mV', reset: 'v = 0*mV', equations, ...texts })),
    'cells',
    'integrator',
    integrator,
  );
  const { config, problems } = compile(document);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (config === null) throw new Error('not compiled');
  const session = createSession();
  await session.build(config, { budgetBytes: 1e8, threads: { exactly: 1 } }, () => undefined);
  const end = await session.run(Math.round(20 / config.dtMs), () => undefined);
  await session.dispose();
  return end;
}

describe('an infinity that a reset would hide ends the run', () => {
  const sentence = /^Population "Cells": v of neuron \d+ is no longer a finite number .* look for a division by 0/;

  it.each([
    ['at one time only', 'dv/dt = (-v + R*I)/tau_m + mV/(t - 5*ms) : mV'],
    ['of the square of a time', 'dv/dt = (-v + R*I)/tau_m + mV*ms/(t - 5*ms)**2 : mV'],
    ['from a time on', 'dv/dt = (-v + R*I)/tau_m + mV/(p*ms*int(t < 5*ms)) : mV'],
  ])('%s', async (_, equations) => {
    expect(await endOf(equations)).toMatchObject({ reason: 'diverged', message: expect.stringMatching(sentence) });
  });

  it('of a reset itself', async () => {
    const end = await endOf('dv/dt = (-v + R*I + 100*mV)/tau_m : mV', { reset: 'v = 0*mV + 1*mV/int(t < 5*ms)' });
    expect(end).toMatchObject({ reason: 'diverged', message: expect.stringMatching(sentence) });
  });

  it('and an upstroke beyond all numbers within a stage does not', async () => {
    const upstroke = 'dv/dt = (-v + R*I + 19*mV)/tau_m + exp(v**3/mV**3/10)*mV/ms : mV';
    expect(await endOf(upstroke, {}, 'default')).toMatchObject({ reason: 'finished' });
  });
});
