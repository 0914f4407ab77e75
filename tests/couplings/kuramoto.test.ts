import { describe, expect, test } from 'vitest';
import { phaseOrder } from '../../src/analysis/phase-order.ts';
import type { Value } from '../../src/document/schema.ts';
import { edge, engineOf, network, population } from './networks.ts';

const N = 1000;
/** Time unit of the equations: 10 ms, so that a step is 0.05 of it. */
const UNIT = 10;

/** Mean R over the last 70 of 200 time units. */
async function meanOrder(omega: Value, K: number, all = true): Promise<number> {
  const document = network(
    [
      population('O', {
        model: 'kuramoto',
        size: N,
        parameters: { omega },
        initial: { theta: { uniform: ['0', '6.283185307'] } },
      }),
    ],
    [
      edge('O', 'O', {
        model: 'phase',
        weight: `${K / UNIT} 1/ms`,
        rule: all
          ? { type: 'all-to-all', autapses: true }
          : { type: 'fixed-probability', probability: 0.05, autapses: false },
      }),
    ],
    { dt: '0.5 ms', seed: 618 },
  );
  const engine = await engineOf(document);
  engine.advance(2600);
  let sum = 0;
  const samples = 140;
  for (let k = 0; k < samples; k++) {
    engine.advance(10);
    sum += phaseOrder(engine.readState(0, 0)).r;
  }
  engine.dispose();
  return sum / samples;
}

/** Half width 0.5, so that Kc = 2 gamma = 1 and R = sqrt(1 - Kc/K) (Kuramoto 1984). */
const lorentzian: Value = { lorentzianQuantiles: ['0.2 1/ms', '0.05 1/ms'] };
/** Sd 1: Kc = sqrt(8/pi) = 1.5958; R from the self-consistency equation. */
const normal: Value = { normalQuantiles: ['0.2 1/ms', '0.1 1/ms'] };

describe('Kuramoto model, 1000 oscillators, all to all', () => {
  test.each([1.2, 1.5, 2, 3, 4])('Lorentzian frequencies, K %f: R = sqrt(1 - 1/K)', async (K) => {
    expect(Math.abs((await meanOrder(lorentzian, K)) - Math.sqrt(1 - 1 / K))).toBeLessThan(0.03);
  });

  test.each([
    [2, 0.7152],
    [2.5, 0.87],
    [3, 0.925],
    [4, 0.964],
  ])('normal frequencies, K %f: R is %f', async (K, R) => {
    expect(Math.abs((await meanOrder(normal, K)) - R)).toBeLessThan(0.03);
  });

  test.each([
    ['Lorentzian', lorentzian, 0.8],
    ['normal', normal, 1.2],
  ] as const)('%s frequencies, below the critical coupling: incoherent', async (_name, omega, K) => {
    expect(await meanOrder(omega, K)).toBeLessThan(0.1);
  });
});

test('a random graph of degree 50 synchronises nearly as the whole', async () => {
  expect(Math.abs((await meanOrder(lorentzian, 2, false)) - Math.sqrt(1 / 2))).toBeLessThan(0.05);
});
