import { expect, test } from 'vitest';
import { run, trajectoryOf } from '../../src/analysis/dynamics/trajectory.ts';
import { prepared } from './systems.ts';

test('LIF: spike times, resets and refractory periods in closed form', async () => {
  const { system, having } = await prepared('lif');
  const { spikes, times, states, stopped } = trajectoryOf(system, [0], having({ I: 2500 }), 100, { everyMs: 0.5 });
  const first = 20 * Math.log(25 / 5);
  const interval = 2 + 20 * Math.log(15 / 5);
  expect(stopped).toBe(null);
  expect(spikes).toHaveLength(3);
  spikes.forEach((time, k) => void expect(time).toBeCloseTo(first + k * interval, 6));
  expect(times.at(-1)).toBe(100);
  for (const [k, time] of times.entries()) {
    const last = spikes.findLast((spike) => spike <= time);
    const since = last === undefined ? time : Math.max(0, time - last - 2);
    const expected = 25 - (last === undefined ? 25 : 15) * Math.exp(-since / 20);
    // At the spike itself there are two samples, before and after its reset.
    if (!spikes.includes(time)) expect(states[k]?.[0]).toBeCloseTo(expected, 6);
  }
  for (const spike of spikes) {
    const at = times.indexOf(spike);
    expect(states[at]?.[0]).toBeCloseTo(20, 7);
    expect(states[at + 1]?.[0]).toBe(10);
  }
});

test('what has no reset is counted once a crossing', async () => {
  const { system, having } = await prepared('hodgkin-huxley');
  const { spikes } = trajectoryOf(system, system.initial, having({ I: 1000 }), 200);
  const intervals = spikes.slice(1).map((time, k) => time - (spikes[k] ?? 0));
  expect(Math.min(...intervals)).toBeGreaterThan(14);
});

test('states between steps are as exact as the steps', async () => {
  const { system, having } = await prepared('fitzhugh-nagumo');
  const parameters = having({ I: 0.5 });
  const coarse = trajectoryOf(system, system.initial, parameters, 50, { everyMs: 0.1 });
  for (const event of run(system, system.initial, parameters, 50, { tolerance: 1e-12 })) {
    if (event.kind !== 'flow') continue;
    const at = coarse.times.findIndex((time) => time >= event.start && time <= event.end);
    if (at < 0) continue;
    event.at(coarse.times[at] ?? 0).forEach((value, k) => void expect(coarse.states[at]?.[k]).toBeCloseTo(value, 6));
  }
});

test('states that run off end a run, and are said', async () => {
  const { system, having } = await prepared('qif');
  expect(trajectoryOf(system, system.initial, having({ I: 5000, V_peak: 1e15 }), 1000).stopped).toBe('diverging');
});
