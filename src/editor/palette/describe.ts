import { isRule } from '../../document/edge-choice.ts';
import { readableEquations } from '../../document/models.ts';
import { equationsToTex, type Symbols } from '../../equations/index.ts';
import { findNeuron } from '../../library/neurons/index.ts';
import { findPlasticity } from '../../library/plasticity/index.ts';
import { findProbeKind } from '../../library/probes/index.ts';
import { findStimulus } from '../../library/stimuli/index.ts';
import { findSynapse } from '../../library/synapses/index.ts';
import { topologies } from '../../library/topologies/index.ts';
import { findBlock } from '../blocks.ts';
import type { PaletteItem } from './items.ts';

/** Equations of a model with many are told to be in the inspector. */
const MOST_FORMULAS = 4;

export interface Description {
  /** KaTeX input. */
  readonly formulas: readonly string[];
  readonly note: string | null;
  readonly source: string | null;
}

const symbolsOf = (declared: readonly { readonly name: string; readonly symbol: string }[]): Symbols =>
  Object.fromEntries(declared.map(({ name, symbol }) => [name, symbol]));

/** What the card of an item says beyond its name, sentence and picture. */
export function describeItem(item: PaletteItem): Description {
  switch (item.kind) {
    case 'population': {
      const model = findNeuron(item.model);
      if (model === undefined) return { formulas: [], note: null, source: null };
      const tex = equationsToTex(readableEquations(model.equations), symbolsOf([...model.parameters, ...model.states]));
      const more = tex.length - MOST_FORMULAS;
      const note = more > 0 ? `and ${more} more ${more === 1 ? 'line' : 'lines'}, in the inspector` : null;
      return { formulas: tex.slice(0, MOST_FORMULAS), note, source: item.set === undefined ? model.source : null };
    }
    case 'stimulus': {
      const model = findStimulus(item.model);
      const formulas =
        model?.kind === 'current'
          ? equationsToTex(readableEquations(model.equations), symbolsOf(model.parameters))
          : [];
      return { formulas, note: null, source: model?.source ?? null };
    }
    case 'synapse': {
      const model = findSynapse(item.model);
      const formulas = model === undefined ? [] : [model.formula];
      return { formulas, note: HOW_TO, source: model?.source ?? null };
    }
    case 'plasticity': {
      const rule = findPlasticity(item.model);
      return { formulas: rule === undefined ? [] : [rule.formula], note: HOW_TO, source: rule?.source ?? null };
    }
    case 'rule':
      return { formulas: [], note: HOW_TO, source: isRule(item.model) ? topologies[item.model].source : null };
    case 'block':
      return { formulas: [], note: null, source: findBlock(item.model)?.source ?? null };
    case 'probe':
      return { formulas: [], note: null, source: findProbeKind(item.model)?.source ?? null };
  }
}

const HOW_TO = 'Drag it onto a connection. A click puts it on the selected connections, or else on those drawn next.';
