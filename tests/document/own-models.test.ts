import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { modelFaults } from '../../src/document/model-faults.ts';
import { neuronOf, statesOf } from '../../src/document/models.ts';
import type { OwnModel } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { neurons } from '../../src/library/neurons/index.ts';
import { copyOf, networkOf } from './models.ts';

const ADEX = copyOf('adex');
const [V_LINE = '', W_LINE = ''] = ADEX.equations.split('\n');

/** An AdEx whose input has another name. */
const driven = (name: string, unit = 'pA'): Partial<OwnModel> => ({
  equations: ADEX.equations.replace('+ I)', `+ ${name})`),
  input: { name, unit },
});

/** The sentences of an AdEx with some fields changed, each with its field and the text that it underlines. */
function faultsOf(changes: Partial<OwnModel>) {
  const model = { ...ADEX, ...changes };
  return modelFaults(model).map(({ field, message, span, unknown }) => {
    const text = Reflect.get(model, field);
    const at = span !== null && typeof text === 'string' ? text.slice(span.from, span.to) : null;
    return { field, message, at, unknown };
  });
}

describe('a document with own models', () => {
  const document = networkOf('mine', ADEX);

  it('survives being saved and read', () => {
    const read = validateDocument(JSON.parse(JSON.stringify(document)));
    expect(read).toEqual({ document, problems: [] });
  });

  it('opens though a model is at fault', () => {
    const faulty = networkOf('mine', { ...ADEX, equations: 'dv/dt = = (' });
    expect(validateDocument(JSON.parse(JSON.stringify(faulty))).document).toEqual(faulty);
  });

  it('is refused with the field where a model is no model', () => {
    const broken = { ...document, models: { mine: { ...ADEX, threshold: 3 } } };
    expect(validateDocument(broken).problems.map(({ field }) => field)).toEqual(['models.mine.threshold']);
  });

  it('resolves its own models before the library, and the library without them', () => {
    expect(neuronOf(document, 'mine')?.name).toBe('My AdEx');
    expect(neuronOf(document, 'adex')).toBe(neurons.find(({ id }) => id === 'adex'));
    expect(neuronOf({ models: { adex: ADEX } }, 'adex')?.name).toBe('My AdEx');
    expect(neuronOf(document, 'toString')).toBeUndefined();
    expect(neuronOf({ models: {} }, 'constructor')).toBeUndefined();
  });
});

describe('the parameter sets of an own model', () => {
  it('are those of the model that it was copied from', () => {
    const names = neurons.find(({ id }) => id === 'adex')?.sets.map(({ name }) => name);
    expect(neuronOf({ models: { mine: ADEX } }, 'mine')?.sets.map(({ name }) => name)).toEqual(names);
  });

  it('pass over a parameter that is there no more', () => {
    const parameters = ADEX.parameters.filter(({ name }) => name !== 'a');
    const sets = neuronOf({ models: { mine: { ...ADEX, parameters } } }, 'mine')?.sets ?? [];
    expect(sets.length).toBeGreaterThan(3);
    expect(sets.every((set) => !('a' in set.parameters) && 'b' in set.parameters)).toBe(true);
  });
});

describe('the states of an own model', () => {
  it('follow from the equations', () => {
    expect(statesOf(ADEX)).toMatchObject([
      { name: 'v', unit: 'mV', meaning: 'membrane potential' },
      { name: 'w', unit: 'pA', meaning: 'adaptation variable' },
    ]);
  });

  it('stay while another line is at fault', () => {
    expect(statesOf({ ...ADEX, equations: `${V_LINE}\ndw/dt = (` }).map(({ name }) => name)).toEqual(['v']);
  });
});

describe('faults of an own model', () => {
  test.each(neurons.map(({ id }) => id))('a copy of %s has none', (id) => {
    expect(modelFaults(copyOf(id))).toEqual([]);
  });

  it('names the expression and both units where a derivative has the wrong one', () => {
    expect(faultsOf({ equations: `${V_LINE}\ndw/dt = v/tau_w : pA` })).toEqual([
      {
        field: 'equations',
        message:
          'In "dw/dt = v/tau_w : pA": "v/tau_w" is mV/ms, but the right-hand side of dw/dt must be pA/ms, because w is in pA.',
        at: 'v/tau_w',
        unknown: null,
      },
    ]);
  });

  it('underlines the sum whose terms have two units', () => {
    const [fault] = faultsOf({ equations: `${V_LINE}\n${W_LINE.replace('a*(v - E_L)', 'v - E_L')}` });
    expect(fault?.at).toBe('v - E_L - w');
    expect(fault?.message).toContain('"v - E_L" is a voltage (mV) and "w" is a current (pA)');
  });

  it('names a symbol that nothing defines, for it may be made a parameter', () => {
    const [fault] = faultsOf({ equations: `${V_LINE}\n${W_LINE.replace('tau_w', 'tau_slow')}` });
    expect(fault).toMatchObject({ field: 'equations', at: 'tau_slow', unknown: 'tau_slow' });
    expect(fault?.message).toContain('"tau_slow" is not a state, parameter, input or unit');
  });

  test.each<[string, Partial<OwnModel>, string, string, string | null]>([
    [
      'a missing unit',
      { equations: `${V_LINE}\ndw/dt = -w/tau_w` },
      'equations',
      '"dw/dt = -w/tau_w" ends too early.',
      '',
    ],
    [
      'an unknown unit',
      { equations: `${V_LINE}\ndw/dt = -w/tau_w : pX` },
      'equations',
      '"pX" in "dw/dt = -w/tau_w : pX" is not a unit.',
      'pX',
    ],
    [
      'a name defined twice',
      { equations: `${ADEX.equations}\n${W_LINE}` },
      'equations',
      `"w" is defined twice: "${W_LINE}" and "${W_LINE}".`,
      W_LINE,
    ],
    [
      'a state named as a parameter',
      { equations: `${ADEX.equations}\nda/dt = -a/tau_w : nS` },
      'equations',
      '"a" in "da/dt = -a/tau_w : nS" is also the name of a parameter or input.',
      'da/dt = -a/tau_w : nS',
    ],
    [
      'a reserved name',
      { equations: `${ADEX.equations}\nmV = 3 : 1` },
      'equations',
      '"mV" is a unit; choose another name.',
      'mV = 3 : 1',
    ],
    [
      'the name of a function',
      { equations: `${ADEX.equations}\nexp = 3 : 1` },
      'equations',
      '"exp" is a function of the model language',
      'exp = 3 : 1',
    ],
    [
      'a parameter named as the input',
      { parameters: [...ADEX.parameters, { name: 'J', unit: 'pA', default: '1 pA', meaning: 'J' }], ...driven('J') },
      'parameters.J.name',
      '"J" is reserved: it is the input from other nodes.',
      null,
    ],
    ['an input named as a function', driven('exp'), 'input.name', 'The input of the model: "exp" is a function', null],
    ['an input named as a unit', driven('mV'), 'input.name', 'The input of the model: "mV" is a unit', null],
    ['an input without a unit', driven('J', 'furlong'), 'input.unit', '"furlong" of the input is not a unit.', null],
    ['no equation', { equations: 'x = 3 : 1' }, 'equations', 'There is no differential equation.', null],
    [
      'a threshold of two units',
      { threshold: 'v > b' },
      'threshold',
      '"v" is a voltage (mV) and "b" is a current',
      'v > b',
    ],
    ['an unreadable threshold', { threshold: 'v > ' }, 'threshold', '"v >" ends too early.', ' '],
    [
      'a reset of the wrong unit',
      { reset: 'v = V_reset; w += a' },
      'reset',
      'the right-hand side must be a current',
      'a',
    ],
    ['a reset of a parameter', { reset: 'b = 3*pA' }, 'reset', 'sets "b", which is not a state variable.', 'b = 3*pA'],
    ['a membrane without equation', { membrane: 'u' }, 'membrane', '"u" has no equation. There are v, w.', null],
    ['a refractory period in pA', { refractory: 'b' }, 'refractory', 'is in pA; it must be a parameter in ms.', null],
    ['an unknown refractory period', { refractory: 't_r' }, 'refractory', 'is not a parameter', null],
    [
      'a refractory condition that is a time',
      { refractoryWhile: 'tau_w' },
      'refractoryWhile',
      'the refractory condition must be a pure number, but "tau_w" is a time (ms)',
      'tau_w',
    ],
    [
      'a refractory condition of two units',
      { refractoryWhile: 'v > b' },
      'refractoryWhile',
      '"v" is a voltage (mV) and "b" is a current',
      'v > b',
    ],
    [
      'a refractory condition with an unknown name',
      { refractoryWhile: 'v > V_low' },
      'refractoryWhile',
      '"V_low" is not a state, parameter, input or unit',
      'V_low',
    ],
    ['an unreadable refractory condition', { refractoryWhile: 'v >' }, 'refractoryWhile', '"v >" ends too early.', ''],
    ['an initial value of the wrong unit', { initial: { v: '3 pA' } }, 'initial.v', 'is 3 pA, a current (pA)', null],
    [
      'an initial parameter of the wrong unit',
      { initial: { w: 'E_L' } },
      'initial.w',
      'is "E_L", which is in mV',
      null,
    ],
    ['an integrator that cannot', { integrator: 'exact' }, 'integrator', 'needs linear equations', null],
  ])('%s', (_, changes, field, sentence, at) => {
    const [fault] = faultsOf(changes);
    expect(fault).toMatchObject({ field, at });
    expect(fault?.message).toContain(sentence);
  });

  test.each<[string, Partial<OwnModel['parameters'][number]>, string, string]>([
    ['without a unit', { unit: '' }, 'unit', 'The parameter "a" has no unit.'],
    ['of an unknown unit', { unit: 'nX' }, 'unit', '"nX" of "a" is not a unit.'],
    [
      'with a default of another unit',
      { default: '4 mV' },
      'default',
      'is 4 mV, a voltage (mV), but must be a conductance',
    ],
    ['with a default that is no number', { default: 'four' }, 'default', '"four" is not a number with a unit.'],
    ['with a bound of another unit', { min: '0.1 mV' }, 'min', 'The min of "a" is 0.1 mV'],
  ])('a parameter %s', (_, change, part, sentence) => {
    const parameters = ADEX.parameters.map((one) => (one.name === 'a' ? { ...one, ...change } : one));
    const fault = faultsOf({ parameters }).find(({ field }) => field === `parameters.a.${part}`);
    expect(fault?.message).toContain(sentence);
  });

  test.each(['I', 't', 'xi', 'xi_1', 'mV', 'exp', '2a', '', 'I_gap'])('a parameter cannot be named "%s"', (name) => {
    const parameters = [...ADEX.parameters, { name, unit: '1', meaning: '', default: '1' }];
    expect(faultsOf({ parameters }).map(({ field }) => field)).toEqual([`parameters.${name}.name`]);
  });

  it('two parameters of one name', () => {
    const parameters = [...ADEX.parameters, { name: 'a', unit: 'nS', meaning: '', default: '1 nS' }];
    expect(faultsOf({ parameters }).map(({ message }) => message)).toEqual(['There are two parameters "a".']);
  });

  it('are values, whatever is typed', () => {
    const pieces = [
      'dv/dt',
      'dw/dt = ',
      'v',
      'w',
      'I',
      '(',
      ')',
      '/',
      '*',
      '**',
      ' - ',
      ' : mV',
      ' : pA',
      '\n',
      '0',
      '1e9',
      ';',
      'exp',
      'xi',
      ',',
      't',
    ];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, (equations, threshold, reset) => {
        for (const { message, span } of modelFaults({ ...ADEX, equations, threshold, reset })) {
          expect(message).not.toBe('');
          if (span !== null) expect(span.from).toBeLessThanOrEqual(span.to);
        }
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});
