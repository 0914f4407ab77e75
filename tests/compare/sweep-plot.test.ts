import { describe, expect, test } from 'vitest';
import { contour } from '../../src/compare/sweep/contours.ts';
import { cellEdges, heatScene } from '../../src/compare/sweep/heat-scene.ts';
import { lineScene } from '../../src/compare/sweep/line-scene.ts';
import { stepAround, transitionSentence } from '../../src/compare/sweep/sentences.ts';
import { onsetFit, stepFit } from '../../src/experiments/sweep/curves.ts';
import type { PlaceSummary } from '../../src/experiments/sweep/table.ts';
import { svgOf } from '../../src/plots/marks/svg.ts';

const range = (n: number): number[] => Array.from({ length: n }, (_, k) => k);
const inks = { ink: '#111', faint: '#666', line: '#ddd', accent: '#00f', surface: '#fff' };

describe('contours', () => {
  test('of a cone are circles of its level', () => {
    const xs = range(21).map((x) => x - 10);
    const grid = xs.map((y) => xs.map((x) => Math.hypot(x, y)));
    const segments = contour(grid, xs, xs, 6);
    for (const [a, b] of segments) {
      expect(Math.abs(Math.hypot(...a) - 6)).toBeLessThan(0.06);
      expect(Math.abs(Math.hypot(...b) - 6)).toBeLessThan(0.06);
    }
    const length = segments.reduce((sum, [a, b]) => sum + Math.hypot(a[0] - b[0], a[1] - b[1]), 0);
    expect(Math.abs(length - 2 * Math.PI * 6) / (2 * Math.PI * 6)).toBeLessThan(0.01);
  });

  test('are closed: each end is the end of one other stretch, within the grid', () => {
    const grid = range(9).map((y) => range(9).map((x) => Math.sin(x * 1.3) * Math.cos(y * 0.9)));
    const ends = new Map<string, number>();
    for (const segment of contour(grid, range(9), range(9), 0.1)) {
      for (const [x, y] of segment) {
        if (x <= 0 || y <= 0 || x >= 8 || y >= 8) continue;
        const key = `${x.toFixed(9)} ${y.toFixed(9)}`;
        ends.set(key, (ends.get(key) ?? 0) + 1);
      }
    }
    expect(ends.size).toBeGreaterThan(10);
    expect([...new Set(ends.values())]).toEqual([2]);
  });

  test('part a saddle by the mean of its corners, and stop at what is missing', () => {
    const high = contour(
      [
        [1, 0],
        [0, 1.2],
      ],
      [0, 1],
      [0, 1],
      0.5,
    );
    expect(high).toHaveLength(2);
    // The high corners are joined: each stretch cuts off a low one.
    for (const [a, b] of high) expect(Math.abs((a[0] + b[0]) / 2 - (1 - (a[1] + b[1]) / 2))).toBeLessThan(0.15);
    expect(
      contour(
        [
          [1, 0],
          [0, Number.NaN],
        ],
        [0, 1],
        [0, 1],
        0.5,
      ),
    ).toEqual([]);
  });
});

test('cells part halfway between their values', () => {
  expect(cellEdges([10, 20, 40], [0, 50])).toEqual([
    [5, 15],
    [15, 30],
    [30, 50],
  ]);
  expect(cellEdges([25], [0, 50])).toEqual([[0, 50]]);
});

const summary = (place: number[], values: number[]): PlaceSummary => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const interval = values.length === 0 ? null : { mean, low: mean - 0.1, high: mean + 0.1, count: values.length };
  return { place, values, interval, support: null, reasons: [] };
};

describe('plots', () => {
  const line = (summaries: PlaceSummary[]) =>
    lineScene({
      width: 400,
      height: 300,
      numbers: [1, 2, 4, 8],
      scale: 'log',
      xLabel: 'g',
      yLabel: 'R < 1 & "so"',
      summaries,
      transition: { kind: 'step', at: 3, low: 2.5, high: 3.5, rises: true },
      marked: null,
      inks,
    });

  test('of one axis have a dot for each seed, a band, and a line that is broken where there is no value', () => {
    const whole = line([0, 1, 2, 3].map((k) => summary([k], [k, k + 0.2])));
    const strokes = whole.marks.filter((mark) => mark.kind === 'path' && mark.stroke === inks.accent);
    expect(strokes).toHaveLength(1);
    expect(whole.marks.filter((mark) => mark.kind === 'dot' && mark.radius < 3)).toHaveLength(8);
    expect(whole.marks.filter((mark) => mark.kind === 'path' && mark.fill === inks.accent)).toHaveLength(1);
    // Equal ratios, equal distances.
    const [a = 0, b = 0, c = 0] = [1, 2, 4].map((value) => whole.x(value));
    expect(b - a).toBeCloseTo(c - b, 6);
    const broken = line([summary([0], [1]), summary([1], []), summary([2], [1]), summary([3], [2])]);
    expect(broken.marks.filter((mark) => mark.kind === 'path' && mark.stroke === inks.accent)).toHaveLength(2);
  });

  test('as SVG hold every mark, and texts that cannot break it', () => {
    const scene = line([0, 1, 2, 3].map((k) => summary([k], [k])));
    const svg = svgOf(scene, '#fff');
    expect(svg.match(/<(path|rect|circle|text) /g)).toHaveLength(scene.marks.length + 1);
    expect(svg).toContain('R &lt; 1 &amp; &quot;so&quot;');
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  test('of two axes have a cell for each mean, a stroke where it is undefined, and nothing where it was not run', () => {
    const scene = heatScene({
      width: 500,
      height: 400,
      x: { numbers: [1, 10, 100], scale: 'log', label: 'x' },
      y: { numbers: [0, 1], scale: 'linear', label: 'y' },
      means: [
        [0, 0.5, 1],
        [0.2, Number.NaN, Number.NaN],
      ],
      undefinedAt: (column, row) => row === 1 && column === 1,
      label: 'R',
      critical: [5, null],
      marked: [0, 0],
      inks,
    });
    const inBox = scene.marks.filter(
      (mark) => mark.kind === 'rect' && mark.fill !== undefined && mark.at[0] < scene.box.right,
    );
    expect(inBox).toHaveLength(4);
    expect(scene.marks.filter((mark) => mark.kind === 'path' && mark.opacity === 0.6)).toHaveLength(1);
    const [a = 0, b = 0, c = 0] = scene.columns;
    expect(b - a).toBeCloseTo(c - b, 6);
    // Low values are below.
    expect(scene.rows[0]).toBeGreaterThan(scene.rows[1] ?? 0);
  });
});

describe('curves', () => {
  const xs = range(17).map((k) => 0.5 + k / 10);

  test.each([0.03, 0.1, 0.3])('a logistic step of width %f is found', (width) => {
    const { at, residual } = stepFit(
      xs,
      xs.map((x) => 0.2 + 0.6 / (1 + Math.exp(-(x - 1.27) / width))),
    );
    expect(at).toBeCloseTo(1.27, 2);
    expect(residual).toBeLessThan(1e-5);
  });

  test.each([
    ['of Kuramoto', (x: number) => Math.sqrt(Math.max(0, 1 - 1.2 / x)), 1.2],
    ['of a pitchfork', (x: number) => Math.sqrt(Math.max(0, x - 1.13)), 1.13],
    ['with a floor', (x: number) => Math.sqrt(0.003 + Math.max(0, x - 1.13) * 0.4), 1.13],
    ['rounded', (x: number) => Math.sqrt(0.2 * (x - 1.2 + Math.hypot(x - 1.2, 0.08))), 1.2],
    ['falling', (x: number) => Math.sqrt(Math.max(0, 1.6 - x)), 1.6],
  ] as const)('a square-root onset %s is found', (_name, f, critical) => {
    expect(Math.abs(onsetFit(xs, xs.map(f)).at - critical)).toBeLessThan(0.02);
  });
});

describe('the transition in words', () => {
  test('names the measure, the parameter with its unit, and the interval', () => {
    const found = { kind: 'step', at: 4.6, low: 4.4, high: 4.9, rises: true } as const;
    expect(transitionSentence(found, 'χ', 'g', '', 0.2)).toBe(
      'χ rises from one level to another at g = 4.6 (95 % interval 4.4 to 4.9).',
    );
    expect(transitionSentence({ ...found, kind: 'onset' }, 'R', 'weight', '1/ms', 0.2)).toBe(
      'R sets in at weight = 4.6 1/ms (95 % interval 4.4 to 4.9 1/ms), and grows from there as a square root.',
    );
  });

  test('says whether an order sets in or is lost', () => {
    const found = { kind: 'onset', at: 4.6, low: 4.4, high: 4.9, rises: false } as const;
    expect(transitionSentence(found, 'R', 'g', '', 0.2)).toMatch(/^R is lost at g = 4.6/);
  });

  test('tells a narrow interval apart, and says where the values are too coarse for it', () => {
    const found = { kind: 'step', at: 2.8, low: 2.801, high: 2.803, rises: true } as const;
    const sentence = transitionSentence(found, 'χ', 'g', '', stepAround([1, 2, 2.5, 3], 2.8));
    expect(sentence).toContain('2.801 to 2.803');
    expect(sentence).toContain('0.5 apart');
    expect(transitionSentence({ ...found, low: 2.8, high: 2.8 }, 'χ', 'g', '', 0)).toBe(
      'χ rises from one level to another at g = 2.8.',
    );
  });
});
