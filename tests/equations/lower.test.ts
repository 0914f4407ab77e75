import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Integrator } from '../../src/contract/index.ts';
import { evaluateProgram, type LowerInput } from '../../src/equations/index.ts';
import { lower, lowered, type Model, simulate } from './simulate.ts';

const LIF = 'dv/dt = (E_L - v + R*I)/tau_m : volt (unless refractory)';
const LIF_PARAMETERS = { E_L: 'mV', R: 'MOhm', tau_m: 'ms' };
const CUBA = 'dv/dt = (ge - (v - El))/taum : volt (unless refractory)\ndge/dt = -ge/taue : volt';

describe('faults', () => {
  test.each<[string, Model, string]>([
    [
      'two units in a sum',
      { text: 'dv/dt = (v - tau)/tau : mV', parameters: { tau: 'ms' } },
      'In "dv/dt = (v - tau)/tau : mV": "-" needs one unit on both sides, but "v" is a voltage (mV) and "tau" is a time (ms).',
    ],
    [
      'a derivative of the wrong unit',
      { text: 'dv/dt = v : mV' },
      '"v" is mV, but the right-hand side of dv/dt must be mV/ms, because v is in mV.',
    ],
    [
      'an exponential of a voltage',
      { text: 'x = exp(v) : 1\ndv/dt = 0*mV/ms : mV' },
      '"exp" needs a pure number, but "v" is a voltage (mV).',
    ],
    [
      'an unknown name',
      { text: 'dv/dt = (e_l - v)/ms : mV', parameters: { E_L: 'mV' } },
      '"e_l" is not a state, parameter, input or unit; did you mean "E_L".',
    ],
    ['an unknown function', { text: 'dv/dt = foo(v)/ms : mV' }, '"foo" is not a function of the model language.'],
    [
      'a declaration that nobody fills',
      { text: 'dv/dt = I/ms : mV\nI : mV' },
      '"I" is declared by "I : mV", but is neither a parameter nor an input here.',
    ],
    ['a circular definition', { text: 'x = y : 1\ny = x : 1' }, '"x" in "x = y : 1" is defined by itself.'],
    [
      'a reset of a parameter',
      { text: LIF, parameters: LIF_PARAMETERS, inputs: { I: 'pA' }, reset: 'R = 3*MOhm' },
      '"R = 3*MOhm" sets "R", which is not a state variable.',
    ],
    [
      'a threshold with two units',
      { text: LIF, parameters: LIF_PARAMETERS, inputs: { I: 'pA' }, threshold: 'v > 3' },
      'In "v > 3": ">" needs one unit on both sides',
    ],
    [
      'the exact method on a curve',
      { text: 'dv/dt = v**2/mV/ms : mV', integrator: 'exact' },
      'The integrator "exact (terms of time to order 4)" (exact) needs linear equations, and dv/dt is not linear in v',
    ],
    [
      'the exact method on a condition on another state',
      {
        text: 'dv/dt = -v/(20*ms) : mV\ndCa/dt = -Ca/(80*ms) + 0.1*(v > -55*mV)/ms : 1',
        integrator: 'exact',
      },
      'The integrator "exact (terms of time to order 4)" (exact) needs linear equations, and dCa/dt is not linear in v with fixed coefficients.',
    ],
    [
      'the exact method on a product of states',
      { text: 'dv/dt = -v*w/ms : 1\ndw/dt = -w/ms : 1', integrator: 'exact' },
      'needs linear equations, and dv/dt is not linear in v with fixed coefficients.',
    ],
    [
      'the exact method on a remainder',
      { text: 'dv/dt = (1 - v % 2)/ms : 1', integrator: 'exact' },
      'needs linear equations, and dv/dt is not linear in v with fixed coefficients.',
    ],
    [
      'the exact method on a coefficient that changes with time',
      { text: 'dv/dt = -v*t/ms**2 : 1', integrator: 'exact' },
      'needs linear equations, and dv/dt is not linear in v with fixed coefficients.',
    ],
    [
      'exponential Euler on the absolute value of the own state',
      { text: 'dv/dt = (1 - abs(v))/ms : 1', integrator: 'exponential_euler' },
      'The integrator "exponential Euler" (exponential_euler) needs dv/dt to be linear in v, and it is not.',
    ],
    ['a reserved name', { text: 'dt = 3 : 1' }, '"dt" in "dt = 3 : 1" is reserved'],
  ])('%s', (_, model, sentence) => {
    const result = lower(model);
    expect(result.ok ? '' : result.faults.map(({ message }) => message).join('\n')).toContain(sentence);
  });

  it('point at the part of the line', () => {
    const text = 'dv/dt = (v - tau)/tau : mV';
    const result = lower({ text, parameters: { tau: 'ms' } });
    const [fault] = result.ok ? [] : result.faults;
    expect(text.slice(fault?.from, fault?.to)).toBe('v - tau');
  });
});

describe('the default integrator', () => {
  test.each<[string, Model, Integrator]>([
    ['exact for the leaky integrator', { text: LIF, parameters: LIF_PARAMETERS, inputs: { I: 'pA' } }, 'exact'],
    [
      "Strang's composition for conductances",
      { text: 'dv/dt = (g*(E - v))/C : mV\ndg/dt = -g/tau : nS', parameters: { E: 'mV', C: 'pF', tau: 'ms' } },
      'strang',
    ],
    ['RK4 for a quadratic', { text: 'dv/dt = v**2/ms : 1' }, 'rk4'],
    [
      'exact for linear noise',
      { text: 'dv/dt = -v/tau + s*xi/tau**0.5 : mV', parameters: { tau: 'ms', s: 'mV' } },
      'exact',
    ],
    [
      'Heun for noise in a curve',
      { text: 'dv/dt = v**2/ms + s*xi : 1', parameters: { s: 'ms**-0.5' } },
      'stochastic_heun',
    ],
    ['Heun for multiplicative noise', { text: 'dv/dt = s*v*xi : 1', parameters: { s: 'ms**-0.5' } }, 'stochastic_heun'],
  ])('is %s', (_, model, integrator) => {
    expect(lowered(model).integrator).toBe(integrator);
  });
});

describe('convergence', () => {
  // v' = -v^2 + t, w' = v - w/2 against itself at a 64 times finer step of RK4.
  const text = 'dv/dt = (t/ms - v**2)/ms : 1\ndw/dt = (v - w/2)/ms : 1';
  const at = (integrator: Integrator, steps: number) =>
    simulate(lowered({ text, integrator, dtMs: 2 / steps }), [1, 0], [], 2 / steps, steps);
  const reference = at('rk4', 4096);
  test.each<[Integrator, number]>([
    ['euler', 1],
    ['sequential_euler', 1],
    ['rk2', 2],
    ['rk4', 4],
    ['exponential_midpoint', 2],
  ])('%s has order %d', (integrator, order) => {
    const error = (steps: number) =>
      Math.max(...at(integrator, steps).map((x, k) => Math.abs(x - (reference[k] ?? 0))));
    expect(Math.abs(Math.log2(error(32) / error(64)) - order)).toBeLessThan(0.25);
  });

  it('exponential Euler has order 1, and is exact where equations do not meet', () => {
    const coupled = 'dv/dt = (w - v)/ms : 1\ndw/dt = (1 - v*w)/ms : 1';
    const run = (integrator: Integrator, steps: number) =>
      simulate(lowered({ text: coupled, integrator, dtMs: 2 / steps }), [1, 0], [], 2 / steps, steps);
    const fine = run('rk4', 4096);
    const error = (steps: number) =>
      Math.max(...run('exponential_euler', steps).map((x, k) => Math.abs(x - (fine[k] ?? 0))));
    expect(Math.abs(Math.log2(error(64) / error(128)) - 1)).toBeLessThan(0.25);
    const alone = {
      text: 'dv/dt = -v/tau : 1',
      parameters: { tau: 'ms' },
      integrator: 'exponential_euler',
      dtMs: 5,
    } as const;
    expect(simulate(lowered(alone), [1], [3], 5, 1)[0]).toBeCloseTo(Math.exp(-5 / 3), 14);
  });
});

describe('sequential Euler', () => {
  const text = 'dv/dt = (w - v)/ms : 1 (unless refractory)\ndw/dt = (v + t/ms)/ms : 1';
  const group = lowered({ text, integrator: 'sequential_euler', dtMs: 0.5 });

  it('advances the second state from the new value of the first', () => {
    // v = 2 + .5 (4 - 2) = 3; w = 4 + .5 * 3 = 5.5, where the old v would give 5.
    expect(simulate(group, [2, 4], [], 0.5, 1)).toEqual([3, 5.5]);
  });

  it('advances it from the held value during the refractory period', () => {
    expect(simulate(group, [2, 4], [], 0.5, 1, false)).toEqual([2, 5]);
  });
});

describe('the exact method', () => {
  it('meets the closed form of the leaky integrator in one long step', () => {
    const group = lowered({ text: LIF, parameters: { ...LIF_PARAMETERS, I: 'pA' }, dtMs: 30 });
    const [v] = simulate(group, [-70], [-65, 0.01, 20, 2500], 30, 1);
    expect(v).toBeCloseTo(-40 + (-70 + 40) * Math.exp(-30 / 20), 12);
  });

  it('gives no slot to entries that are zero by structure', () => {
    const group = lowered({ text: CUBA, parameters: { El: 'mV', taum: 'ms', taue: 'ms' } });
    expect(group.parameters.map(({ name }) => name).slice(3)).toEqual(['P_v_v', 'Phi_v_v', 'P_v_ge', 'P_ge_ge']);
  });

  it('holds a clamped state while the others go on', () => {
    const group = lowered({ text: CUBA, parameters: { El: 'mV', taum: 'ms', taue: 'ms' }, dtMs: 2 });
    const [v, ge] = simulate(group, [-55, 3], [-60, 20, 5], 2, 1, false);
    expect(v).toBe(-55);
    expect(ge).toBeCloseTo(3 * Math.exp(-2 / 5), 13);
  });

  it('moves a state that a clamped one drives as if the clamped one stood still', () => {
    const text = 'dv/dt = -v/tau : 1 (unless refractory)\ndw/dt = (v - w)/tau : 1';
    const group = lowered({ text, parameters: { tau: 'ms' }, dtMs: 2 });
    const [v, w] = simulate(group, [1, 0], [5], 2, 1, false);
    expect(v).toBe(1);
    expect(w).toBeCloseTo(1 - Math.exp(-2 / 5), 14);
  });

  it('agrees with RK4 at a fine step on random stable systems', () => {
    const rate = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(rate, rate, rate, (a, b, c) => {
        const text = 'dv/dt = (-v + a*w + c)/ms : 1\ndw/dt = (b*v - w)/ms : 1';
        const parameters = { a: '1', b: '1', c: '1' };
        const one = simulate(lowered({ text, parameters, dtMs: 1 }), [1, -1], [a, b, c], 1, 1);
        const many = simulate(
          lowered({ text, parameters, dtMs: 1 / 64, integrator: 'rk4' }),
          [1, -1],
          [a, b, c],
          1 / 64,
          64,
        );
        one.forEach((x, k) => {
          expect(x).toBeCloseTo(many[k] ?? Number.NaN, 8);
        });
      }),
      { numRuns: 30 },
    );
  });

  const DRIVEN = [
    'dv/dt = (-v + a*w + sin(b*t/ms))/ms : 1',
    'dw/dt = (c*v - w + drive)/ms : 1',
    'du/dt = drive/ms : 1',
    'drive = cos(t/(2*ms)) : 1',
  ].join('\n');
  const DRIVES = { a: '1', b: '1', c: '1' };

  it.each(['', ' (unless refractory)'])('takes terms of time to fourth order%s', (flag) => {
    const text = DRIVEN.replace('/ms : 1\ndw', `/ms : 1${flag}\ndw`);
    const values = [0.6, 1.7, -0.8];
    const end = (integrator: LowerInput['integrator'], dtMs: number) =>
      simulate(
        lowered({ text, parameters: DRIVES, dtMs, integrator }),
        [1, -1, 0],
        values,
        dtMs,
        Math.round(4 / dtMs),
        flag === '',
      );
    const right = end('rk4', 1 / 256);
    const errors = (dtMs: number) => end('exact', dtMs).map((x, k) => Math.abs(x - (right[k] ?? Number.NaN)));
    expect(lowered({ text, parameters: DRIVES }).integrator).toBe('exact');
    expect(Math.max(...errors(1 / 16))).toBeLessThan(1e-6);
    expect(Math.max(...errors(1 / 4)) / Math.max(...errors(1 / 8))).toBeGreaterThan(13);
  });

  it('refuses coefficients that time changes', () => {
    const text = 'dv/dt = -v*sin(t/ms)/ms : 1';
    expect(lower({ text, integrator: 'exact' })).toMatchObject({ ok: false });
    expect(lowered({ text }).integrator).not.toBe('exact');
  });
});

describe('a subexpression that is constant over dt', () => {
  const text = 'held = v + sin(t/ms) : 1 (constant over dt)\ndv/dt = -held/tau : 1';

  it.each(['exact', 'euler', 'sequential_euler', 'exponential_euler', 'rk2', 'rk4'] as const)(
    'has the value of the start of the step under %s',
    (integrator) => {
      const group = lowered({ text, parameters: { tau: 'ms' }, dtMs: 0.5, integrator });
      const [first] = simulate(group, [2], [4], 0.5, 1);
      const [second] = simulate(group, [2], [4], 0.5, 2);
      expect(first).toBeCloseTo(2 - (0.5 * 2) / 4, 14);
      expect(second).toBeCloseTo((first ?? 0) - (0.5 / 4) * ((first ?? 0) + Math.sin(0.5)), 14);
    },
  );

  it('may be a coefficient, and be part of another', () => {
    const gated = ['open = t < 1*ms : 1 (constant over dt)', 'g = 2*open : 1', 'dv/dt = -g*v/ms : 1'].join('\n');
    const group = lowered({ text: gated, dtMs: 0.5, integrator: 'rk4' });
    const [v] = simulate(group, [1], [], 0.5, 4);
    const [ungated] = simulate(lowered({ text: 'dv/dt = -2*v/ms : 1', dtMs: 0.5, integrator: 'rk4' }), [1], [], 0.5, 2);
    expect(v).toBeCloseTo(ungated ?? 0, 14);
  });
});

describe('programs', () => {
  it('compute what the expression says', () => {
    const text =
      'x = clip(a, -1, 1) + exprel(b)*exp(-a*a) - tanh(b)/(2 + sin(a)) + where(a > b, a, -b)*abs(b)**1.5 + a%2 : 1\ndv/dt = 0/ms : 1';
    const program = lowered({ text, parameters: { a: '1', b: '1' } }).outputs[0]?.program;
    const number = fc.double({ min: -5, max: 5, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-6);
    fc.assert(
      fc.property(number, number, (a, b) => {
        const element = { states: [0], parameters: [a, b], inputs: [], time: 0, normals: [], notRefractory: true };
        const [found = Number.NaN] = program ? evaluateProgram(program, element) : [];
        const relative = b === 0 ? 1 : Math.expm1(b) / b;
        const chosen = (a > b ? a : -b) * Math.abs(b) ** 1.5;
        const sum = Math.min(1, Math.max(-1, a)) + relative * Math.exp(-a * a) - Math.tanh(b) / (2 + Math.sin(a));
        const expected = sum + chosen + (a - 2 * Math.floor(a / 2));
        expect(Math.abs(found - expected)).toBeLessThan(1e-12 * (1 + Math.abs(expected) + Math.abs(chosen)));
      }),
    );
  });

  it('share equal parts and fold constants', () => {
    const text = 'dv/dt = (exp(v)*w + exp(v)*2*3)/ms : 1\ndw/dt = exp(v)/ms : 1';
    const { update } = lowered({ text, integrator: 'euler' });
    expect(update.nodes.filter(({ op }) => op === 'exp')).toHaveLength(1);
    expect(update.nodes.every((node, index) => !('a' in node) || node.a < index)).toBe(true);
  });

  it('scale noise to the step', () => {
    const group = lowered({
      text: 'dv/dt = s*xi : mV',
      parameters: { s: 'mV/ms**0.5' },
      dtMs: 0.25,
      integrator: 'euler',
    });
    const element = { states: [1], parameters: [4], inputs: [], time: 0, normals: [3], notRefractory: true };
    expect(evaluateProgram(group.update, element)).toEqual([1 + 4 * 3 * 0.5]);
  });

  it('reset in order, threshold on the condition', () => {
    const group = lowered({
      text: 'dv/dt = 0*mV/ms : mV\ndw/dt = 0*mV/ms : mV',
      threshold: 'v > 10*mV',
      reset: 'v -= 4*mV; w += v',
    });
    const element = { states: [12, 1], parameters: [], inputs: [], time: 0, normals: [], notRefractory: true };
    expect(group.threshold && evaluateProgram(group.threshold, element)).toEqual([1]);
    expect(group.reset.map(({ target, program }) => [target, ...evaluateProgram(program, element)])).toEqual([
      [0, 8],
      [1, 13],
    ]);
  });
});
