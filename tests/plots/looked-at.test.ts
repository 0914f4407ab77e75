import { describe, expect, test } from 'vitest';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { shiftTo } from '../../src/plots/looked-at.ts';
import type { Plot } from '../../src/plots/marks/plot.ts';
import { setField } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';
import { drawn, observe } from './observed.ts';

/** What the probes of a kind draw of a run, at a time of it or at its end. */
async function plotsOf(network: NetworkDocument, kind: string, atMs: number | null): Promise<readonly Plot[]> {
  const run = await observe(network);
  const probe = network.nodes.find((node) => node.kind === 'probe' && node.probe === kind);
  if (probe?.kind !== 'probe') throw new Error(`the preset has no ${kind}`);
  const drawing = await drawn(run, probe, atMs);
  if ('empty' in drawing) throw new Error(drawing.empty);
  return drawing.plots.map(({ plot }) => plot);
}

/** Points that stand for neurons. */
const pointsOf = (plots: readonly Plot[]) =>
  plots.flatMap(({ marks }) => marks.flatMap((mark) => (mark.kind === 'points' ? [[...mark.x], [...mark.y]] : [])));

/** Values that are shown by colours. */
const valuesOf = (plots: readonly Plot[]) =>
  plots.flatMap(({ marks }) =>
    marks.flatMap((mark) =>
      (mark.kind === 'image' || mark.kind === 'points') && typeof mark.colour !== 'string'
        ? [...(mark.colour.values as number[])]
        : [],
    ),
  );

describe('a probe of a moment shows a time of the past as a run that ended there', () => {
  const lasting = (preset: string, duration: string) =>
    setField(setField(readPreset(preset), null, 'from', '0 ms'), null, 'duration', duration);

  test('phase circle', async () => {
    const now = pointsOf(await plotsOf(lasting('stimulus-and-synchrony-lif', '300 ms'), 'phase-circle', null));
    expect(Math.max(...now.map(({ length }) => length))).toBeGreaterThan(10);
    expect(pointsOf(await plotsOf(lasting('stimulus-and-synchrony-lif', '500 ms'), 'phase-circle', 300))).toEqual(now);
    expect(pointsOf(await plotsOf(lasting('stimulus-and-synchrony-lif', '500 ms'), 'phase-circle', null))).not.toEqual(
      now,
    );
  });

  test('map', async () => {
    const now = valuesOf(await plotsOf(lasting('travelling-wave-2d', '60 ms'), 'map', null));
    expect(Math.max(...now)).toBeGreaterThan(0);
    expect(valuesOf(await plotsOf(lasting('travelling-wave-2d', '90 ms'), 'map', 60))).toEqual(now);
  });

  test('weights', async () => {
    const bars = (plots: readonly Plot[]) =>
      plots.flatMap(({ marks }) =>
        marks.flatMap((mark) => (mark.kind === 'bars' ? [...Array.from(mark.heights)] : [])),
      );
    const now = bars(await plotsOf(lasting('stdp-bimodal', '2 s'), 'weights', null));
    expect(now.reduce((sum, height) => sum + height, 0)).toBeCloseTo(100, 6);
    // A run that has ended has not taken the sample of its last moment.
    expect(bars(await plotsOf(lasting('stdp-bimodal', '4 s'), 'weights', 1999.9))).toEqual(now);
    expect(bars(await plotsOf(lasting('stdp-bimodal', '4 s'), 'weights', null))).not.toEqual(now);
  });

  test('phase plane: the disc stands where the neuron was', async () => {
    const [x = [], y = []] = pointsOf(await plotsOf(lasting('adex-bursting', '300 ms'), 'phase-plane', 120));
    const [now = []] = pointsOf(await plotsOf(lasting('adex-bursting', '120 ms'), 'phase-plane', null));
    expect([x.length, y.length]).toEqual([1, 1]);
    expect(x[0]).not.toBe(pointsOf(await plotsOf(lasting('adex-bursting', '300 ms'), 'phase-plane', null))[0]?.[0]);
    // The last sample of a run is one before its end.
    expect(Math.abs((x[0] ?? Number.NaN) - (now[0] ?? Number.NaN))).toBeLessThan(2);
  });
});

test('a window moves by whole lengths to the time that is looked at, and no further back than the start', () => {
  expect(shiftTo([900, 1000], null)).toBe(0);
  expect(shiftTo([900, 1000], 950)).toBe(0);
  expect(shiftTo([900, 1000], 312)).toBe(-600);
  expect(shiftTo([950, 1000], 0)).toBe(-950);
  expect(shiftTo([970, 1030], 5)).toBe(-970);
  expect(shiftTo([0, 100], 250)).toBe(200);
});
