import { describe, expect, it } from 'vitest';
import { ratesInBins } from '../../src/analysis/rates.ts';
import { niceTicks, shortNumber, tickLabels } from '../../src/plots/axes.ts';
import { csvText, rounded } from '../../src/plots/csv.ts';
import { withSpikes } from '../../src/plots/lines.ts';

describe('csv', () => {
  it('quotes what must be quoted and leaves undefined numbers empty', () => {
    expect(
      csvText(
        ['a', 'b, c'],
        [
          ['x"y', Number.NaN],
          [null, 1.5],
        ],
      ),
    ).toBe('a,"b, c"\n"x""y",\n,1.5\n');
  });
  it('removes the noise of binary fractions', () => {
    expect(rounded(3 * 0.1)).toBe(0.3);
  });
});

describe('ticks', () => {
  it('are round numbers within the range', () => {
    expect(niceTicks(0, 200, 5)).toEqual([0, 50, 100, 150, 200]);
    expect(niceTicks(-0.32, 0.31, 4)).toEqual([-0.2, 0, 0.2]);
  });
  it('are none for an empty range', () => {
    expect(niceTicks(1, 1, 5)).toEqual([]);
    expect(niceTicks(Number.NaN, 1, 5)).toEqual([]);
  });
  it('carry the unit once, at the last', () => {
    expect(tickLabels([-50, 0, 50], 'ms')).toEqual(['−50', '0', '50 ms']);
    expect(tickLabels([0, 1], '1')).toEqual(['0', '1']);
    expect(tickLabels([0, 5000, 10_000], 'ms')).toEqual(['0', '5', '10 s']);
  });
  it('read out three digits', () => {
    expect(shortNumber(-61.2345)).toBe('−61.2');
  });
});

describe('drawn spikes', () => {
  it('are points at the peak, in order of time', () => {
    const { x, y } = withSpikes(Float64Array.of(0, 1, 2), Float64Array.of(-70, -60, -70), [1, 1.5], 20);
    expect([...x]).toEqual([0, 1, 1, 1.5, 2]);
    expect([...y]).toEqual([-70, 20, -60, 20, -70]);
  });
});

describe('rate', () => {
  it('counts whole bins only, per neuron and second', () => {
    const { x, y } = ratesInBins(Int32Array.of(0, 1, 19, 20, 45), 2, 0.1, 2, 49);
    expect([...x]).toEqual([1, 3]);
    expect([...y]).toEqual([750, 250]);
  });
});
