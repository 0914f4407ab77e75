import { produce } from 'immer';
import { describe, expect, test } from 'vitest';
import { marksOf } from '../../src/app/timeline/marks.ts';
import { heldTime, timeAfterKey, timeText } from '../../src/app/timeline/times.ts';
import { addBranch } from '../../src/document/configurations.ts';
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
    const marks = (field: string, value: unknown) =>
      marksOf([{ label: '', document: setField(network, step, field, value) }]).map(({ ms }) => ms);
    expect(marks('onset', '50 ms')).toEqual([50]);
    expect(marks('onset', '0 ms')).toEqual([]);
    expect(marks('enabled', false)).toEqual([]);
    expect(marksOf([])).toEqual([]);
  });

  test('marks where configurations that are shown part from the network', () => {
    const network = setField(readPreset('lif-step'), 'step', 'onset', '0 ms');
    const document = produce({ ...network, variants: [] }, (draft) => void addBranch(draft, '31.25 ms'));
    const run = (label: string) => ({ label, document });
    expect(marksOf([run('A'), run('B')])).toMatchObject([{ ms: 31.25, said: 'B parts from A' }]);
    expect(marksOf([run('A')])).toEqual([]);
  });
});
