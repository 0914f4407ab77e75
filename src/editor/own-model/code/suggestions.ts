import { statesOf } from '../../../document/models.ts';
import type { OwnModel } from '../../../document/schema.ts';
import { FUNCTIONS, parseEquations } from '../../../equations/index.ts';

/** Texts of a model that are written in its language. */
export type CodeText = 'equations' | 'threshold' | 'reset' | 'refractoryWhile';

interface Suggestion {
  readonly label: string;
  readonly kind: 'variable' | 'parameter' | 'input' | 'function' | 'unit' | 'flag';
  /** The unit, or how it is called. */
  readonly detail: string;
  readonly info?: string;
  /** What is written, where that is not the label. */
  readonly insert?: string;
  /** Of the model itself: offered before what is built in. */
  readonly own?: true;
}

export interface Suggestions {
  /** Where in the line the word starts that they complete. */
  readonly from: number;
  readonly options: readonly Suggestion[];
}

const UNITS: readonly (readonly [unit: string, of: string])[] = [
  ['mV', 'voltage'],
  ['ms', 'time'],
  ['pA', 'current'],
  ['nS', 'conductance'],
  ['pF', 'capacitance'],
  ['1', 'pure number'],
  ['nA', 'current'],
  ['uS', 'conductance'],
  ['nF', 'capacitance'],
  ['MOhm', 'resistance'],
  ['GOhm', 'resistance'],
  ['Hz', 'rate'],
  ['kHz', 'rate'],
  ['mV/ms', 'voltage per time'],
  ['pA/ms', 'current per time'],
  ['nS/ms', 'conductance per time'],
];

const BUILT_IN: readonly Suggestion[] = [
  { label: 'I', kind: 'input', detail: 'pA', info: 'total current from stimuli and synapses' },
  { label: 't', kind: 'input', detail: 'ms', info: 'time' },
  { label: 'xi', kind: 'input', detail: '1/ms**0.5', info: 'white noise of each neuron' },
  { label: 'pi', kind: 'input', detail: '1' },
];

/** What may stand at the end of `before`, the part of a line up to the cursor; null: nothing is suggested. */
export function suggestionsAt(model: OwnModel, field: CodeText, before: string): Suggestions | null {
  if (before.includes('#')) return null;
  const colon = field === 'equations' ? before.indexOf(':') : -1;
  if (colon >= 0) return afterColon(before, colon);
  const word = /[A-Za-z_]\w*$/.exec(before)?.[0] ?? '';
  if (/[\d.]$/.test(before) && word === '') return null;
  const names = namesOf(model);
  const units = UNITS.filter(([unit]) => /^\w{2,}$/.test(unit)).map(([label, of]) => unitOf(label, of));
  const known = new Set(names.map(({ label }) => label));
  const others = [...BUILT_IN, ...functions(), ...units].filter(({ label }) => !known.has(label));
  const own = names.map((name): Suggestion => ({ ...name, own: true }));
  return { from: before.length - word.length, options: [...own, ...others] };
}

const unitOf = (label: string, of: string): Suggestion => ({ label, kind: 'unit', detail: of });

/** After the unit stand flags. */
function afterColon(before: string, colon: number): Suggestions {
  const open = before.indexOf('(', colon);
  if (open >= 0) {
    return {
      from: open + 1,
      options: [
        { label: 'unless refractory', kind: 'flag', detail: 'held after a spike' },
        { label: 'constant over dt', kind: 'flag', detail: 'its value at the start of a step' },
      ],
    };
  }
  const word = /[\w/*]*$/.exec(before)?.[0] ?? '';
  return { from: before.length - word.length, options: UNITS.map(([label, of]) => unitOf(label, of)) };
}

function namesOf(model: OwnModel): Suggestion[] {
  const states = statesOf(model).map(
    ({ name, unit, meaning }): Suggestion => ({ label: name, kind: 'variable', detail: unit, info: meaning }),
  );
  const subexpressions = parseEquations(model.equations)
    .equations.filter(({ kind }) => kind === 'subexpression')
    .map(({ name, unitText }): Suggestion => ({ label: name, kind: 'variable', detail: unitText }));
  const parameters = model.parameters.map(
    ({ name, unit, meaning }): Suggestion => ({ label: name, kind: 'parameter', detail: unit, info: meaning }),
  );
  return [...states, ...subexpressions, ...parameters];
}

function functions(): Suggestion[] {
  return Object.entries(FUNCTIONS).map(([label, { operands, names = ['x', 'y', 'z'] }]) => {
    const shown = names.slice(0, operands).join(', ');
    return { label, kind: 'function', detail: `(${shown})`, insert: `${label}(` };
  });
}
