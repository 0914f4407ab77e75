import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { Integrator, Problem } from '../../src/contract/index.ts';
import { emptyNetwork, type NetworkDocument } from '../../src/document/schema.ts';
import { neurons } from '../../src/library/neurons/index.ts';
import { copyOf } from '../document/models.ts';

/** A neuron of its defaults. */
function alone(model: string, dt: string, integrator: 'default' | Integrator = 'default'): NetworkDocument {
  return {
    ...emptyNetwork(),
    run: { duration: '500 ms', dt, seed: 1, from: '0 ms' },
    nodes: [
      {
        kind: 'population',
        id: 'p',
        name: 'P',
        position: { x: 0, y: 0 },
        model,
        size: 1,
        parameters: {},
        initial: {},
        integrator,
      },
    ],
  };
}

const ofStep = (document: NetworkDocument): readonly Problem[] =>
  compile(document).problems.filter(({ code }) => code === 'time-step');

describe('a step too coarse for the fastest time constant', () => {
  // In 1 s at the currents named, spikes at this step and at a fiftieth: 0 and 137 (1 nA), 400 and 527 (3 nA), 28 and 67
  // (1 nA); Wang and Buzsaki's cell comes to no finite number.
  it.each([
    ['hodgkin-huxley', '10 ms', /10 ms is 42 times its fastest time constant, 0\.24 ms \(m\)/],
    ['hodgkin-huxley', '2 ms', /2 ms is 8\.4 times/],
    ['hodgkin-huxley', '0.5 ms', /0\.5 ms is 2\.1 times/],
    ['traub-miles', '1 ms', /\(m\)/],
    ['connor-stevens', '1 ms', /\(m\)/],
    ['wang-buzsaki', '1 ms', /\(v\)/],
    ['reduced-traub-miles', '1 ms', /\((v|h|n)\)/],
    ['fitzhugh-nagumo', '2 ms', /\(v\)/],
    ['hindmarsh-rose', '0.2 ms', /\(v\)/],
  ])('is said of %s at %s', (model, dt, sentence) => {
    expect(ofStep(alone(model, dt))).toMatchObject([
      { node: 'p', severity: 'warning', message: expect.stringMatching(sentence) },
    ]);
  });

  it('says what to take instead, and is silent there', () => {
    for (const { id } of neurons) {
      const [found] = ofStep(alone(id, '10 ms'));
      if (found === undefined) continue;
      expect(found.mend).toMatchObject({ field: 'dt' });
      expect(ofStep(alone(id, String(found.mend?.value)))).toEqual([]);
    }
  });

  // Both come within 2 % of the rate at a fiftieth of the step.
  it.each([
    ['hodgkin-huxley', '0.1 ms'],
    ['traub-miles', '0.1 ms'],
    ['wang-buzsaki', '0.1 ms'],
    ['reduced-traub-miles', '0.1 ms'],
    ['adex', '0.5 ms'],
    ['hindmarsh-rose', '0.1 ms'],
    ['fitzhugh-nagumo', '0.5 ms'],
  ])('is not said of %s at %s', (model, dt) => {
    expect(ofStep(alone(model, dt))).toEqual([]);
  });

  it('is not said of any model of the library at 0.05 ms', () => {
    expect(neurons.flatMap(({ id }) => (ofStep(alone(id, '0.05 ms')).length > 0 ? [id] : []))).toEqual([]);
  });

  it('is said of the method under which the spikes of a model fall too fast', () => {
    expect(ofStep(alone('reduced-traub-miles', '0.05 ms', 'rk4'))).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('(v)') },
    ]);
  });

  it('is said earlier of the first-order method, which lowers rates', () => {
    // Hodgkin and Huxley's cell at 1 nA: 124 spikes for 137 at 0.2 ms; 134 at 0.05 ms.
    expect(ofStep(alone('hodgkin-huxley', '0.2 ms', 'exponential_euler'))).toHaveLength(1);
    expect(ofStep(alone('hodgkin-huxley', '0.05 ms', 'exponential_euler'))).toEqual([]);
  });

  // AdEx at 0.7 nA: 5 spikes a second for 17 at 0.5 ms, 17 at 0.2 ms; Izhikevich at 20 pA: 81 for 89 at 1 ms, 88 at 0.5 ms.
  it.each([
    ['adex', '0.5 ms', 'rk4', 'w', '0.2 ms'],
    ['adex', '2 ms', 'rk4', 'w', '0.2 ms'],
    ['izhikevich', '1 ms', 'rk4', 'u', '0.5 ms'],
  ] as const)(
    'is said of %s at %s, whose upstroke throws its second state off',
    (model, dt, integrator, state, instead) => {
      expect(ofStep(alone(model, dt, integrator))).toMatchObject([
        {
          message: expect.stringMatching(new RegExp(`throws ${state} off.*or the integrator "rk4_below_threshold"`)),
          mend: { field: 'dt', value: instead },
        },
      ]);
      expect(ofStep(alone(model, instead, integrator))).toEqual([]);
    },
  );

  it('is not said of the default, whose stages stay below the threshold', () => {
    for (const model of ['adex', 'izhikevich']) expect(ofStep(alone(model, '1 ms'))).toEqual([]);
  });

  it('is not said of methods that take each state as it is at the start', () => {
    for (const model of ['adex', 'izhikevich']) {
      expect(ofStep(alone(model, '1 ms', 'euler'))).toEqual([]);
      expect(ofStep(alone(model, '1 ms', 'sequential_euler'))).toEqual([]);
    }
  });

  it('is an error where the method cannot stay finite', () => {
    expect(ofStep(alone('hodgkin-huxley', '1 ms', 'euler'))).toMatchObject([{ severity: 'error' }]);
    expect(compile(alone('hodgkin-huxley', '1 ms', 'euler')).config).toBeNull();
  });

  it('is not said of equations that are solved exactly, however fast', () => {
    const quick = alone('lif', '1 ms');
    for (const node of quick.nodes) if (node.kind === 'population') node.parameters = { tau_m: '0.3 ms' };
    expect(ofStep(quick)).toEqual([]);
  });

  it('is found in an own model by its equations, whatever its parameters are called', () => {
    const equations = ['dv/dt = (E_L - v)/tau_m + R*I*s/tau_m : mV', 'ds/dt = (1/(1 + exp(-v/mV)) - s)/swift : 1'].join(
      '\n',
    );
    const own = copyOf('lif', { equations });
    const swift = { name: 'swift', symbol: 's', unit: 'ms', meaning: 'how fast it is', default: '0.1 ms' };
    const model = {
      ...own,
      parameters: [...own.parameters, swift],
      initial: { ...own.initial, s: '0' },
    };
    const network = { ...alone('mine', '1 ms'), models: { mine: model } };
    expect(ofStep(network)).toMatchObject([
      { message: expect.stringContaining('1 ms is 10 times its fastest time constant, 0.1 ms (s)') },
    ]);
  });
});
