import { describe, expect, it } from 'vitest';
import { suggestionsAt } from '../../src/editor/own-model/code/suggestions.ts';
import { copyOf } from '../document/models.ts';

const ADEX = copyOf('adex', { equations: `${copyOf('adex').equations}\nu = v - E_L : mV` });
const labels = (before: string, field: 'equations' | 'threshold' | 'reset' = 'equations') =>
  suggestionsAt(ADEX, field, before)?.options.map(({ label }) => label) ?? [];

describe('what is suggested', () => {
  it('in an expression are states, subexpressions, parameters, functions and units, the own names first', () => {
    const found = labels('dv/dt = (g');
    expect(found.slice(0, 4)).toEqual(['v', 'w', 'u', 'C']);
    expect(found).toEqual(expect.arrayContaining(['tau_w', 'I', 'exp', 'mV', 'xi']));
    expect(new Set(found).size).toBe(found.length);
  });

  it('says what a name is in, and how a function is called', () => {
    const { options = [] } = suggestionsAt(ADEX, 'equations', 'dv/dt = ') ?? {};
    expect(options.find(({ label }) => label === 'tau_w')).toMatchObject({
      detail: 'ms',
      info: 'adaptation time constant',
    });
    expect(options.find(({ label }) => label === 'clip')).toMatchObject({ detail: '(x, y, z)', insert: 'clip(' });
  });

  it('completes the word at the cursor', () => {
    expect(suggestionsAt(ADEX, 'equations', 'dv/dt = (g_')?.from).toBe('dv/dt = ('.length);
    expect(suggestionsAt(ADEX, 'equations', 'dv/dt = v/tau : pA/m')?.from).toBe('dv/dt = v/tau : '.length);
  });

  it('after the colon are units, and then the flag', () => {
    expect(labels('dv/dt = v/tau_w : ')).toEqual(expect.arrayContaining(['mV', 'pA', '1']));
    expect(labels('dv/dt = v/tau_w : ')).not.toContain('v');
    expect(labels('dv/dt = v/tau_w : mV (')).toEqual(['unless refractory', 'constant over dt']);
  });

  it('in a threshold is no unit of an equation, and nothing in a comment or a number', () => {
    expect(labels('v > V', 'threshold')).toContain('V_cut');
    expect(labels('# v')).toEqual([]);
    expect(labels('dv/dt = 2.')).toEqual([]);
  });
});
