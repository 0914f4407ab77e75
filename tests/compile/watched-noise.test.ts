import { describe, expect, it, test } from 'vitest';
import type { Integrator } from '../../src/contract/index.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { copyOf } from '../document/models.ts';
import { networkOf, saidOfStep, spikesOf } from './coarse.ts';

interface Changes {
  readonly dt: string;
  readonly mean?: string;
  readonly deviation?: string;
  readonly integrator?: 'default' | Integrator;
  readonly reset?: string;
}

/** Leaky membranes of 10 ms under white noise, whose potential without a threshold has this mean and standard deviation. */
const noisy = ({ dt, mean = '10*mV', deviation = '5*mV', integrator = 'default', reset = 'v = 10*mV' }: Changes) =>
  networkOf({
    model: 'noisy',
    size: 300,
    dt,
    duration: '2000 ms',
    integrator,
    own: copyOf('lif', {
      equations: `dv/dt = (-v + ${mean})/(10*ms) + ${deviation}*xi*sqrt(2/(10*ms)) : mV`,
      threshold: 'v > 20*mV',
      reset,
      refractory: null,
      parameters: [],
      initial: { v: '0 mV' },
    }),
  });

const rateOf = async (document: NetworkDocument): Promise<number> => (await spikesOf(document)) / 300 / 2;

/** Siegert's rate, Hz: 1/(tau sqrt(pi) int exp(x^2) (1 + erf(x)) dx from 0 to sqrt 2) for reset at the mean and a threshold 2 deviations on. */
const SIEGERT_HZ = 9.59;

describe('white noise across a threshold', () => {
  it('gives rates that are too low where it is told, and better ones at the step that is advised', async () => {
    const [coarse, advised] = [noisy({ dt: '1 ms' }), noisy({ dt: '0.05 ms' })];
    expect(saidOfStep(coarse)[0]).toMatch(
      /by 2\.1 mV \(standard deviation\) in a step of 1 ms.*1\.2 mV higher, 12 % of the way to it.*of 0\.05 ms or less/,
    );
    expect(saidOfStep(advised)).toEqual([]);
    expect(await rateOf(coarse)).toBeLessThan(0.7 * SIEGERT_HZ);
    expect(await rateOf(advised)).toBeGreaterThan(0.85 * SIEGERT_HZ);
  });

  test.each<[string, Changes]>([
    ['at a tenth of it', { dt: '0.1 ms' }],
    ['under Heun', { dt: '1 ms', integrator: 'heun' }],
    ['closer to the threshold', { dt: '0.2 ms', mean: '18*mV', deviation: '2*mV' }],
  ])('is told %s', (_of, changes) => {
    expect(saidOfStep(noisy(changes))).toHaveLength(1);
  });

  test.each<[string, Changes]>([
    ['that is weak', { dt: '0.1 ms', deviation: '1*mV' }],
    ['of a membrane that is driven across', { dt: '0.1 ms', mean: '30*mV', deviation: '2*mV' }],
    ['of a membrane that is not reset', { dt: '1 ms', reset: '' }],
  ])('is not told %s', (_of, changes) => {
    expect(saidOfStep(noisy(changes)).filter((said) => said.includes('white noise'))).toEqual([]);
  });
});
