import { ownCopyOf } from '../../src/document/models.ts';
import { emptyNetwork, type NetworkDocument, type OwnModel } from '../../src/document/schema.ts';
import { findNeuron } from '../../src/library/neurons/index.ts';

/** An own copy of a model of the library, with some fields changed. */
export function copyOf(id: string, changes: Partial<OwnModel> = {}): OwnModel {
  const model = findNeuron(id);
  if (model === undefined) throw new Error(`The library has no ${id}.`);
  return { ...ownCopyOf(model, `My ${model.name}`), ...changes };
}

/** Neurons of a model under a step of current; the model's own texts where one is given. */
export function networkOf(model: string, own?: OwnModel): NetworkDocument {
  return {
    ...emptyNetwork(),
    run: { duration: '300 ms', dt: '0.05 ms', seed: 11, from: '0 ms' },
    ...(own === undefined ? {} : { models: { [model]: own } }),
    nodes: [
      {
        kind: 'population',
        id: 'cells',
        name: 'Cells',
        position: { x: 0, y: 0 },
        model,
        size: 20,
        parameters: {},
        initial: { v: { uniform: ['-70 mV', '-50 mV'] } },
        integrator: 'default',
      },
      {
        kind: 'stimulus',
        id: 'drive',
        name: 'Drive',
        position: { x: 0, y: 0 },
        model: 'step',
        parameters: { amplitude: '1 nA', onset: '0 ms' },
        enabled: true,
      },
    ],
    edges: [
      { id: 'inject', kind: 'injection', source: 'drive', target: 'cells', scale: 1 },
      {
        id: 'recurrent',
        kind: 'synapse',
        source: 'cells',
        target: 'cells',
        model: 'exponential-current',
        sign: 'inhibitory',
        rule: { type: 'fixed-probability', probability: 0.3, autapses: false },
        weight: '20 pA',
        relativeStrength: 1,
        delay: '1.5 ms',
        parameters: {},
      },
    ],
  };
}
