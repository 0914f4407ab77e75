import { describe, expect, it, test } from 'vitest';
import { izhikevich } from '../../../src/library/neurons/izhikevich.ts';
import { protocolOf, run, setOf } from './run.ts';

/**
 * Number of spikes, and the first of them in ms, from the published program of the figure (Euler, v and then u with the new v, reset
 * where v > 30). A spike's time is that of the step's start, as there.
 */
const PATTERNS: readonly (readonly [name: string, count: number, first: readonly number[]])[] = [
  ['A Tonic spiking', 5, [13, 17, 31.5, 59.25, 86.75]],
  ['B Phasic spiking', 1, [43.75]],
  ['C Tonic bursting', 28, []],
  ['D Phasic bursting', 6, [39.0]],
  ['E Mixed mode', 6, [20, 22.75, 27.25, 67]],
  ['F Spike frequency adaptation', 6, []],
  ['G Class 1 excitable', 10, [84.5]],
  ['H Class 2 excitable', 14, [105.75]],
  ['I Spike latency', 1, [26.6]],
  ['J Subthreshold oscillation', 1, [26.5]],
  ['K Resonator', 1, [338]],
  ['L Integrator', 1, [20]],
  ['M Rebound spike', 1, [68]],
  ['N Rebound burst', 7, [68]],
  ['O Threshold variability', 1, [93.25]],
  ['P Bistability', 5, [45.25]],
  ['Q Depolarising after-potential', 1, [11.3]],
  ['R Accommodation', 1, [311.5]],
  ['S Inhibition-induced spiking', 3, [94.5, 166, 236]],
  ['T Inhibition-induced bursting', 12, [86.5]],
];
/** The last spike where the figure's program gives it. */
const LAST = new Map([
  ['D Phasic bursting', 67.2],
  ['N Rebound burst', 92.2],
  ['P Bistability', 208],
  ['T Inhibition-induced bursting', 204],
]);

describe('the twenty patterns of 2004', () => {
  it('are all in the menu', () => {
    const offered = izhikevich.sets.filter(({ protocol }) => protocol !== undefined).map(({ name }) => name);
    expect(offered).toEqual(PATTERNS.map(([name]) => name));
  });

  test.each(PATTERNS)('%s: %d spikes', async (name, count, first) => {
    const { spikesMs } = await run(protocolOf('izhikevich', setOf('izhikevich', name)));
    expect(spikesMs.length).toBe(count);
    first.forEach((time, k) => {
      expect(spikesMs[k]).toBeCloseTo(time, 6);
    });
    const last = LAST.get(name);
    if (last !== undefined) expect(spikesMs.at(-1)).toBeCloseTo(last, 6);
  });

  it('J rings after its spike: it crosses its rest of -62.5 mV again and again, and does not fire', async () => {
    const { traces } = await run(protocolOf('izhikevich', setOf('izhikevich', 'J Subthreshold oscillation')));
    const after = (traces.v ?? new Float64Array()).slice(30 / 0.25);
    const crossings = after.filter((v, k) => k > 0 && v > -62.5 !== (after[k - 1] ?? 0) > -62.5).length;
    // Without oscillation there would be one crossing at most.
    expect(crossings).toBeGreaterThanOrEqual(4);
  });
});

describe('the cell types of 2003', () => {
  it('without the additions, the equations are those of the paper', async () => {
    const { traces } = await run({ model: 'izhikevich', integrator: 'euler', durationMs: 1, dtMs: 0.5 });
    // v' = .04 * 65^2 - 5 * 65 + 140 + 13 = -3; u' = .02 (-13 + 13) = 0.
    expect(traces.v?.[1]).toBeCloseTo(-65 - 0.5 * 3, 12);
    expect(traces.u?.[1]).toBe(-13);
  });
});
