import { findNeuron } from '../../src/library/neurons/index.ts';
import { findPlasticity, plasticityParameters } from '../../src/library/plasticity/index.ts';
import { findProbeKind, optionRows } from '../../src/library/probes/index.ts';
import { findStimulus } from '../../src/library/stimuli/index.ts';
import { findSynapse } from '../../src/library/synapses/index.ts';
import { isOpenEnd } from '../../src/library/timing.ts';
import { type RuleField, type RuleFields, type RuleKind, topologies } from '../../src/library/topologies/index.ts';
import type { ParameterDeclaration } from '../../src/library/types.ts';
import type { Entry } from './entries.ts';

/** What the inspector must show of a field, and whether a sweep may vary it. */
export interface DeclaredField {
  readonly path: string;
  /** Texts of its row: what it is called, what it means, its unit, its bounds, what may be chosen. */
  readonly texts: readonly string[];
  readonly isNumber: boolean;
}

const present = (texts: readonly (string | undefined)[]): string[] => texts.filter((text) => text !== undefined);

function ofParameter(path: string, declaration: ParameterDeclaration): DeclaredField {
  const { name, meaning, unit, min, max, default: usual } = declaration;
  const open = isOpenEnd(declaration, usual);
  const texts = present([meaning, min, max, open ? undefined : usual, unit === '1' || open ? undefined : unit]);
  return { path: `${path}${name}`, texts: [`${name}: `, ...texts], isNumber: !open };
}

const inRecord = (path: string, declarations: readonly ParameterDeclaration[] = []): DeclaredField[] =>
  declarations.map((declaration) => ofParameter(path, declaration));

/** A column and a unit are typed in the text of the field that they belong to. */
function ofRuleField(name: string, field: RuleField): DeclaredField[] {
  const path = `rule.${name}`;
  switch (field.kind) {
    case 'number': {
      const bounds = [field.min, field.max].map((bound) => bound?.toLocaleString('en'));
      return [{ path, texts: present([field.label, field.meaning, ...bounds]), isNumber: true }];
    }
    case 'quantity':
      return [{ ...ofParameter('rule.', field.declaration), path }];
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

function ofOptions(probe: string): DeclaredField[] {
  const kind = findProbeKind(probe);
  if (kind === undefined) throw new Error(`there is no probe ${probe}`);
  return optionRows(kind).map(({ name, label, meaning, unit, control, allowed, choices, measures }) => ({
    path: `options.${name}`,
    texts: present([
      label,
      meaning,
      unit,
      control === 'number' ? allowed : undefined,
      ...(measures?.map((measure) => measure.label) ?? choices ?? []),
    ]),
    isNumber: false,
  }));
}

/** Every field that an entry declares, on the node or edge of its example. */
export function fieldsOf({ registry, id }: Entry): DeclaredField[] {
  switch (registry) {
    case 'neuron':
      return inRecord('parameters.', findNeuron(id)?.parameters);
    case 'stimulus':
      return inRecord('parameters.', findStimulus(id)?.parameters);
    case 'synapse': {
      const model = findSynapse(id);
      const weight = model === undefined ? [] : [ofParameter('', model.weight)];
      return [...weight, ...inRecord('parameters.', model?.parameters)];
    }
    case 'plasticity': {
      const model = findPlasticity(id);
      const declarations = model === undefined ? [] : plasticityParameters(model, 'mV');
      return inRecord('plasticity.0.parameters.', declarations);
    }
    case 'rule': {
      const fields: RuleFields = topologies[id as RuleKind].fields;
      return Object.entries(fields).flatMap(([name, field]) => ofRuleField(name, field));
    }
    case 'probe':
      return ofOptions(id);
    case 'measure':
      return [];
  }
}
