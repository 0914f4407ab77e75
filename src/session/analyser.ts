import { type FigureKind, figureOf } from '../analysis/figures/index.ts';
import { betweenMeasures, measuredOf } from '../analysis/measures/index.ts';
import { type PopulationRecord, spikesWithin } from '../analysis/record.ts';
import { MOST_SHORTER, runningWindow } from '../analysis/running-window.ts';
import type { AnalysedChunk, AnalysedRun, Answer, FigureAnswer, FigureQuestion, Question } from './analysis-types.ts';
import { type HeldPopulation, HeldRun } from './held-run.ts';
import { ANALYSIS_BYTES, Budget } from './recordings/budget.ts';

/** Before so much of the analysis window has run, in ms, what came before it counts too. */
const LEAST_MS = 25;
/** While the network runs, histories may take so many ms of an answer; what is missing follows with the next. */
const HISTORY_WALL_MS = 40;

/** An answer that took more than LONG_MS shortens the next window, and one below SHORT_MS lengthens it. */
const LONG_MS = 90;
const SHORT_MS = 15;

interface Measured {
  /** It is the place of the run in the question. */
  readonly place: number;
  readonly run: HeldRun;
  readonly population: HeldPopulation;
}

/** The analysis worker holds what runs have yielded, and measures it. */
export class Analyser {
  private readonly runs = new Map<number, HeldRun>();
  private readonly budget = new Budget(ANALYSIS_BYTES);
  /** It says, by what is asked, how many of the longer windows are left out. */
  private readonly shorter = new Map<string, number>();

  constructor(private readonly now = () => performance.now()) {}

  /** Tells how many bytes are held of a run. */
  bytes(run: number): number {
    return this.runs.get(run)?.bytes ?? 0;
  }

  open(run: number, shape: AnalysedRun): void {
    this.runs.set(run, new HeldRun(shape, this.budget));
  }

  append(run: number, chunk: AnalysedChunk): void {
    this.runs.get(run)?.append(chunk);
  }

  /** Drops what is held from a step on, because the run goes on from an earlier state. */
  truncate(run: number, step: number): void {
    this.runs.get(run)?.truncate(step);
  }

  close(run: number): void {
    this.runs.get(run)?.close();
    this.runs.delete(run);
    this.shorter.clear();
  }

  /** Gives undefined where the run is not known (any more). */
  run(run: number): HeldRun | undefined {
    return this.runs.get(run);
  }

  /** Gives null where the run is not known (any more) or has not begun. */
  figure<K extends FigureKind>({ run, populations, kind, options }: FigureQuestion<K>): FigureAnswer<K> | null {
    const held = this.runs.get(run);
    if (held === undefined || held.endStep === 0) return null;
    return {
      figure: figureOf(
        kind,
        held.observation(populations, 'windowMs' in options ? options.windowMs : Number.POSITIVE_INFINITY),
        options,
      ),
    };
  }

  /** Gives null where a run is not known (any more) or has not begun. */
  answer(question: Question): Answer | null {
    const startedMs = this.now();
    const held = question.runs.map(({ run }) => this.runs.get(run));
    const known = held.filter((run) => run !== undefined && run.endStep > 0) as HeldRun[];
    const [first] = known;
    if (first === undefined || known.length < held.length) return null;
    const toMs = Math.min(...known.map(({ endStep, shape }) => endStep * shape.dtMs));
    const asked = known.flatMap((run, place) =>
      (question.runs[place]?.populations ?? []).flatMap((id): Measured[] => {
        const population = run.shape.populations.find((member) => member.id === id);
        return population === undefined ? [] : [{ place, run, population }];
      }),
    );
    const startMs = toMs > first.shape.fromMs + LEAST_MS ? first.shape.fromMs : 0;
    // What was let go is not measured: the window begins where all spikes are held.
    const heldFromMs = Math.ceil(Math.max(0, ...asked.map(({ run, population }) => run.heldFromMs(population))));
    const whole = { fromMs: Math.max(startMs, heldFromMs), toMs };
    const sum = (of: (measured: Measured) => number): number =>
      asked.reduce((total, measured) => total + of(measured), 0);
    const asks = JSON.stringify([question.runs, question.measures, question.between]);
    const shorter = this.shorter.get(asks) ?? 0;
    const window = question.whole
      ? whole
      : runningWindow(
          whole,
          sum(({ population }) => population.size),
          (from) => sum(({ run, population }) => run.spikesFrom(population, from)),
          shorter,
        );
    const recent = window.fromMs > startMs;
    const kind = recent ? String(Math.round(toMs - window.fromMs)) : 'whole';
    const records = asked.map(({ run, population }) => run.record(population, window, kind));
    const values = records.map((record) => question.measures.map((id) => measuredOf(id, record)));
    const endMs = this.now() + HISTORY_WALL_MS;
    const hasTime = question.whole ? null : () => this.now() < endMs;
    const answer = {
      window,
      recent,
      endSteps: known.map(({ endStep }) => endStep),
      populations: asked.map(({ place, run, population }, k) => ({
        run: place,
        population: population.id,
        spikes: records[k] === undefined ? 0 : spikesWithin(records[k]),
        values: values[k] ?? [],
        history:
          question.over === null || population.size < 2 ? null : run.history(population, question.over, toMs, hasTime),
      })),
      between: question.between.length > 0 ? pairsOf(asked, records, question.between) : [],
    };
    const wallMs = this.now() - startedMs;
    if (!question.whole) this.shorter.set(asks, Math.min(MOST_SHORTER, Math.max(0, shorter + changeFor(wallMs))));
    return { ...answer, wallMs };
  }
}

/** Gives each two populations of a run. */
function pairsOf(
  asked: readonly Measured[],
  records: readonly PopulationRecord[],
  ids: readonly string[],
): Answer['between'] {
  const measures = betweenMeasures.filter(({ id }) => ids.includes(id));
  return asked.flatMap((first, i) =>
    asked.slice(i + 1).flatMap((second, j) => {
      const [a, b] = [records[i], records[i + 1 + j]];
      if (first.place !== second.place || a === undefined || b === undefined) return [];
      const pair = { first: a, second: b };
      return [
        {
          run: first.place,
          first: first.population.id,
          second: second.population.id,
          values: measures.map(({ of }) => of(pair)),
        },
      ];
    }),
  );
}

function changeFor(wallMs: number): number {
  if (wallMs > LONG_MS) return 1;
  return wallMs < SHORT_MS ? -1 : 0;
}
