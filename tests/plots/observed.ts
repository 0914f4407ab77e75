import { vi } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { NetworkDocument, ProbeNode } from '../../src/document/schema.ts';
import { stepsOf } from '../../src/experiments/run.ts';
import { onPaper } from '../../src/plots/colours.ts';
import { type Drawing, type Plot, seenPlot } from '../../src/plots/marks/plot.ts';
import type { RunView } from '../../src/plots/types.ts';
import { Analyser } from '../../src/session/analyser.ts';
import type { ChanceQuestion, FigureQuestion, Question } from '../../src/session/analysis-types.ts';
import { ChanceDesk } from '../../src/session/chance-desk.ts';
import { createSession } from '../../src/session/host.ts';
import { Recordings } from '../../src/session/recordings.ts';

/** What the page asks of its workers is answered here, by the same code. */
const analyser = new Analyser();
const desk = new ChanceDesk((run) => analyser.run(run));
const CLIENTS = ['../../src/session/analysis-client.ts', '../../src/session/client.ts'] as const;
// Other test files may have loaded the plots already, with the clients of the page, or will load them with these.
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
// The views are fetched while the workers are answered for.
for (const { view } of probeKinds) await view.load();
for (const client of CLIENTS) vi.doUnmock(client);
vi.resetModules();

export { findProbe, probeKinds };

let runs = 0;

/** Runs a network to its end, and gives what it yields to the analysis that the probes ask. */
export async function observe(document: NetworkDocument): Promise<RunView> {
  const { config, map, problems } = compile(document);
  if (config === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  const id = ++runs;
  // The analysis knows spikes and moments only, and numbers these.
  const kept = config.recorders.flatMap(({ kind }, k) => (kind === 'spikes' || kind === 'moments' ? [k] : []));
  analyser.open(id, {
    dtMs: map.dtMs,
    seed: config.seed,
    fromMs: map.fromMs,
    recorders: kept.flatMap((k) => config.recorders[k] ?? []),
    populations: map.populations.map(({ id: population, size, spikes, moments }) => ({
      ...{ id: population, size, spikes: kept.indexOf(spikes) },
      moments: moments === null ? null : kept.indexOf(moments),
    })),
  });
  const session = createSession(undefined, 'one');
  const outcome = await session.build(config, { budgetBytes: 1e9, threads: { exactly: 1 } }, () => undefined);
  if (!outcome.ok) throw new Error(outcome.message);
  const recordings = new Recordings(config);
  const { message } = await session.run(stepsOf(map), (chunk) => {
    recordings.append(chunk);
    analyser.append(id, { endStep: chunk.endStep, recorders: kept.flatMap((k) => chunk.recorders[k] ?? []) });
  });
  await session.dispose();
  if (message !== null) throw new Error(message);
  const analysis = { id, isRunning: () => false } as NonNullable<RunView['analysis']>;
  return { label: '', document, map, recordings, analysis };
}

export const [WIDTH, HEIGHT] = [448, 320];

/** What a probe of the run's network shows, as a report has it, all of it seen; or what it shows of a time, ms. */
export async function drawn(run: RunView, probe: ProbeNode, lookedAtMs: number | null = null): Promise<Drawing> {
  const kind = findProbe(probe.probe);
  if (kind === undefined) throw new Error(`there is no probe ${probe.probe}`);
  const given = {
    probe,
    runs: [run],
    document: run.document,
    width: WIDTH,
    height: HEIGHT,
    inks: onPaper,
    lookedAtMs,
  };
  const drawing = await drawingOf((await kind.view.load()).drawn, given);
  if ('empty' in drawing) return drawing;
  const plots = drawing.plots.map(({ plot, ...box }) => ({
    ...box,
    plot: seenPlot(plot, { x: plot.x.range, width: WIDTH }),
  }));
  return { ...drawing, plots };
}

/** How many values the marks of a plot stand for. */
export const valuesIn = ({ marks }: Plot): number =>
  marks.reduce((sum, mark) => {
    if (mark.kind === 'line' || mark.kind === 'points') return sum + mark.y.filter((y) => !Number.isNaN(y)).length;
    if (mark.kind === 'band') return sum + mark.high.filter((y) => !Number.isNaN(y)).length;
    if (mark.kind === 'bars') return sum + Array.from(mark.heights).filter((height) => height > 0).length;
    if (mark.kind === 'image')
      return sum + Array.from(mark.colour.values).filter((value) => !Number.isNaN(value)).length;
    return sum;
  }, 0);
