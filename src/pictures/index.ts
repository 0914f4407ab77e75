import type { Picture, Pictures } from '../contract/index.ts';
import { neurons } from '../library/neurons/index.ts';
import { plasticityRules } from '../library/plasticity/index.ts';
import { stimuli } from '../library/stimuli/index.ts';
import { synapses } from '../library/synapses/index.ts';
import { topologies } from '../library/topologies/index.ts';
import { neuronPicture } from './neuron.ts';
import { plasticityPicture } from './plasticity.ts';
import { blockDrawings, presetDrawings } from './preset.ts';
import { rulePicture } from './rule.ts';
import { NotDrawn } from './run.ts';
import { stimulusPicture } from './stimulus.ts';
import { synapsePicture } from './synapse.ts';

/** How to draw each entry of the library, by its key. */
export const libraryDrawings: ReadonlyMap<string, () => Picture | Promise<Picture>> = new Map<
  string,
  () => Picture | Promise<Picture>
>([
  ...neurons.flatMap((model) => [
    [`neuron ${model.id}`, () => neuronPicture(model)] as const,
    ...model.sets.map((set) => [`neuron ${model.id}/${set.name}`, () => neuronPicture(model, set)] as const),
  ]),
  ...stimuli.map((model) => [`stimulus ${model.id}`, () => stimulusPicture(model)] as const),
  ...synapses.map((model) => [`synapse ${model.id}`, () => synapsePicture(model)] as const),
  ...Object.values(topologies).map(({ kind }) => [`rule ${kind}`, () => rulePicture(kind)] as const),
  ...plasticityRules.map((rule) => [`plasticity ${rule.id}`, () => plasticityPicture(rule)] as const),
  ...blockDrawings(),
]);

export const libraryPictures = (): Promise<Pictures> => drawAll(libraryDrawings);
export const presetPictures = (): Promise<Pictures> => drawAll(presetDrawings());

/** All that can be drawn; an entry that cannot is left out, and shows its icon. */
async function drawAll(drawings: ReadonlyMap<string, () => Picture | Promise<Picture>>): Promise<Pictures> {
  const pictures: Record<string, Picture> = {};
  for (const [key, draw] of drawings) {
    try {
      pictures[key] = await draw();
    } catch (fault) {
      if (!(fault instanceof NotDrawn)) throw fault;
      console.warn(`No picture of ${key}: ${fault.message}`);
    }
  }
  return pictures;
}
