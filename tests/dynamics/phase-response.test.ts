import { describe, expect, test } from 'vitest';
import {
  adjointResponse,
  directResponse,
  type FiringCycle,
  firingCycle,
  type PhaseResponse,
} from '../../src/analysis/dynamics/phase-response.ts';
import { ratesAt } from '../../src/analysis/dynamics/system.ts';
import { prepared } from './systems.ts';

function cycleOf(cycle: ReturnType<typeof firingCycle>): FiringCycle {
  if (typeof cycle === 'string') throw new Error(cycle);
  return cycle;
}

function sound(response: PhaseResponse | null): PhaseResponse {
  if (response === null) throw new Error('it has one');
  return response;
}

const extremes = ({ phases, response }: PhaseResponse) => {
  const [max, min] = [Math.max(...response), Math.min(...response)];
  return {
    max,
    min,
    at: phases[response.indexOf(max)] ?? Number.NaN,
    lowAt: phases[response.indexOf(min)] ?? Number.NaN,
  };
};

describe('the adjoint agrees with kicks to 1 % of its maximum', () => {
  test.each([
    ['hodgkin-huxley', undefined, { I: 1000 }],
    ['morris-lecar', 'Class I (saddle-node on a circle)', { I: 4500 }],
    ['wang-buzsaki', undefined, { I: 100 }],
    ['lif', undefined, { I: 2500 }],
    ['lif-conductance', undefined, { I: 300 }],
    ['adex', 'Regular spiking', { I: 1000 }],
    ['adex', 'Tonic', { I: 300 }],
    ['izhikevich', undefined, { I: 10 }],
  ] as const)('%s %s', async (id, set, given) => {
    const { system, having } = await prepared(id, set === undefined ? {} : { set });
    const parameters = having(given);
    const cycle = cycleOf(firingCycle(system, parameters));
    const kicked = directResponse(system, parameters, cycle, { count: 8 });
    const adjoint = sound(adjointResponse(system, parameters, cycle, { count: 80 }));
    const size = Math.max(...adjoint.response.map(Math.abs));
    kicked.response.forEach((value, k) => {
      // A kick at the spike itself is partly before it.
      if (k > 0) expect(Math.abs(value - (adjoint.response[10 * k] ?? Number.NaN)) / size).toBeLessThan(0.01);
    });
  });
});

/** Section 6 of the reference: kicks of 0.5 mV (0.2 of Wang and Buzsáki's), so that 20 % are allowed; ratios of extremes are less exact still. */
describe('against the reference', () => {
  test.each([
    ['wang-buzsaki', undefined, { I: 100 }, 16.75, 0.072, 0.54],
    ['morris-lecar', 'Class I (saddle-node on a circle)', { I: 4500, V_cut: 0 }, 99.19, 0.039, 0.67],
    ['morris-lecar', 'Class II (Hopf)', { I: 10_000, V_cut: 0 }, 85.29, 0.0185, 0.83],
    ['hodgkin-huxley', undefined, { I: 1000 }, 14.636, 0.0334, 0.79],
  ] as const)('%s %s', async (id, set, given, periodMs, max, at) => {
    const { system, having } = await prepared(id, set === undefined ? {} : { set });
    const parameters = having(given);
    const response = sound(adjointResponse(system, parameters, cycleOf(firingCycle(system, parameters))));
    expect(Math.abs(response.periodMs / periodMs - 1)).toBeLessThan(1e-3);
    const found = extremes(response);
    expect(Math.abs(found.max / max - 1)).toBeLessThan(0.2);
    expect(Math.abs(found.at - at)).toBeLessThan(0.05);
    if (id === 'hodgkin-huxley') {
      expect(Math.abs(found.min / -0.0181 - 1)).toBeLessThan(0.2);
      expect(found.lowAt).toBeCloseTo(0.58, 1.5);
    }
  });
});

test.each([
  ['lif', { I: 2500, t_ref: 0 }],
  ['qif', { I: 2500 }],
  ['theta', { I: 0.25 }],
] as const)('of one state it is 1/(T v): %s', async (id, given) => {
  const { system, having } = await prepared(id);
  const parameters = having(given);
  const cycle = cycleOf(firingCycle(system, parameters));
  const { response, phases, periodMs } = sound(adjointResponse(system, parameters, cycle));
  for (const [k, phase] of phases.entries()) {
    const time = phase * periodMs;
    const state = time === 0 ? cycle.start : cycle.pieces.find(({ end }) => time <= end)?.at(time);
    const speed = ratesAt(system, state ?? [], parameters)[0] ?? Number.NaN;
    expect(Math.abs((response[k] ?? Number.NaN) * periodMs * speed - 1)).toBeLessThan(0.005);
  }
});

test('who is silent, and who bursts, has none', async () => {
  const { system, having } = await prepared('hodgkin-huxley');
  expect(firingCycle(system, having({ I: 0 }))).toBe('silent');
  const bursting = await prepared('izhikevich', { set: 'Chattering (CH)' });
  expect(firingCycle(bursting.system, bursting.having({ I: 10 }), { durationMs: 2000 })).toBe('irregular');
});
