import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratesInBins } from '../../src/analysis/rates.ts';
import { ACROSS_PX, axisOf, roundUp, shortNumber, tickLabels, ticksOf, UP_PX } from '../../src/plots/axes.ts';
import { between, onPaper } from '../../src/plots/colours.ts';
import { csvText, rounded } from '../../src/plots/csv.ts';
import { withSpikes } from '../../src/plots/lines.ts';
import { FONT_SIZE } from '../../src/plots/marks/marks.ts';
import type { Plot, PlotMark } from '../../src/plots/marks/plot.ts';
import { widthOf } from '../../src/plots/marks/plot-frame.ts';
import { plotScene } from '../../src/plots/marks/plot-scene.ts';

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

/** Digits are less high than the font by the room below the line. */
const DIGIT_PX = 0.8 * FONT_SIZE;

describe('ticks', () => {
  const valuesOf = (range: readonly [number, number], px: number, kind?: 'log') =>
    ticksOf(axisOf(range, [0, px], kind), ACROSS_PX).map(({ value }) => value);

  it('are round numbers within the range, ascending where the axis falls too', () => {
    expect(valuesOf([0, 200], 500)).toEqual([0, 50, 100, 150, 200]);
    expect(valuesOf([200, 0], 500)).toEqual([0, 50, 100, 150, 200]);
    expect(valuesOf([-0.32, 0.31], 400)).toEqual([-0.2, 0, 0.2]);
    expect(valuesOf([Number.NaN, 1], 500)).toEqual([]);
    expect(valuesOf([0, Number.POSITIVE_INFINITY], 500)).toEqual([]);
  });
  it('of a logarithmic axis are at equal ratios, some of them with a number', () => {
    const axis = axisOf([1, 1000], [0, 600], 'log');
    expect([1, 10, 100, 1000].map((value) => Math.round(axis(value)))).toEqual([0, 200, 400, 600]);
    const ticks = ticksOf(axis, ACROSS_PX);
    expect(ticks).toHaveLength(28);
    expect(ticks.flatMap(({ label }) => (label === '' ? [] : [label]))).toEqual([
      '1',
      '2',
      '10',
      '20',
      '100',
      '200',
      '1000',
    ]);
  });
  it('of a logarithmic axis are enough on a narrow range, and not too many on a wide one', () => {
    expect(valuesOf([2, 5], 600, 'log').length).toBeGreaterThanOrEqual(3);
    expect(valuesOf([0.9, 1.1], 600, 'log').length).toBeGreaterThanOrEqual(3);
    expect(valuesOf([1e-9, 1e9], 800, 'log').length).toBeLessThanOrEqual(10);
  });
  it('stand clear of each other, whatever the range, and are two at least', () => {
    const positive = fc.double({ min: 0.01, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(
        positive,
        fc.oneof(fc.double({ min: 1.2, max: 1e3, noNaN: true }), fc.constant(10)),
        fc.integer({ min: 280, max: 1600 }),
        fc.constantFrom('linear', 'log'),
        (low, ratio, px, kind) => {
          for (const range of [[low, low * ratio] as const, [0, low] as const, [-low, low] as const]) {
            const across = axisOf(range, [0, px], kind);
            const along = ticksOf(across, ACROSS_PX, kind === 'linear' ? 'ms' : '').filter(({ label }) => label !== '');
            expect(along.length).toBeGreaterThanOrEqual(2);
            along.slice(1).forEach(({ value, label }, k) => {
              const [before] = [along[k]];
              const room = across(value) - across(before?.value ?? 0);
              expect(room).toBeGreaterThan((widthOf(label) + widthOf(before?.label ?? '')) / 2);
            });
            const up = axisOf(range, [px / 2, 0], kind);
            const above = ticksOf(up, UP_PX).filter(({ label }) => label !== '');
            above.slice(1).forEach(({ value }, k) => {
              expect(up(above[k]?.value ?? 0) - up(value)).toBeGreaterThan(DIGIT_PX);
            });
          }
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });
  it('carry the unit once, at the last', () => {
    expect(tickLabels([-50, 0, 50], 'ms')).toEqual(['−50', '0', '50 ms']);
    expect(tickLabels([0, 1], '1')).toEqual(['0', '1']);
    expect(tickLabels([0, 5000, 10_000], 'ms')).toEqual(['0', '5', '10 s']);
  });
  it('read out three digits', () => {
    expect(shortNumber(-61.2345)).toBe('−61.2');
  });
  it('end at round numbers where an axis is to hold a value', () => {
    expect([0, 0.03, 0.3, 1, 1.1, 7, 21, 250, 251].map(roundUp)).toEqual([1, 0.05, 0.5, 1, 2, 10, 25, 250, 500]);
  });
});

describe('colours', () => {
  it('run from one to another, and no further', () => {
    const colours = between('#000a64', '#0a1400');
    expect([-1, 0, 0.5, 1, 2].map(colours)).toEqual([
      'rgb(0, 10, 100)',
      'rgb(0, 10, 100)',
      'rgb(5, 15, 50)',
      'rgb(10, 20, 0)',
      'rgb(10, 20, 0)',
    ]);
  });
  it('of an image are bytes, and none where there is no value', () => {
    const image: PlotMark = {
      kind: 'image',
      x: [0, 3],
      y: [0, 1],
      columns: 3,
      rows: 1,
      colour: { values: [2, Number.NaN, 4], map: between('#000a64', '#0a1400') },
    };
    const axis = { range: [0, 3], label: '' } as const;
    const plot: Plot = { key: '', x: axis, y: axis, marks: [image], title: '', summary: '', colours: [2, 4] };
    const { marks } = plotScene(plot, { width: 300, height: 200, panel: null }, onPaper);
    const [clip] = marks.filter((mark) => mark.kind === 'clip');
    const [drawn] = clip?.marks ?? [];
    expect(drawn?.kind === 'image' && [...drawn.rgba]).toEqual([0, 10, 100, 255, 0, 0, 0, 0, 10, 20, 0, 255]);
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
