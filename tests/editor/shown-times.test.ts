import { beforeEach, describe, expect, test } from 'vitest';
import { validateDocument } from '../../src/document/validate.ts';
import { chooseShownTimes, shownTimesMs } from '../../src/editor/shown-times.ts';
import { useEditor } from '../../src/editor/store.ts';
import { runningText } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';

const run = () => useEditor.getState().base.run;

describe('how much of the time of a run a network wants to be shown', () => {
  beforeEach(() => useEditor.getState().load(readPreset('lif-step')));

  test('is a choice that is saved, undone, and no matter of what runs', () => {
    const before = runningText(useEditor.getState().base);
    expect(shownTimesMs(run())).toBeNull();
    chooseShownTimes('2 s');
    expect(shownTimesMs(run())).toBe(2000);
    expect(runningText(useEditor.getState().base)).toBe(before);
    const { base } = useEditor.getState();
    expect(validateDocument(JSON.parse(JSON.stringify(base))).document?.run.window).toBe('2 s');
    chooseShownTimes('all');
    expect(shownTimesMs(run())).toBe(Number.POSITIVE_INFINITY);
    useEditor.getState().undo();
    expect(run().window).toBe('2 s');
    chooseShownTimes(undefined);
    expect(run()).not.toHaveProperty('window');
  });

  test('is as much as the duration where what is written cannot be read', () => {
    for (const window of ['soon', '0 ms', '-1 s']) expect(shownTimesMs({ ...run(), window })).toBeNull();
  });
});
