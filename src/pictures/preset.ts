import { readdirSync, readFileSync } from 'node:fs';
import { freeze, produce } from 'immer';
import { compile } from '../compile/index.ts';
import type { Picture, PictureLayer } from '../contract/index.ts';
import { addBlock, readBlock } from '../document/blocks.ts';
import { emptyNetwork, type NetworkDocument } from '../document/schema.ts';
import { validateDocument } from '../document/validate.ts';
import { estimate } from '../engine/index.ts';
import { drawLine, drawPoints, HEIGHT, rangeOf, WIDTH } from './draw.ts';
import { NotDrawn, type Ran, run } from './run.ts';

/** Above these a network is not run for a picture. */
const MOST_NEURONS = 20_000;
const MOST_SYNAPSES = 8_000_000;
/** Neurons times steps that take about half a second; longer runs are cut. */
const MOST_WORK = 1e7;
/** Of a step, whatever the number of neurons, in neurons. */
const STEP_WORK = 30;
/** Up to so many neurons are drawn as potentials, else as a raster. */
const FEW = 10;
const MOST_LINES = 2;
/** Rows of a raster, and spikes of a row that can be told apart. */
const ROWS = 48;
const SPIKES_IN_ROW = 16;
const SPIKES_IN_LINE = 20;
/** A row of a raster is one neuron; where fewer of the cells are set than this, as many neurons as it takes. */
const LEAST_SET = 0.06;

/** How to draw each preset of the folder, by its id. */
export function presetDrawings(folder = 'presets'): ReadonlyMap<string, () => Promise<Picture>> {
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'))
      .map((file) => [
        file.replace('.json', ''),
        () => {
          const { document, problems } = validateDocument(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
          if (document === null) throw new NotDrawn(problems.map(({ message }) => message).join(' '));
          return presetPicture(freeze(document, true));
        },
      ]),
  );
}

/** How to draw each block of the folder, by its key: as a network of itself. */
export function blockDrawings(folder = 'presets/blocks'): ReadonlyMap<string, () => Promise<Picture>> {
  return new Map(
    readdirSync(folder).map((file) => [
      `block ${file.replace('.json', '')}`,
      () => {
        const { block, problems } = readBlock(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
        if (block === null) throw new NotDrawn(problems.map(({ message }) => message).join(' '));
        return presetPicture(produce(emptyNetwork(), (draft) => void addBlock(draft, block, { x: 0, y: 0 })));
      },
    ]),
  );
}

/** A raster of a network, or the potentials of a few neurons, from a run of the document as it stands. */
async function presetPicture(document: NetworkDocument): Promise<Picture> {
  const { config, map, problems } = compile(document);
  if (config === null) throw new NotDrawn(problems.map(({ message }) => message).join(' '));
  const { neurons, synapses } = estimate(config);
  if (neurons > MOST_NEURONS || synapses > MOST_SYNAPSES) throw new NotDrawn('It is too large to be run.');
  const work = (neurons + STEP_WORK) * (map.durationMs / map.dtMs);
  const durationMs = map.durationMs * Math.min(1, MOST_WORK / work);
  const ran = await run(document, { durationMs });
  const layers = neurons <= FEW ? potentials(ran) : raster(ran, durationMs);
  return { width: WIDTH, height: HEIGHT, layers, caption: neurons <= FEW ? 'membrane potential' : 'raster' };
}

const populationsOf = ({ map }: Ran) => map.populations.filter(({ kind }) => kind === 'population');

/** The first neurons, over the end of the run in which their spikes can be told apart. */
function potentials(ran: Ran): PictureLayer[] {
  const lines = populationsOf(ran)
    .flatMap(({ id, size, sign }) => Array.from({ length: size }, (_, k) => ({ id, k, size, sign })))
    .slice(0, MOST_LINES)
    .map(({ id, k, size, sign }) => {
      const share = Math.min(1, (SPIKES_IN_LINE * size) / Math.max(1, ran.spikes(id).steps.length));
      return { whole: ran.membrane(id, k), share, sign };
    });
  const share = Math.min(...lines.map((line) => line.share));
  const shown = lines.map(({ whole, sign }) => ({ signal: whole.slice(Math.floor(whole.length * (1 - share))), sign }));
  const range = rangeOf(...shown.map(({ signal }) => signal));
  return shown.map(({ signal, sign }, k) => drawLine(signal, k === 0 ? sign : 'faint', range)).reverse();
}

/** Populations from top to bottom, over the end of the run in which spikes can be told apart. */
function raster(ran: Ran, durationMs: number): PictureLayer[] {
  const populations = populationsOf(ran);
  const neurons = populations.reduce((sum, { size }) => sum + size, 0);
  const spikes = populations.reduce((sum, { id }) => sum + ran.spikes(id).steps.length, 0);
  const share = Math.min(1, (SPIKES_IN_ROW * neurons) / Math.max(1, spikes));
  const steps = durationMs / ran.map.dtMs;
  const first = steps * (1 - share);
  const height = ROWS + populations.length;
  // Of all spikes each row shows those of its neurons.
  const ofOne = (spikes * share * ROWS) / neurons;
  const inRow = Math.max(1, Math.round((LEAST_SET * WIDTH * height) / Math.max(1, ofOne)));
  let top = 0;
  return populations.map(({ id, size, sign }): PictureLayer => {
    const rows = Math.max(1, Math.min(size, Math.round((ROWS * size) / neurons)));
    const from = top;
    top += rows;
    const rowOf = new Map(
      Array.from({ length: rows * inRow }, (_, k) => [
        Math.floor(((k + 0.5) * size) / (rows * inRow)),
        Math.floor(k / inRow),
      ]),
    );
    const { steps: fired, elements } = ran.spikes(id);
    const cells: [number, number][] = [];
    fired.forEach((step, k) => {
      const row = rowOf.get(elements[k] ?? -1);
      if (step < first || row === undefined) return;
      cells.push([Math.min(WIDTH - 1, Math.floor(((step - first) / (steps - first)) * WIDTH)), from + row]);
    });
    return drawPoints(WIDTH, height, sign, cells);
  });
}
