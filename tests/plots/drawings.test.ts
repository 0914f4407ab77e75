import { beforeAll, describe, expect, it } from 'vitest';
import { addPopulation, addProbe, addStimulus, connect } from '../../src/document/commands.ts';
import { emptyNetwork, type NetworkDocument } from '../../src/document/schema.ts';
import { onPaper } from '../../src/plots/colours.ts';
import { partText } from '../../src/plots/csv.ts';
import type { Mark } from '../../src/plots/marks/marks.ts';
import type { Drawing } from '../../src/plots/marks/plot.ts';
import { drawingScene } from '../../src/plots/marks/plot-scene.ts';
import { svgOf } from '../../src/plots/marks/svg.ts';
import type { DataTable } from '../../src/plots/tables.ts';
import type { ProbeKind, RunView } from '../../src/plots/types.ts';
import { tagsOf } from '../markup.ts';
import { drawn, findProbe, HEIGHT, observe, probeKinds, valuesIn, WIDTH } from './observed.ts';

/** Poisson trains drive AdEx neurons through synapses that learn; a probe of each kind observes these. */
function network(): NetworkDocument {
  const document = emptyNetwork();
  const population = addPopulation(document, 'adex', { x: 0, y: 0 });
  const trains = addStimulus(document, 'poisson', { x: -200, y: 0 });
  for (const node of document.nodes) {
    if (node.kind === 'population') Object.assign(node, { size: 8, name: 'Cells <1> & "2"' });
    if (node.kind === 'stimulus') node.parameters = { rate: '40 Hz', size: 20 };
  }
  connect(document, trains, population);
  const [synapse] = document.edges;
  if (synapse?.kind !== 'synapse') throw new Error('the trains reach no neuron');
  Object.assign(synapse, {
    model: 'exponential-current',
    rule: { type: 'all-to-all', autapses: true },
    weight: { uniform: ['100 pA', '400 pA'] },
    plasticity: [{ model: 'stdp-additive', parameters: { w_max: '500 pA' } }],
  });
  for (const { id } of probeKinds) {
    connect(document, addProbe(document, id, { x: 300, y: 0 }), population);
  }
  document.run = { ...document.run, duration: '600 ms', seed: 3 };
  return document;
}

let run: RunView;

beforeAll(async () => {
  run = await observe(network());
}, 60_000);

async function drawing(kind: ProbeKind, options = {}): Promise<Extract<Drawing, { readonly plots: unknown }>> {
  const node = run.document.nodes.find((one) => one.kind === 'probe' && one.probe === kind.id);
  if (node?.kind !== 'probe') throw new Error(`there is no probe ${kind.id}`);
  const found = await drawn(run, { ...node, options: { ...node.options, ...options } });
  if ('empty' in found) throw new Error(`${kind.id} is empty: ${found.empty}`);
  return found;
}

async function csvOfTable({ header, parts }: Pick<DataTable, 'header' | 'parts'>): Promise<string> {
  let csv = partText({ rows: [header] });
  for await (const part of parts()) csv += partText(part);
  return csv;
}

const flat = (marks: readonly Mark[]): Mark[] =>
  marks.flatMap((mark) => (mark.kind === 'clip' ? flat(mark.marks) : [mark]));

describe.each(probeKinds.map((kind) => [kind.id, kind] as const))('a drawing of the kind %s', (_, kind) => {
  it('has data on axes that are named', async () => {
    const { plots } = await drawing(kind);
    expect(plots.length).toBeGreaterThan(0);
    for (const { plot } of plots) {
      expect(valuesIn(plot), plot.key).toBeGreaterThan(0);
      expect(`${plot.x.label}${plot.x.unit ?? ''}`, plot.key).not.toBe('');
      if (plot.y.ticks !== false) expect(plot.y.label, plot.key).not.toBe('');
      expect(plot.summary).not.toMatch(/NaN|undefined|\[object/);
    }
    expect(new Set(plots.map(({ plot }) => plot.key)).size).toBe(plots.length);
  });

  it('is an SVG file that is well-formed and holds them', async () => {
    const found = await drawing(kind);
    const svg = svgOf(drawingScene(found, WIDTH, HEIGHT, onPaper), '#ffffff');
    const tags = tagsOf(svg);
    expect(tags[0]).toBe('svg');
    expect(svg).not.toMatch(/NaN|Infinity|undefined"/);
    const texts = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    for (const { plot } of found.plots) {
      for (const { label } of [plot.x, plot.y]) {
        const escaped = label
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replaceAll('>', '&gt;')
          .replaceAll('"', '&quot;');
        if (label !== '') expect(texts).toContain(escaped);
      }
      // What is cut to the frame are the data.
      expect(svg).toMatch(
        /<svg x="[^"]*" y="[^"]*" width="[^"]*" height="[^"]*" viewBox="[^"]*">(<path|<rect|<image|<g)/,
      );
    }
  });

  it('stays within its picture', async () => {
    const { marks } = drawingScene(await drawing(kind), WIDTH, HEIGHT, onPaper);
    for (const mark of marks) {
      const places = mark.kind === 'path' ? mark.points : 'at' in mark ? [mark.at] : [];
      for (const [x, y] of places) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(WIDTH + 0.5);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(HEIGHT + 0.5);
      }
      if (mark.kind !== 'clip') continue;
      expect(mark.box.left + mark.box.width).toBeLessThanOrEqual(WIDTH);
      expect(mark.box.top + mark.box.height).toBeLessThanOrEqual(HEIGHT);
    }
  });

  it('has a table of the same data', async () => {
    const probe = run.document.nodes.find((one) => one.kind === 'probe' && one.probe === kind.id);
    if (probe?.kind !== 'probe') throw new Error('there is no such probe');
    const { drawn, toTable } = await kind.view.load();
    if (kind.from === 'document') return expect(drawn.by).toBe('view');
    const csv = await csvOfTable(await toTable(probe, [run]));
    expect(csv.trim().split('\n').length).toBeGreaterThan(1);
  });
});

it('a raster is one mark, however many spikes there are', async () => {
  const kind = findProbe('raster');
  if (kind === undefined) throw new Error('there is no raster');
  const [{ plot } = { plot: null }] = (await drawing(kind)).plots;
  const spikes = plot?.marks.filter((mark) => mark.kind === 'points') ?? [];
  expect(spikes.map(({ x }) => x.length)).toEqual([plot?.data?.spikes]);
  expect(plot?.data?.spikes).toBeGreaterThan(10);
});

it.each([
  ['weights', { show: 'matrix' }, 'image'],
  ['weights', { show: 'synapses' }, 'line'],
  ['map', { show: 'fading spikes' }, 'image'],
])('%s with %o draws a mark of the kind %s', async (id, options, mark) => {
  const kind = findProbe(id);
  if (kind === undefined) throw new Error('there is no such probe');
  const found = await drawing(kind, options);
  expect(found.plots.flatMap(({ plot }) => plot.marks.map((one) => one.kind))).toContain(mark);
  const marks = flat(drawingScene(found, WIDTH, HEIGHT, onPaper).marks);
  expect(marks.some((one) => one.kind === mark)).toBe(true);
});

describe('chance beside the indices', () => {
  const textOf = async (options = {}): Promise<string[][]> => {
    const kind = findProbe('synchrony');
    if (kind === undefined) throw new Error('there is no synchrony probe');
    const [table] = (await drawing(kind, options)).tables ?? [];
    return (table?.table ?? []).map((row) => row.map(String));
  };

  it('stands in the table and in its file, of the surrogates that are chosen, and can be left out', async () => {
    const dithered = await textOf({
      surrogates: 'dithered spikes',
      ditherMs: 10,
      indices: ['chi', 'R', 'cv', 'rateHz'],
    });
    expect(dithered[0]?.filter((text) => text === 'chance').length).toBe((dithered[0]?.length ?? 0) >> 1);
    const [, chi, order, cv] = dithered;
    expect(chi?.[2]).toBe((1 / Math.sqrt(8)).toFixed(2));
    expect(order?.[2]).toMatch(/^0\.\d\d ± 0\.\d\d$/);
    expect(cv?.[2]).toBe('');
    expect((await textOf({ surrogates: 'none' }))[0]).not.toContain('chance');

    const probe = run.document.nodes.find((one) => one.kind === 'probe' && one.probe === 'synchrony');
    if (probe?.kind !== 'probe') throw new Error('there is no synchrony probe');
    const csvOf = async (surrogates: string): Promise<string[][]> => {
      const asked = { ...probe, options: { ...probe.options, surrogates } };
      const table = await (await findProbe('synchrony')?.view.load())?.toTable(asked, [run]);
      const csv = table === undefined ? '' : await csvOfTable(table);
      return csv.split('\n').map((line) => line.split(','));
    };
    const [heading = [], values = []] = await csvOf('dithered spikes');
    const at = (name: string): string | undefined => values[heading.indexOf(name)];
    expect(Number(at('R: chance'))).toBeGreaterThan(0);
    expect(Number(at('R: chance sd'))).toBeGreaterThan(0);
    expect(at('surrogates')).toBe('20 of spikes dithered by 20 ms');
    expect(heading).not.toContain('rateHz: chance');
    expect((await csvOf('none'))[0]).not.toContain('R: chance');
  });
});
