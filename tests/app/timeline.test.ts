import { describe, expect, test } from 'vitest';
import { onsetsOf } from '../../src/app/timeline/onsets.ts';
import { heldTime, timeAfterKey, timeText } from '../../src/app/timeline/times.ts';
import { setField } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';

const extent = { fromMs: 0, nowMs: 1000, dtMs: 0.05 };
const marks = [250, 500, 750];
const press = (key: string, atMs: number, shiftKey = false) => timeAfterKey({ key, shiftKey }, atMs, marks, extent);

describe('the timeline', () => {
  test('tells times with the digits that steps have, long ones in seconds', () => {
    expect(timeText(312.4, 0.1)).toBe('312.4 ms');
    expect(timeText(1000, 0.05)).toBe('1,000 ms');
    expect(timeText(12_312.45, 0.05)).toBe('12.31245 s');
    expect(timeText(60_000, 0.1)).toBe('60 s');
  });

  test('stands at steps, within what is held; the end is the present', () => {
    expect(heldTime(312.43, extent)).toBe(312.45);
    expect(heldTime(-5, extent)).toBe(0);
    expect(heldTime(1000, extent)).toBeNull();
    expect(heldTime(999.99, extent)).toBeNull();
    expect(heldTime(3, { ...extent, fromMs: 40.02 })).toBe(40.05);
    expect(heldTime(0, { ...extent, nowMs: 0 })).toBeNull();
  });

  test('is moved by keys: a millisecond, ten of them, to the next state, to the ends', () => {
    expect(press('ArrowLeft', 312.4)).toBe(311.4);
    expect(press('ArrowRight', 312.4, true)).toBe(322.4);
    expect(press('ArrowRight', 999.5)).toBeNull();
    expect(press('ArrowLeft', 0.5)).toBe(0);
    expect(press('PageDown', 500)).toBe(250);
    expect(press('PageDown', 100)).toBe(0);
    expect(press('PageUp', 500)).toBe(750);
    expect(press('PageUp', 800)).toBeNull();
    expect(press('Home', 500)).toBe(0);
    expect(press('End', 500)).toBeNull();
    expect(press('Escape', 500)).toBeNull();
    expect(press('a', 500)).toBeUndefined();
    expect(timeAfterKey({ key: 'ArrowLeft', shiftKey: false }, 5, [], { ...extent, nowMs: 10 })).toBe(4.95);
  });

  test('marks when stimuli set in, but for those that are off or on from the start', () => {
    const network = readPreset('lif-step');
    const step = network.nodes.find(({ kind }) => kind === 'stimulus')?.id ?? '';
    expect(onsetsOf(setField(network, step, 'onset', '50 ms')).map(({ ms }) => ms)).toEqual([50]);
    expect(onsetsOf(setField(network, step, 'onset', '0 ms'))).toEqual([]);
    expect(onsetsOf(setField(network, step, 'enabled', false))).toEqual([]);
  });
});
