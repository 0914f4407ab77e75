import { describe, expect, test } from 'vitest';
import { vectorStrength } from '../../src/analysis/measures/vector-strength.ts';
import { recordOf } from '../../src/analysis/record.ts';
import { spikesOf } from './examples.ts';
import { draws } from './made-trains.ts';

const DT_MS = 0.1;
const strengthOf = (trains: readonly (readonly number[])[], toMs: number) =>
  vectorStrength.of(recordOf(spikesOf(trains, DT_MS), trains.length, DT_MS, { fromMs: 0, toMs }, null));

describe('vector strength at the rhythm of a population', () => {
  // The spectrum tells 41.37 Hz to some tenths only, in which 20 s would lose the phase by several turns.
  test.each([1000, 5000, 20_000])('is 1 of neurons in step with a rhythm, in %d ms', (toMs) => {
    const { regular, uniform } = draws(1);
    const trains = Array.from({ length: 10 }, () => regular(41.37, toMs, uniform(0, 0.3)));
    expect(strengthOf(trains, toMs).value).toBeGreaterThan(0.99);
    expect(strengthOf(trains, toMs)).toMatchObject({ note: expect.stringMatching(/^at (41\.[34]\d?|41\.37) Hz$/) });
  });

  test('is 1 of neurons that leave out cycles', () => {
    const { regular, uniform } = draws(2);
    const trains = Array.from({ length: 20 }, () => regular(40, 2000, 0.3).filter(() => uniform() < 0.4));
    expect(strengthOf(trains, 2000).value).toBeGreaterThan(0.99);
  });

  // Phases with a normal jitter of s turns have the length e^(-(2 pi s)^2 / 2) (Mardia & Jupp 2000): 3 ms of 25 ms.
  test('falls with jitter as the characteristic function of its distribution', () => {
    const { regular } = draws(3);
    const trains = Array.from({ length: 60 }, () => regular(40, 4000, 0.5, 3));
    expect(strengthOf(trains, 4000).value).toBeCloseTo(Math.exp(-((2 * Math.PI * (3 / 25)) ** 2) / 2), 1);
  });

  test('is undefined where there is no rhythm, and says of how many neurons it is', () => {
    const { poisson, regular } = draws(4);
    expect(
      strengthOf(
        Array.from({ length: 30 }, () => poisson(20, 2000)),
        2000,
      ),
    ).toMatchObject({ value: null, reason: expect.stringMatching(/no frequency stands out/) });
    const trains = [regular(40, 2000, 0.2), regular(40, 2000, 0.6), [500], []];
    // 80 spikes without relation to the rhythm would have the mean length sqrt(pi / (4 * 80)).
    expect(strengthOf(trains, 2000)).toMatchObject({
      support: { neurons: 2, of: 4, chance: expect.closeTo(Math.sqrt(Math.PI / 320), 3) },
    });
  });
});
