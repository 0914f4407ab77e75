import { freeze } from 'immer';
import { describe, expect, test } from 'vitest';
import { compile, positionsOfNode } from '../../src/compile/index.ts';
import { activityAt } from '../../src/plots/activity.ts';
import { projectionsOf } from '../../src/plots/connectivity-source.ts';
import { runningText, setField } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';
import { drawn, observe } from './observed.ts';

/** Spikes of neurons 0, 1, 1 and 2 at 1, 9, 10 and 12 ms. */
const spikes = { steps: Int32Array.of(10, 90, 100, 120), elements: Int32Array.of(0, 1, 1, 2) };

describe('activity at a time', () => {
  test('counts the spikes of the window that ends there', () => {
    expect([...activityAt(spikes, 3, 0.1, 12, 10, 'rate')]).toEqual([0, 200, 0]);
    expect([...activityAt(spikes, 3, 0.1, 12.1, 10, 'rate')]).toEqual([0, 200, 100]);
    expect([...activityAt(spikes, 3, 0.1, 11, 10, 'rate')]).toEqual([100, 200, 0]);
  });

  test('over a window that begins before the run, of what there was', () => {
    expect([...activityAt(spikes, 3, 0.1, 5, 10, 'rate')]).toEqual([200, 0, 0]);
    expect([...activityAt(spikes, 3, 0.1, 0, 10, 'rate')]).toEqual([0, 0, 0]);
  });

  test('or fades with a time constant', () => {
    const [zero = 0, one = 0] = activityAt(spikes, 3, 0.1, 11, 5, 'fading');
    expect(zero).toBeCloseTo(200 * Math.exp(-2), 9);
    expect(one).toBeCloseTo(200 * (Math.exp(-0.4) + Math.exp(-0.2)), 9);
  });
});

describe('a map of a variable', () => {
  const withOptions = (options: Record<string, string | number>) =>
    setField(readPreset('travelling-wave-2d'), 'map', 'options', options);
  const tracesOf = (options: Record<string, string | number>) => {
    const { config, map } = compile(withOptions(options));
    const traces = map?.probes.map?.traces ?? [];
    return traces.map(({ variable, recorder }) => ({ variable, recorder: config?.recorders[recorder] }));
  };

  test('records it of every neuron each millisecond, and one of spikes records nothing', () => {
    const [trace] = tracesOf({ show: 'variable', variable: 'v' });
    expect(trace?.variable).toBe('v');
    expect(trace?.recorder).toMatchObject({ kind: 'trace', of: 'state', everySteps: 10 });
    expect(trace?.recorder?.kind === 'trace' && trace.recorder.elements.length).toBe(2500);
    expect(tracesOf({ show: 'rate', variable: 'v' })).toEqual([]);
  });

  test('asks for another run when the variable changes, and not when the window does', () => {
    const key = (options: Record<string, string | number>) => runningText(withOptions(options));
    expect(key({ show: 'rate', windowMs: 5 })).toBe(key({ show: 'fading spikes', windowMs: 9 }));
    expect(key({ show: 'variable', variable: 'v', windowMs: 5 })).toBe(key({ show: 'variable', variable: 'v' }));
    expect(key({ show: 'variable', variable: 'v' })).not.toBe(key({ show: 'rate' }));
  });
});

test('colours stand for what the run has recorded, and not for the moment that is drawn', async () => {
  const document = readPreset('travelling-wave-2d');
  const run = await observe(document);
  const probe = document.nodes.find(({ id }) => id === 'map');
  if (probe?.kind !== 'probe') throw new Error('the preset has a map');
  const scaleOf = async (options: Record<string, string | number>) => {
    const drawing = await drawn(run, { ...probe, options });
    if ('empty' in drawing) throw new Error(drawing.empty);
    const [{ plot } = {}] = drawing.plots;
    return { scale: plot?.colours, peak: plot?.data?.peak ?? 0 };
  };
  // At the end the wave has gone; a neuron that has just spiked has 1/(4 ms), since it spikes at most once in 20 ms.
  const { scale, peak } = await scaleOf({ show: 'fading spikes', windowMs: 4, maximumHz: 0 });
  expect(peak).toBeLessThan(100);
  expect(scale).toEqual([0, 250]);
  expect((await scaleOf({ show: 'rate', windowMs: 10, maximumHz: 0 })).scale).toEqual([0, 100]);
  expect((await scaleOf({ show: 'rate', windowMs: 10, maximumHz: 40 })).scale).toEqual([0, 40]);
});

test('a connectivity probe offers the projections of what it taps, those that come in first', () => {
  expect(projectionsOf(readPreset('mexican-hat-2d'), 'connectivity').map(({ label }) => label)).toEqual([
    'Background → E',
    'E → E',
    'I → E',
    'E → I',
  ]);
});

test('positions are made once for a document that is frozen, and for each size', () => {
  const open = readPreset('travelling-wave-2d');
  const frozen = freeze(readPreset('travelling-wave-2d'), true);
  const positions = positionsOfNode(frozen, 'E', 2500);
  expect(positions).toHaveLength(5000);
  expect(positionsOfNode(frozen, 'E', 2500)).toBe(positions);
  expect(positionsOfNode(frozen, 'E', 100)).toHaveLength(200);
  expect(positionsOfNode(open, 'E', 2500)).toEqual(positions);
  expect(positionsOfNode(open, 'E', 2500)).not.toBe(positionsOfNode(open, 'E', 2500));
  expect(positionsOfNode(frozen, 'none', 100)).toBeNull();
});
