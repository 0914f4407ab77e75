import { type NetworkDocument, type PopulationNode, type RunSettings, type StimulusNode } from '../document/schema.ts';
import { findNeuron } from '../library/neurons/index.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import type { CurrentStimulus, NeuronModel, SpikeStimulus } from '../library/types.ts';
import type { Resolver } from './resolve.ts';
import { nodeSubject, RUN } from './subjects.ts';

export interface Run {
  readonly dtMs: number;
  readonly durationMs: number;
  readonly fromMs: number;
}

export interface PlannedPopulation {
  readonly node: PopulationNode;
  readonly model: NeuronModel;
  /** Index in EngineConfig.groups. */
  readonly group: number;
}

/** The document's nodes with their models; unknown models are left out (and reported). */
export interface Plan {
  readonly document: NetworkDocument;
  readonly run: Run;
  readonly populations: ReadonlyMap<string, PlannedPopulation>;
  readonly currents: ReadonlyMap<string, { readonly node: StimulusNode; readonly model: CurrentStimulus }>;
  readonly spikeStimuli: ReadonlyMap<string, { readonly node: StimulusNode; readonly model: SpikeStimulus }>;
}

function readRun(run: RunSettings, resolver: Resolver): Run {
  const dt = { unit: 'ms', meaning: 'time step', default: '0.05 ms', min: '0.001 ms', max: '10 ms' };
  const duration = { unit: 'ms', meaning: 'duration', default: '500 ms', min: '0 ms', exclusiveMin: true };
  const from = { unit: 'ms', meaning: 'start of the analysis', default: '0 ms', min: '0 ms' };
  const dtMs = resolver.number(run.dt, dt, RUN, 'run.dt') ?? 0.05;
  const durationMs = resolver.number(run.duration, duration, RUN, 'run.duration') ?? 500;
  const fromMs = resolver.number(run.from, from, RUN, 'run.from') ?? 0;
  if (Math.round(durationMs / dtMs) < 1) {
    resolver.report('out-of-range', RUN, 'run.duration', {
      given: String(run.duration),
      allowed: `at least one time step (${run.dt})`,
      sentence: `duration is ${run.duration}; must be at least one time step (${run.dt}).`,
    });
  }
  if (fromMs >= durationMs) {
    resolver.report('out-of-range', RUN, 'run.from', {
      given: String(run.from),
      allowed: `less than the duration (${run.duration})`,
      sentence: `start of the analysis is ${run.from}; must be less than the duration (${run.duration}). Try 0 ms.`,
    });
  }
  return { dtMs, durationMs, fromMs };
}

/** Looks the models up and numbers the populations. */
export function makePlan(document: NetworkDocument, resolver: Resolver): Plan {
  const populations = new Map<string, PlannedPopulation>();
  const currents = new Map<string, { node: StimulusNode; model: CurrentStimulus }>();
  const spikeStimuli = new Map<string, { node: StimulusNode; model: SpikeStimulus }>();
  for (const node of document.nodes) {
    if (node.kind === 'probe') continue;
    const model = node.kind === 'population' ? findNeuron(node.model) : findStimulus(node.model);
    if (model === undefined) {
      const sentence = `there is no ${node.kind === 'population' ? 'neuron model' : 'stimulus'} "${node.model}".`;
      resolver.report('unknown-model', nodeSubject(node), 'model', {
        given: node.model,
        allowed: 'a model of the library',
        sentence,
      });
    } else if (node.kind === 'population' && model.kind === 'neuron') {
      populations.set(node.id, { node, model, group: populations.size });
    } else if (node.kind === 'stimulus' && model.kind === 'current') currents.set(node.id, { node, model });
    else if (node.kind === 'stimulus' && model.kind === 'spikes') spikeStimuli.set(node.id, { node, model });
  }
  return { document, run: readRun(document.run, resolver), populations, currents, spikeStimuli };
}
