import { dimensionOf } from '../../src/library/fit.ts';
import type { NamedRow } from '../../src/library/probes/index.ts';
import type { OptionRow } from '../../src/library/probes/options.ts';
import type { RuleField } from '../../src/library/topologies/index.ts';
import type { ParameterDeclaration } from '../../src/library/types.ts';
import { sameDimension } from '../../src/units/index.ts';
import { type Declared, declaredOf } from './declared.ts';
import type { Entry } from './entries.ts';

/** Values that a field of an entry's example must not have. */
export interface WrongValues {
  readonly path: string;
  /** What a sentence may call the field. */
  readonly called: readonly string[];
  readonly values: readonly unknown[];
}

/** A number beside a bound of some unit. */
const beyond = (bound: string, by: number): string =>
  bound.replace(/^\S+/, (number) => String(Number((Number(number) + by).toPrecision(12))));

function ofParameter(path: string, declaration: ParameterDeclaration): WrongValues {
  const { name, meaning, unit, min, max, exclusiveMin, exclusiveMax, whole } = declaration;
  const values = [
    'zz',
    // Of the dimension of a conductance, or of a potential where it is a conductance itself.
    sameDimension(dimensionOf(unit), dimensionOf('nS')) ? '1 mV' : '1 nS',
    ...(min === undefined ? [] : [exclusiveMin ? min : beyond(min, -1)]),
    ...(max === undefined ? [] : [exclusiveMax ? max : beyond(max, 1)]),
    ...(whole ? ['1.5'] : []),
  ];
  return { path, called: [name, meaning], values };
}

function ofRuleField(path: string, name: string, field: RuleField): WrongValues {
  const wrong = (values: readonly unknown[]): WrongValues => ({ path, called: [name], values });
  switch (field.kind) {
    case 'number': {
      const { min, max, whole } = field;
      return wrong(['zz', min - 1, ...(max === undefined ? [] : [max + 1]), ...(whole ? [min + 0.5] : [])]);
    }
    case 'quantity':
      return ofParameter(path, field.declaration);
    case 'flag':
      return wrong(['yes', 1]);
    case 'choice':
      return wrong(['zz', 1]);
    case 'probabilities':
      return wrong([[[2]], 'zz', 1]);
    case 'pairs':
      return wrong([[[-1, 0]], [[0.5, 0]], [[0, 1_000_000]], 'zz']);
    case 'column':
      return wrong([{ unit: 'zz', values: [] }, { unit: 'Hz', values: [] }, 'zz']);
    case 'weights':
      return wrong([[['zz']], [[1]], 'zz']);
    case 'unit':
      return wrong(['zz', 'Hz', 1]);
  }
}

function ofOption(path: string, { name, control }: NamedRow): WrongValues {
  const values: Readonly<Record<OptionRow['control'], readonly unknown[]>> = {
    number: [-1, 'zz'],
    boolean: ['yes', 1],
    indices: [[-1], [0.5], 'zz'],
    ranges: ['9-2', '-1', 'zz', 1],
    variable: ['zz', 1],
    choice: ['zz', 1],
    choices: [['zz'], 'zz'],
    projection: ['zz', 1],
    'plastic-edge': ['zz', 1],
  };
  return { path, called: [name], values: values[control] };
}

function ofDeclared(declared: Declared): WrongValues {
  switch (declared.kind) {
    case 'parameter':
      return ofParameter(declared.path, declared.declaration);
    case 'rule':
      return ofRuleField(declared.path, declared.name, declared.field);
    case 'option':
      return ofOption(declared.path, declared.row);
  }
}

/** Wrong values of every field that an entry declares. */
export const wrongValuesOf = (entry: Entry): WrongValues[] => declaredOf(entry).map(ofDeclared);
