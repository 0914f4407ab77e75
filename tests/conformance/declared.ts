import { findNeuron } from '../../src/library/neurons/index.ts';
import { findPlasticity, plasticityParameters } from '../../src/library/plasticity/index.ts';
import { findProbeKind, type NamedRow, optionRows } from '../../src/library/probes/index.ts';
import { findStimulus } from '../../src/library/stimuli/index.ts';
import { findSynapse } from '../../src/library/synapses/index.ts';
import { type RuleField, type RuleFields, type RuleKind, topologies } from '../../src/library/topologies/index.ts';
import type { ParameterDeclaration } from '../../src/library/types.ts';
import type { Entry } from './entries.ts';

/** What an entry declares of a field, which stands at `path` of the node or edge of its example. */
export type Declared = { readonly path: string } & (
  | { readonly kind: 'parameter'; readonly declaration: ParameterDeclaration }
  | { readonly kind: 'rule'; readonly name: string; readonly field: RuleField }
  | { readonly kind: 'option'; readonly row: NamedRow }
);

const inRecord = (path: string, declarations: readonly ParameterDeclaration[] = []): Declared[] =>
  declarations.map((declaration) => ({ kind: 'parameter', path: `${path}${declaration.name}`, declaration }));

/** Every field that an entry declares. */
export function declaredOf({ registry, id }: Entry): Declared[] {
  switch (registry) {
    case 'neuron':
      return inRecord('parameters.', findNeuron(id)?.parameters);
    case 'stimulus':
      return inRecord('parameters.', findStimulus(id)?.parameters);
    case 'synapse': {
      const model = findSynapse(id);
      return model === undefined
        ? []
        : [
            { kind: 'parameter', path: 'weight', declaration: model.weight },
            ...inRecord('parameters.', model.parameters),
          ];
    }
    case 'plasticity': {
      const model = findPlasticity(id);
      return inRecord('plasticity.0.parameters.', model === undefined ? [] : plasticityParameters(model, 'mV'));
    }
    case 'rule': {
      const fields: RuleFields = topologies[id as RuleKind].fields;
      return Object.entries(fields).map(([name, field]) => ({ kind: 'rule', path: `rule.${name}`, name, field }));
    }
    case 'probe': {
      const kind = findProbeKind(id);
      if (kind === undefined) throw new Error(`there is no probe ${id}`);
      return optionRows(kind).map((row) => ({ kind: 'option', path: `options.${row.name}`, row }));
    }
    case 'measure':
      return [];
  }
}
