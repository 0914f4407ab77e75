import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { addPopulation, addProbe, addStimulus, connect } from '../../src/document/commands.ts';
import { emptyNetwork, type NetworkDocument } from '../../src/document/schema.ts';
import { onPaper } from '../../src/plots/colours.ts';
import { partText } from '../../src/plots/csv.ts';
import type { Mark } from '../../src/plots/marks/marks.ts';
import { type Drawing, type Plot, seenPlot } from '../../src/plots/marks/plot.ts';
import { drawingScene } from '../../src/plots/marks/plot-scene.ts';
import { svgOf } from '../../src/plots/marks/svg.ts';
import type { ProbeKind, RunView } from '../../src/plots/types.ts';
import { Analyser } from '../../src/session/analyser.ts';
import type { ChanceQuestion, FigureQuestion, Question } from '../../src/session/analysis-types.ts';
import { ChanceDesk } from '../../src/session/chance-desk.ts';
import { createSession } from '../../src/session/host.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { tagsOf } from '../markup.ts';

/** What the page asks of its workers is answered here, by the same code. */
const analyser = new Analyser();
const desk = new ChanceDesk((run) => analyser.run(run));
const CLIENTS = ['../../src/session/analysis-client.ts', '../../src/session/client.ts'] as const;
// Other test files may have loaded the plots already, with the clients of the page.
vi.resetModules();
vi.doMock(CLIENTS[0], () => ({
  ask: async (question: Question) => analyser.answer(question),
  askFigure: async (question: FigureQuestion) => analyser.figure(question),
  askChance: (question: ChanceQuestion) => desk.answer(question),
  forgetChance: (asker: string) => desk.forget(asker),
  analysisFailed: () => false,
  onAnalysable: () => () => undefined,
}));
vi.doMock(CLIENTS[1], () => ({
  createWorkerSession: () => ({
    connectivity: (...given: Parameters<ReturnType<typeof createSession>['connectivity']>) =>
      createSession().connectivity(...given),
    hasCrashed: () => false,
    terminate: () => undefined,
  }),
}));
const { findProbe, probeKinds } = await import('../../src/plots/index.ts');
const { drawingOf } = await import('../../src/plots/drawers.ts');

afterAll(() => {
  for (const client of CLIENTS) vi.doUnmock(client);
  vi.resetModules();
});

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
    const probe = addProbe(document, id, { x: 300, y: 0 });
    const node = document.nodes.find((one) => one.id === probe);
    if (node?.kind === 'probe') node.options = { ...findProbe(id)?.defaultOptions };
    connect(document, probe, population);
  }
  document.run = { ...document.run, duration: '600 ms', seed: 3 };
  return document;
}

const [WIDTH, HEIGHT] = [448, 320];
let run: RunView;

beforeAll(async () => {
  const document = network();
  const { config, map, problems } = compile(document);
  if (config === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  const session = createSession();
  const outcome = await session.build(config, { budgetBytes: 1e9, threads: { exactly: 1 } }, () => undefined);
  if (!outcome.ok) throw new Error(outcome.message);
  const recordings = new Recordings(config);
  // The analysis knows spikes and moments only, and numbers these.
  const kept = config.recorders.flatMap(({ kind }, k) => (kind === 'spikes' || kind === 'moments' ? [k] : []));
  analyser.open(1, {
    dtMs: map.dtMs,
    seed: config.seed,
    fromMs: map.fromMs,
    recorders: kept.flatMap((k) => config.recorders[k] ?? []),
    populations: map.populations.map(({ id, size, spikes, moments }) => ({
      id,
      size,
      spikes: kept.indexOf(spikes),
      moments: moments === null ? null : kept.indexOf(moments),
    })),
  });
  await session.run(Math.round(map.durationMs / map.dtMs), (chunk) => {
    recordings.append(chunk);
    analyser.append(1, { endStep: chunk.endStep, recorders: kept.flatMap((k) => chunk.recorders[k] ?? []) });
  });
  await session.dispose();
  const analysis = { id: 1, isRunning: () => false } as NonNullable<RunView['analysis']>;
  run = { label: '', document, map, recordings, analysis };
}, 60_000);

async function drawn(kind: ProbeKind, options = {}): Promise<Extract<Drawing, { readonly plots: unknown }>> {
  const node = run.document.nodes.find((one) => one.kind === 'probe' && one.probe === kind.id);
  if (node?.kind !== 'probe') throw new Error(`there is no probe ${kind.id}`);
  const probe = { ...node, options: { ...node.options, ...options } };
  const given = { probe, runs: [run], document: run.document, width: WIDTH, height: HEIGHT, inks: onPaper };
  const drawing = await drawingOf(kind.drawn, given);
  if ('empty' in drawing) throw new Error(`${kind.id} is empty: ${drawing.empty}`);
  // As all of it is seen.
  const plots = drawing.plots.map(({ plot, ...box }) => ({
    ...box,
    plot: seenPlot(plot, { x: plot.x.range, width: WIDTH }),
  }));
  return { ...drawing, plots };
}

/** How many values the marks of a plot stand for. */
const valuesIn = ({ marks }: Plot): number =>
  marks.reduce((sum, mark) => {
    if (mark.kind === 'line' || mark.kind === 'points') return sum + mark.y.filter((y) => !Number.isNaN(y)).length;
    if (mark.kind === 'band') return sum + mark.high.filter((y) => !Number.isNaN(y)).length;
    if (mark.kind === 'bars') return sum + Array.from(mark.heights).filter((height) => height > 0).length;
    if (mark.kind === 'image')
      return sum + Array.from(mark.colour.values).filter((value) => !Number.isNaN(value)).length;
    return sum;
  }, 0);

const flat = (marks: readonly Mark[]): Mark[] =>
  marks.flatMap((mark) => (mark.kind === 'clip' ? flat(mark.marks) : [mark]));

describe.each(probeKinds.map((kind) => [kind.id, kind] as const))('a drawing of the kind %s', (_, kind) => {
  it('has data on axes that are named', async () => {
    const { plots } = await drawn(kind);
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
    const drawing = await drawn(kind);
    const svg = svgOf(drawingScene(drawing, WIDTH, HEIGHT, onPaper), '#ffffff');
    const tags = tagsOf(svg);
    expect(tags[0]).toBe('svg');
    expect(svg).not.toMatch(/NaN|Infinity|undefined"/);
    const texts = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    for (const { plot } of drawing.plots) {
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
    const { marks } = drawingScene(await drawn(kind), WIDTH, HEIGHT, onPaper);
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
    if (kind.from === 'document') return expect(kind.drawn.by).toBe('view');
    const { header, parts } = await kind.toTable(probe, [run]);
    const csv = [{ rows: [header] }, ...parts()].map(partText).join('');
    expect(csv.trim().split('\n').length).toBeGreaterThan(1);
  });
});

it('a raster is one mark, however many spikes there are', async () => {
  const kind = findProbe('raster');
  if (kind === undefined) throw new Error('there is no raster');
  const [{ plot } = { plot: null }] = (await drawn(kind)).plots;
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
  const drawing = await drawn(kind, options);
  expect(drawing.plots.flatMap(({ plot }) => plot.marks.map((one) => one.kind))).toContain(mark);
  const marks = flat(drawingScene(drawing, WIDTH, HEIGHT, onPaper).marks);
  expect(marks.some((one) => one.kind === mark)).toBe(true);
});

describe('chance beside the indices', () => {
  const textOf = async (options = {}): Promise<string[][]> => {
    const kind = findProbe('synchrony');
    if (kind === undefined) throw new Error('there is no synchrony probe');
    const [table] = (await drawn(kind, options)).tables ?? [];
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
      const table = await findProbe('synchrony')?.toTable(asked, [run]);
      const csv = table === undefined ? '' : [{ rows: [table.header] }, ...table.parts()].map(partText).join('');
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
