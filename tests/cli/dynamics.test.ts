import { describe, expect, test } from 'vitest';
import { analyseDynamics, type DynamicsOptions } from '../../src/cli/dynamics.ts';
import type { DynamicsReport } from '../../src/experiments/dynamics/report.ts';
import { copyOf, networkOf } from '../document/models.ts';
import { captured, driven, fileWith } from './network.ts';

const lines = captured();

async function reported(file: string | undefined, options: Partial<DynamicsOptions>): Promise<DynamicsReport> {
  expect(await analyseDynamics(file, { set: [], vary: [], json: true, ...options })).toBe(0);
  expect(lines.out).toHaveLength(1);
  expect(lines.err).toEqual([]);
  return JSON.parse(lines.out.pop() ?? '');
}

describe('entrain dynamics', () => {
  test('equilibria, their bifurcations and rates of a model of the library as one JSON object', async () => {
    const report = await reported(undefined, {
      model: 'adex',
      setName: 'Regular spiking',
      vary: ['I=0:1000:3'],
      fi: true,
      equilibria: true,
    });
    expect(report).toMatchObject({ model: 'adex', parameter: 'I', unit: 'pA' });
    expect(report.equilibria.map(({ value, stable, type }) => [value, stable, type])).toEqual([
      [0, true, 'node'],
      [0, false, 'saddle'],
      [500, true, 'node'],
      [500, false, 'saddle'],
    ]);
    expect(report.equilibria[2]?.state.v).toBeCloseTo(-55.774, 4);
    expect(report.points.map(({ kind }) => kind)).toEqual(['hopf', 'fold']);
    expect(report.points[0]?.value).toBeCloseTo(627.18, 2);
    expect(report.points[0]).toMatchObject({ criticality: 'subcritical' });
    expect(report.fi.map(({ value }) => value)).toEqual([0, 500, 1000]);
    expect(report.fi[2]?.steadyHz).toBeCloseTo(27.7, 0.9);
    expect(report.excitability).toMatchObject({ class: 'II' });
    expect(report.notes.join('\n')).toMatch(/no equilibrium at 1000 pA/);
  });

  test('values are in the unit of the parameter, whatever the text says', async () => {
    const { unit, equilibria } = await reported(undefined, {
      model: 'morris-lecar',
      set: ['I=6 nA', 'C=2 nF'],
      vary: ['g_Ca=0.44 uS:440.0001:2'],
    });
    expect(unit).toBe('nS');
    expect(equilibria[0]?.value).toBeCloseTo(440, 9);
    // At 60 uA/cm^2.
    expect(equilibria[0]?.state.v).toBeCloseTo(-36.755, 3);
  });

  test('a population of a file, by id or name; what reaches it is left out, and said', async () => {
    for (const of of ['cells', 'Cells']) {
      const { equilibria, notes } = await reported(fileWith(driven), { of, vary: ['I=0:3000:2'] });
      expect(equilibria.map(({ state, beyondThreshold }) => [state.v, beyondThreshold ?? false])).toEqual([
        [0, false],
        [30, true],
      ]);
      expect(notes[0]).toMatch(/"Drive" is left out/);
    }
  });

  test('noise, time, conditions, no threshold and a degenerate linear part are told', async () => {
    const noteOf = async (changes: Parameters<typeof copyOf>[1]): Promise<string> => {
      const model = copyOf('lif', changes);
      const { notes } = await reported(fileWith(networkOf('mine', model)), { vary: ['I=0:100:2'], fi: true });
      return notes.join('\n');
    };
    expect(await noteOf({ equations: 'dv/dt = (E_L - v + R*I)/tau_m + mV*ms**-0.5*xi : mV' })).toMatch(
      /noise, which is left out/,
    );
    expect(await noteOf({ equations: 'dv/dt = (E_L - v + R*I*sin(t/ms))/tau_m : mV' })).toMatch(/depend on the time t/);
    expect(await noteOf({ equations: 'dv/dt = (E_L - v + R*I*int(v > 1*mV))/tau_m : mV' })).toMatch(/have conditions/);
    expect(await noteOf({ equations: 'dv/dt = (E_L + abs(v) - 3*v + R*I)/tau_m : mV', reset: '' })).toMatch(
      /have bends/,
    );
    expect(await noteOf({ equations: 'dv/dt = (E_L - v + R*I)/tau_m : mV', threshold: '' })).toMatch(/never spikes/);
    const degenerate = await reported(undefined, {
      model: 'adex',
      setName: 'Delayed regular bursting',
      vary: ['I=0:10:2'],
    });
    expect(degenerate.equilibria.every(({ value }) => value > 0)).toBe(true);
    expect(degenerate.notes.join('\n')).toMatch(/degenerate at 0 pA/);
  });

  test('cycles and their bifurcations where nothing else is asked for; none of a model with a reset, and why', async () => {
    const { points, cycles, fi, prc, excitability } = await reported(undefined, {
      model: 'morris-lecar',
      setName: 'Homoclinic',
      vary: ['I=3000:4500:2'],
    });
    expect(points.map(({ kind }) => kind)).toEqual(['hopf', 'fold', 'cycle-fold', 'homoclinic']);
    expect(cycles.length).toBeGreaterThan(20);
    for (const { min, max, periodMs } of cycles) {
      expect(max).toBeGreaterThan(min);
      expect(periodMs).toBeGreaterThan(10);
    }
    expect({ fi, prc, excitability }).toEqual({ fi: [], prc: null, excitability: null });
    const { cycles: none, notes } = await reported(undefined, { model: 'qif', vary: ['I=0:500:2'] });
    expect(none).toEqual([]);
    expect(notes.join()).toMatch(/model with a reset are not continued/);
  });

  test('the phase response as it is set, or at the end of the range', async () => {
    const { prc } = await reported(undefined, { model: 'lif', set: ['I=2.5 nA'], vary: ['I=0:3000:2'], prc: true });
    expect(prc?.periodMs).toBeCloseTo(2 + 20 * Math.log(3), 6);
    expect(prc?.phase).toHaveLength(100);
    expect(prc?.cyclesPerMv).toHaveLength(100);
    const end = await reported(undefined, { model: 'lif', vary: ['I=0:3000:2'], prc: true });
    expect(end.prc?.periodMs).toBeCloseTo(2 + 20 * Math.log(2), 6);
    expect(end.notes.join()).toMatch(/that at I = 3000 pA/);
    const silent = await reported(undefined, { model: 'lif', vary: ['I=0:100:2'], prc: true });
    expect(silent.prc).toBe(null);
    expect(silent.notes.join()).toMatch(/does not fire on/);
  });

  test('a run that cannot go on is told', async () => {
    const { notes } = await reported(undefined, {
      model: 'lif',
      set: ['V_reset=25 mV', 't_ref=0 ms'],
      vary: ['I=0:3000:2'],
      fi: true,
    });
    expect(notes.join('\n')).toMatch(/3000 pA was given up: the reset leads beyond the threshold/);
  });

  test.each<[string, Partial<DynamicsOptions>, RegExp]>([
    ['no subject', { vary: ['I=0:1'] }, /Give a network file, or a model/],
    ['an unknown model', { model: 'adx', vary: ['I=0:1'] }, /no neuron model "adx".*Did you mean adex/],
    [
      'an unknown set',
      { model: 'adex', setName: 'Toni', vary: ['I=0:1'] },
      /no parameter set "Toni".*Did you mean Tonic/,
    ],
    ['a model without sets', { model: 'chua', setName: 'x', vary: ['H=0:1'] }, /no parameter set "x"/],
    ['nothing to vary', { model: 'adex' }, /Say what to vary/],
    ['an unknown parameter', { model: 'adex', vary: ['J=0:1'] }, /no parameter "J"/],
    ['two parameters', { model: 'adex', vary: ['I=0:1', 'a=0:1'] }, /give --vary once/],
    ['a wrong unit', { model: 'adex', vary: ['I=0 mV:1'] }, /a voltage.*must be a current/],
    ['out of range', { model: 'adex', vary: ['C=-1:1'] }, /must be more than 0 pF/],
    ['no number', { model: 'adex', vary: ['I=0:NaN'] }, /"NaN" is not a number with a unit/],
    ['no range', { model: 'adex', vary: ['I=1:1'] }, /both ends are 1/],
    ['no end', { model: 'adex', vary: ['I=1'] }, /write it as PARAM=a:b/],
    ['a count of none', { model: 'adex', vary: ['I=0:1:0'] }, /whole number from 2/],
    ['a setting without value', { model: 'adex', set: ['C'], vary: ['I=0:1'] }, /write it as PARAM="VALUE"/],
    ['an unknown setting', { model: 'adex', set: ['Cm=1 pF'], vary: ['I=0:1'] }, /no parameter "Cm"/],
    ['a setting out of range', { model: 'adex', set: ['C=0 pF'], vary: ['I=0:1'] }, /must be more than 0 pF/],
    ['an input that is none', { model: 'adex', set: ['I=NaN pA'], vary: ['a=0:1'] }, /is not a number with a unit/],
  ])('refuses %s with a sentence', async (_, options, sentence) => {
    expect(await analyseDynamics(undefined, { set: [], vary: [], json: true, ...options })).toBe(1);
    expect(lines.out).toEqual([]);
    expect(lines.err.join('\n')).toMatch(sentence);
    expect(lines.err.join('\n')).not.toMatch(/undefined|TypeError|\[object/);
  });

  test('refuses a file without the population, and a file beside a model', async () => {
    expect(await analyseDynamics(fileWith(driven), { of: 'Q', set: [], vary: ['I=0:1'] })).toBe(1);
    expect(await analyseDynamics('none.json', { set: [], vary: ['I=0:1'] })).toBe(1);
    expect(await analyseDynamics('none.json', { model: 'lif', set: [], vary: ['I=0:1'] })).toBe(1);
    expect(lines.err).toEqual([
      'The network has no population "Q". There is cells.',
      'There is no file none.json.',
      'Give a file or --model, not both.',
    ]);
  });
});
