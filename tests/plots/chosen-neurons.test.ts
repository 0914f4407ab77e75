import { beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { emptyNetwork, type NetworkDocument, type ProbeNode } from '../../src/document/schema.ts';
import { partText } from '../../src/plots/csv.ts';
import type { Plot } from '../../src/plots/marks/plot.ts';
import type { RunView } from '../../src/plots/types.ts';
import { Budget } from '../../src/session/recordings/budget.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { population } from '../editor/networks.ts';
import { counters } from '../session/networks.ts';
import { drawn, findProbe, observe } from './observed.ts';

const SIZE = 40;

/** Neurons that fire the more the greater their index is, at the places of a grid of 8 columns. */
const document: NetworkDocument = {
  ...emptyNetwork(),
  run: { ...emptyNetwork().run, dt: '0.1 ms', duration: '200 ms', from: '10 ms' },
  nodes: [
    {
      ...population('E'),
      size: SIZE,
      parameters: { E_L: { normalQuantiles: ['35 mV', '14 mV'] } },
      layout: { type: 'grid', width: '800 um', height: '500 um' },
    },
    {
      kind: 'probe',
      id: 'P',
      name: 'P',
      probe: 'raster',
      options: {},
      size: { width: 448, height: 320 },
      position: { x: 0, y: 0 },
    },
  ],
  edges: [{ id: 'PE', kind: 'tap', source: 'P', target: 'E' }],
} as NetworkDocument;

const probeOf = (options: ProbeNode['options']): ProbeNode => ({
  ...(document.nodes.find(({ kind }) => kind === 'probe') as ProbeNode),
  options,
});

let run: RunView;

beforeAll(async () => {
  run = await observe(document);
});

async function plotOf(options: ProbeNode['options']): Promise<Plot> {
  const drawing = await drawn(run, probeOf(options));
  if ('empty' in drawing || drawing.plots[0] === undefined) throw new Error(JSON.stringify(drawing));
  return drawing.plots[0].plot;
}

/** Neurons by row, from below, as the ticks name them. */
const rowsOf = ({ y }: Plot): string[] =>
  Array.from({ length: y.range[1] }, (_, row) => y.nameOf?.(row) ?? String(row));

/** Neurons whose spikes are in the file, each once. */
async function neuronsInFile(options: ProbeNode['options']): Promise<number[]> {
  const view = await findProbe('raster')?.view.load();
  const table = await view?.toTable(probeOf(options), [run]);
  const parts: string[] = [];
  for await (const part of table?.parts() ?? []) parts.push(partText(part));
  const lines = parts.join('').trim().split('\n');
  expect(lines).toHaveLength(table?.length ?? -1);
  return [...new Set(lines.map((line) => Number(line.split(',')[2])))].sort((a, b) => a - b);
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, k) => from + k);

const choices: [string, ProbeNode['options'], number[]][] = [
  ['all', {}, numbers(0, 39)],
  ['a list', { choice: 'listed', list: '35, 3, 20-24' }, [3, 20, 21, 22, 23, 24, 35]],
  ['a list beyond the last', { choice: 'listed', list: '38-90' }, [38, 39]],
  ['every n-th', { choice: 'every n-th', every: 15 }, [0, 15, 30]],
  ['the highest rates', { choice: 'highest rates', most: 3 }, [37, 38, 39]],
  ['the lowest rates', { choice: 'lowest rates', most: 2 }, [0, 1]],
  ['more than there are', { choice: 'highest rates', most: 5000 }, numbers(0, 39)],
  ['a layer', { choice: 'a layer', layers: 5, layer: 2 }, numbers(8, 15)],
];

describe('a raster', () => {
  test.each(choices)('of %s has these rows, and their spikes alone', async (_, options, neurons) => {
    const plot = await plotOf(options);
    expect(rowsOf(plot)).toEqual(neurons.map(String));
    const steps = run.recordings.spikes(0);
    const expected = [...steps.elements].filter((element) => neurons.includes(element)).length;
    expect(plot.data?.spikes).toBe(expected);
    const marks = plot.marks.flatMap((mark) => (mark.kind === 'points' ? [...mark.y] : []));
    expect(marks).toHaveLength(expected);
    const fired = neurons.filter((neuron) => steps.elements.includes(neuron));
    if (fired.length > 0) expect(await neuronsInFile(options)).toEqual(fired);
    // Each mark is read by the neuron's own number.
    for (const [row, neuron] of neurons.entries()) {
      const k = steps.elements.indexOf(neuron);
      if (k < 0) continue;
      const timeMs = (steps.steps[k] ?? 0) * 0.1;
      expect(plot.readout?.(timeMs, row + 0.5, { x: 0.01, y: 0.01 })).toBe(`E ${neuron} · ${timeMs.toFixed(1)} ms`);
      expect(plot.neurons?.at(timeMs, row + 0.5, { x: 0.01, y: 0.01 })).toMatchObject({ neuron, timeMs });
    }
  });

  test('puts neurons in the order of their places', async () => {
    const rows = rowsOf(await plotOf({ choice: 'listed', list: '0-15', order: 'position x' }));
    expect(rows.slice(0, 4)).toEqual(['0', '8', '1', '9']);
  });

  test.each([
    ['no list', { choice: 'listed', list: '' }, 'No neuron is listed.'],
    ['a list of neurons that there are not', { choice: 'listed', list: '900' }, 'There are no neurons 900.'],
    [
      'a layer below the last',
      { choice: 'a layer', layers: 2, layer: 3 },
      'There is no neuron in layer 3 of 2: a layer needs a layout.',
    ],
  ])('of %s says why it is empty', async (_, options, empty) => {
    expect(await drawn(run, probeOf(options))).toEqual({ empty });
    const view = await findProbe('raster')?.view.load();
    expect(await view?.toTable(probeOf(options), [run])).toMatchObject({ length: 0 });
  });

  test('of a list that cannot be read, or with neurons that there are not, has a fault with what is allowed', () => {
    const faultOf = (options: ProbeNode['options']) =>
      compile({
        ...document,
        nodes: document.nodes.map((node) => (node.kind === 'probe' ? probeOf(options) : node)),
      }).problems.map(({ message }) => message);
    expect(faultOf({ choice: 'listed', list: '5-2' })).toEqual([
      'Probe "P": the option list is "5-2"; must be whole numbers and ranges, such as "1, 5, 10-20".',
    ]);
    expect(faultOf({ choice: 'listed', list: '3, 900' })).toEqual([
      'Probe "P": the option list is "3, 900"; must be of neurons that Population "E" has: 0 to 39.',
    ]);
    expect(faultOf({ choice: 'all', list: '3, 900' })).toEqual([]);
    expect(faultOf({ choice: 'every n-th', every: 0 })).toHaveLength(1);
  });
});

describe('chosen spikes', () => {
  const block = (from: number, size: number, each: number) => ({
    steps: Int32Array.from({ length: each }, (_, k) => from + k),
    elements: Int32Array.from({ length: each }, (_, k) => (k * 7) % size),
  });
  const recorders = [{ kind: 'spikes', of: { of: 'group', index: 0 } }] as const;
  const recorded = (size: number, chunks: number, each: number, budget = new Budget(1e9)) => {
    const recordings = new Recordings({ ...counters(size), recorders, dtMs: 0.1 }, budget);
    for (let c = 0; c < chunks; c++)
      recordings.append({
        endStep: (c + 1) * each,
        spikeCounts: [(c + 1) * each],
        recorders: [{ kind: 'spikes', block: block(c * each, size, each) }],
      });
    return recordings;
  };
  const held = (recordings: Recordings, elements: number[]) => {
    const { steps, elements: rows } = recordings.spikesOf(0, elements).between(0, Number.POSITIVE_INFINITY);
    return [...steps].map((step, k) => [step, elements[rows[k] ?? -1]]);
  };

  test('are those of the whole, chosen before, during or after it, and after a truncation', () => {
    const chosen = [5, 2, 19_999];
    const [before, after] = [recorded(20_000, 0, 0), recorded(20_000, 6, 5000)];
    before.spikesOf(0, chosen);
    for (let c = 0; c < 6; c++)
      before.append({
        endStep: (c + 1) * 5000,
        spikeCounts: [0],
        recorders: [{ kind: 'spikes', block: block(c * 5000, 20_000, 5000) }],
      });
    expect(held(before, chosen).length).toBeGreaterThan(5);
    expect(held(before, chosen)).toEqual(held(after, chosen));
    for (const recordings of [before, after]) recordings.truncate(12_345);
    expect(held(before, chosen)).toEqual(held(recorded(20_000, 3, 5000), chosen).filter(([step = 0]) => step < 12_345));
    const totals = before.spikesOfEach(0);
    expect(totals[5]).toBe(before.spikesOf(0, [5]).length);
  });

  test('say from when on they are known where earlier ones are not held any more', () => {
    const recordings = recorded(40, 100, 10_000, new Budget(2_000_000));
    const store = recordings.spikesOf(0, [7]);
    expect(store.knownFrom).toBe(recordings.heldFrom(0));
    expect(store.knownFrom).toBeGreaterThan(0);
  });
});
