import type { Picture } from '../contract/index.ts';
import { addPopulation, addStimulus, connect } from '../document/commands.ts';
import { emptyNetwork } from '../document/schema.ts';
import type { StimulusModel } from '../library/types.ts';
import { drawLine, drawPoints, HEIGHT, WIDTH } from './draw.ts';
import { run } from './run.ts';

const PLACE = { x: 0, y: 0 };
const DURATION_MS = 200;
/** Trains of a spike stimulus that are drawn, one a row. */
const TRAINS = 6;
/** Of a raster. */
const COLUMNS = 56;
/** Times between which a stimulus that has such parameters is on. */
const ON = { onset: '30 ms', offset: '160 ms', duration: '100 ms', size: String(TRAINS) };
const GIVEN = [20, 30, 45, 65, 90, 120, 155].map((timeMs) => `${timeMs} ms`);

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
  const perColumn = DURATION_MS / ran.map.dtMs / COLUMNS;
  // Strokes of two cells and a gap, as in a raster.
  const cells = Array.from(steps, (step, k) => {
    const [column, row] = [Math.floor(step / perColumn), 3 * (elements[k] ?? 0) + 1];
    return [[column, row] as const, [column, row + 1] as const];
  }).flat();
  const layers = [drawPoints(COLUMNS, 3 * size + 1, 'stimulus', cells)];
  return { ...whole, layers, caption: `spikes of ${size} ${size === 1 ? 'train' : 'trains'}, ${time}` };
}
