import type { Picture } from '../contract/index.ts';
import { addPopulation, addStimulus, connect } from '../document/commands.ts';
import { emptyNetwork } from '../document/schema.ts';
import type { StimulusModel } from '../library/types.ts';
import { drawLine, drawPoints, HEIGHT, WIDTH } from './draw.ts';
import { run } from './run.ts';

const PLACE = { x: 0, y: 0 };
const DURATION_MS = 400;
/** Trains of a spike stimulus that are drawn, one a row. */
const TRAINS = 16;
/** Times between which a stimulus that has such parameters is on. */
const ON = { onset: '60 ms', offset: '320 ms', duration: '200 ms', size: String(TRAINS) };
const GIVEN = [60, 80, 110, 150, 200, 260, 330].map((timeMs) => `${timeMs} ms`);

/** What a stimulus sends: its current into a neuron, its spikes, or what the spikes do to a neuron of their own. */
export async function stimulusPicture(model: StimulusModel): Promise<Picture> {
  const draft = emptyNetwork();
  const stimulus = addStimulus(draft, model.id, PLACE);
  const target = addPopulation(draft, 'lif', PLACE);
  for (const node of draft.nodes) {
    if (node.kind === 'population') node.size = model.kind === 'current' ? 1 : TRAINS;
    if (node.kind !== 'stimulus') continue;
    for (const { name } of model.parameters) {
      const value = Object.entries(ON).find(([parameter]) => parameter === name)?.[1];
      if (value !== undefined) node.parameters[name] = value;
    }
    if (node.spikeTimes !== undefined) node.spikeTimes = [GIVEN];
  }
  connect(draft, stimulus, target);
  const ran = await run({ ...draft, run: { ...draft.run, duration: `${DURATION_MS} ms`, from: '0 ms' } });
  const whole = { width: WIDTH, height: HEIGHT };
  const time = `${DURATION_MS} ms`;
  if (model.kind === 'current') {
    return { ...whole, layers: [drawLine(ran.input(target), 'stimulus')], caption: `current, ${time}` };
  }
  if (!ran.map.populations.some(({ id }) => id === stimulus)) {
    const layers = [drawLine(ran.membrane(target), 'stimulus')];
    return { ...whole, layers, caption: `membrane potential of a LIF neuron that receives them, ${time}` };
  }
  const { steps, elements, size } = ran.spikes(stimulus);
  const perColumn = DURATION_MS / ran.map.dtMs / WIDTH;
  // Rows of a dot and a gap, as in a raster.
  const cells = Array.from(steps, (step, k) => [Math.floor(step / perColumn), 2 * (elements[k] ?? 0) + 1] as const);
  const layers = [drawPoints(WIDTH, 2 * size + 1, 'stimulus', cells)];
  return { ...whole, layers, caption: `spikes of ${size} ${size === 1 ? 'train' : 'trains'}, ${time}` };
}
