import type { StimulusModel } from '../types.ts';
import { background } from './background.ts';
import { gamma } from './gamma.ts';
import { givenSpikes } from './given-spikes.ts';
import { noise } from './noise.ts';
import { poisson } from './poisson.ts';
import { pulseTrain } from './pulse-train.ts';
import { ramp } from './ramp.ts';
import { rateProfile } from './rate-profile.ts';
import { sine } from './sine.ts';
import { step } from './step.ts';

/** Every stimulus, in the order of the palette. */
export const stimuli: readonly StimulusModel[] = [
  step,
  pulseTrain,
  ramp,
  sine,
  noise,
  poisson,
  rateProfile,
  gamma,
  background,
  givenSpikes,
];

/** Whether it sends every neuron trains of its own, and so has no synapses that could be told apart. */
export const isBackground = (model: StimulusModel | undefined): boolean =>
  model?.kind === 'spikes' && model.generator === 'background';

export function findStimulus(id: string): StimulusModel | undefined {
  return stimuli.find((model) => model.id === id);
}
