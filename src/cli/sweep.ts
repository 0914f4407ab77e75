import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { populationMeasures } from '../analysis/measures/index.ts';
import { supportText } from '../analysis/support.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { budgetBytes } from '../experiments/budget.ts';
import { missingCells, runTasks } from '../experiments/cells/runner.ts';
import { axisName, parseAxis, type SweepAxis } from '../experiments/sweep/axis.ts';
import { formatNumber } from '../experiments/sweep/numbers.ts';
import { type CellResult, faultOfAxes, faultOfAxis, type Sweep } from '../experiments/sweep/sweep.ts';
import { csvOf, summarise } from '../experiments/sweep/table.ts';
import { LEAST_POINTS, transitionOf } from '../experiments/sweep/transition.ts';
import { cellWorkers } from './cell-workers.ts';
import { counted, problemLine, readNetwork, sentence } from './files.ts';
import { measuresNamed } from './measures.ts';
import { locate } from './overrides.ts';
import { type NetworkOptions, withOptions } from './run.ts';

export interface SweepOptions extends NetworkOptions {
  readonly vary: readonly string[];
  /** Seeds of each place: this many from the network's own on. */
  readonly seeds: number;
  /** Ids of measures, separated by commas. */
  readonly measure: string;
  /** CSV of all cells. */
  readonly out?: string;
  readonly workers?: number;
}

/** Runs a sweep; prints a table of means with intervals, and where an index has a transition. Returns the exit status. */
export async function runSweep(file: string, options: SweepOptions, bundle: URL): Promise<number> {
  try {
    const { document, problems } = await readNetwork(file);
    if (document === null) throw new Error(problems.map(problemLine).join('\n'));
    const sweep = sweepOf(withOptions(document, options).document, options);
    const misfit = faultOfAxes(sweep);
    if (misfit !== null) throw new Error(misfit);
    const { results, wallMs, workers } = await simulate(sweep, options.workers ?? availableParallelism(), bundle);
    if (options.out !== undefined) await writeFile(options.out, csvOf(sweep, results));
    const failed = results.find(({ fault }) => fault !== null);
    console.log(report(sweep, results));
    const speed = `${counted(results.length, 'run')} in ${(wallMs / 1000).toFixed(1)} s, ${((1000 * results.length) / wallMs).toFixed(1)} a second`;
    console.log(`${speed}, ${counted(workers, 'worker')}${options.out ? `; all cells are in ${options.out}` : ''}`);
    if (failed?.fault)
      console.error(`${placeText(sweep, failed.cell.place)}, seed ${failed.cell.seed}: ${failed.fault}`);
    return failed ? 1 : 0;
  } catch (fault) {
    console.error(sentence(fault));
    return 1;
  }
}

function sweepOf(document: NetworkDocument, { vary, seeds, measure }: SweepOptions): Sweep {
  if (vary.length === 0 || vary.length > 2) throw new Error('Vary one or two parameters: --vary NODE.PARAM=a:b:n.');
  return {
    document,
    axes: vary.map((text) => axisOf(document, text)),
    seeds: Array.from({ length: seeds }, (_, k) => (document.run.seed + k) % 4294967296),
    measures: measuresNamed(measure, populationMeasures).map(({ id }) => id),
  };
}

/** An axis whose field takes each of its values. */
function axisOf(document: NetworkDocument, text: string): SweepAxis {
  const axis = parseAxis(document, text, locate);
  const fault = faultOfAxis(document, axis);
  if (fault !== null) throw new Error(`--vary ${text}: ${fault}`);
  return axis;
}

async function simulate(
  sweep: Sweep,
  atMost: number,
  bundle: URL,
): Promise<{ results: CellResult[]; wallMs: number; workers: number }> {
  const tasks = missingCells(sweep, '', []);
  const pool = cellWorkers(Math.min(atMost, tasks.length), bundle);
  const results: CellResult[] = [];
  const startedMs = performance.now();
  try {
    await runTasks({
      tasks,
      pool,
      budgetBytes: budgetBytes('process', pool.size),
      onResult: (result) => {
        results.push(result);
        if (process.stderr.isTTY) process.stderr.write(`\r${results.length} of ${tasks.length} runs`);
      },
    });
  } finally {
    pool.close();
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  }
  return { results, wallMs: performance.now() - startedMs, workers: pool.size };
}

const placeText = ({ axes }: Sweep, place: readonly number[]): string =>
  axes
    .map((axis, k) => `${axisName(axis)} ${formatNumber(axis.numbers[place[k] ?? 0] ?? 0)} ${axis.unit}`.trim())
    .join(', ');

/** Mean and 95 % interval of each measure of each population, by place. */
function report(sweep: Sweep, results: readonly CellResult[]): string {
  const populations = [...new Set(results.flatMap(({ values }) => Object.keys(values)))];
  return populations
    .flatMap((population) => sweep.measures.map((measure) => ({ population, measure })))
    .map(({ population, measure }) => {
      const summaries = summarise(results, sweep.measures, population, measure);
      const lines = summaries.map(({ place, values, interval, support, reasons }) => {
        const summary =
          interval === null
            ? `undefined: ${reasons[0] ?? 'no run says why'}`
            : `${interval.mean.toPrecision(4)}  [${interval.low.toPrecision(4)}, ${interval.high.toPrecision(4)}]  ${counted(values.length, 'seed')}${support === null ? '' : `, ${supportText(support)}`}`;
        return `  ${placeText(sweep, place)}: ${summary}`;
      });
      return [`${population} ${measure}`, ...lines, ...transitionLine(sweep, summaries)].join('\n');
    })
    .join('\n');
}

function transitionLine({ axes }: Sweep, summaries: ReturnType<typeof summarise>): string[] {
  const [axis] = axes;
  if (axis === undefined || axes.length > 1) return [];
  const points = summaries.map(({ place, values }) => ({ x: axis.numbers[place[0] ?? 0] ?? 0, values }));
  const transition = transitionOf(points);
  if (points.length < LEAST_POINTS) return [];
  if (transition === null) return ['  no transition in this range'];
  const [at, low, high] = [transition.at, transition.low, transition.high].map((x) => x.toPrecision(4));
  return [
    `  ${transition.kind === 'onset' ? 'square-root onset' : 'step'} at ${axisName(axis)} = ${at} ${axis.unit} [${low}, ${high}]`,
  ];
}
