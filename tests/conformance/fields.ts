import type { OptionRow } from '../../src/library/probes/options.ts';
import { isOpenEnd } from '../../src/library/timing.ts';
import type { RuleField } from '../../src/library/topologies/index.ts';
import type { ParameterDeclaration } from '../../src/library/types.ts';
import { type Declared, declaredOf } from './declared.ts';
import type { Entry } from './entries.ts';

/** What the inspector must show of a field, and whether a sweep may vary it. */
export interface DeclaredField {
  readonly path: string;
  /** Texts of its row: what it is called, what it means, its unit, its bounds, what may be chosen. */
  readonly texts: readonly string[];
  readonly isNumber: boolean;
  /** Its row is there only where another option of the probe is one of these. */
  readonly when?: OptionRow['when'];
}

const present = (texts: readonly (string | undefined)[]): string[] => texts.filter((text) => text !== undefined);

function ofParameter(path: string, declaration: ParameterDeclaration): DeclaredField {
  const { name, meaning, unit, min, max, default: usual } = declaration;
  const open = isOpenEnd(declaration, usual);
  const texts = present([meaning, min, max, open ? undefined : usual, unit === '1' || open ? undefined : unit]);
  return { path, texts: [`${name}: `, ...texts], isNumber: !open };
}

/** A column and a unit are typed in the text of the field that they belong to. */
function ofRuleField(path: string, field: RuleField): DeclaredField[] {
  switch (field.kind) {
    case 'number': {
      const bounds = [field.min, field.max].map((bound) => bound?.toLocaleString('en'));
      return [{ path, texts: present([field.label, field.meaning, ...bounds]), isNumber: true }];
    }
    case 'quantity':
      return [ofParameter(path, field.declaration)];
    case 'choice':
      return [{ path, texts: [field.label, ...field.options.map(({ label }) => label)], isNumber: false }];
    case 'flag':
    case 'probabilities':
      return [{ path, texts: [field.label], isNumber: false }];
    case 'pairs':
    case 'weights':
      return [{ path, texts: ['a line for each'], isNumber: false }];
    case 'column':
    case 'unit':
      return [];
  }
}

function ofOption(
  path: string,
  { label, meaning, unit, control, allowed, choices, measures, when }: OptionRow,
): DeclaredField {
  const chosen = measures?.map((measure) => measure.label) ?? choices ?? [];
  const texts = present([label, meaning, unit, control === 'number' ? allowed : undefined, ...chosen]);
  return { path, texts, isNumber: false, ...(when && { when }) };
}

function ofDeclared(declared: Declared): DeclaredField[] {
  switch (declared.kind) {
    case 'parameter':
      return [ofParameter(declared.path, declared.declaration)];
    case 'rule':
      return ofRuleField(declared.path, declared.field);
    case 'option':
      return [ofOption(declared.path, declared.row)];
  }
}

/** Every field that an entry declares, on the node or edge of its example. */
export const fieldsOf = (entry: Entry): DeclaredField[] => declaredOf(entry).flatMap(ofDeclared);
