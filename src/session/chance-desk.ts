import { type Chance, type ChanceRequest, type Chances, chances } from '../analysis/chance.ts';
import { betweenMeasures, type Measure, populationMeasures } from '../analysis/measures/index.ts';
import type { ChanceAnswer, ChanceQuestion } from './analysis-types.ts';
import type { HeldPopulation, HeldRun } from './held-run.ts';

/** Work between two pauses, in which other questions have their turns, ms. */
const SLICE_MS = 20;
/** Pause after a slice while runs go on, over the slice: a quarter of the time is work. */
const REST = 3;

type Pause = (ms: number) => Promise<void>;

const wait: Pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

interface Asked {
  /** Place of the run in the question. */
  readonly place: number;
  readonly run: HeldRun;
  readonly population: HeldPopulation;
}

/** What has a chance: a population, or two of a run. */
interface Subject {
  readonly place: number;
  readonly run: HeldRun;
  readonly populations: readonly string[];
}

/**
 * Answers what chance gives, one question after the other and in small parts, so that the indices never wait for it for longer
 * than for one value.
 */
export class ChanceDesk {
  /** The number of the latest question of each asker. */
  private readonly latest = new Map<string, number>();
  private questions = 0;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly runOf: (run: number) => HeldRun | undefined,
    private readonly now = () => performance.now(),
    private readonly pause: Pause = wait,
  ) {}

  /** Null: a newer question of the asker came, or a run of it has ended, was set back, or has not begun. */
  answer(question: ChanceQuestion): Promise<ChanceAnswer | null> {
    this.questions += 1;
    const number = this.questions;
    this.latest.set(question.asker, number);
    const answer = this.turn.then(() => this.compute(question, () => this.latest.get(question.asker) === number));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  /** Nobody waits for what an asker asked for any more. */
  forget(asker: string): void {
    this.latest.delete(asker);
  }

  private async compute(question: ChanceQuestion, isAwaited: () => boolean): Promise<ChanceAnswer | null> {
    const runs = question.runs.map(({ run }) => this.runOf(run));
    const setBacks = runs.map((run) => run?.setBacks);
    const isValid = (): boolean =>
      isAwaited() &&
      question.runs.every(({ run: id }, k) => {
        const run = this.runOf(id);
        return run !== undefined && run === runs[k] && run.endStep > 0 && run.setBacks === setBacks[k];
      });
    if (!isValid()) return null;
    const asked = question.runs.flatMap(({ populations }, place) =>
      populations.flatMap((id): Asked[] => {
        const run = runs[place];
        const population = run?.shape.populations.find((candidate) => candidate.id === id);
        return run === undefined || population === undefined ? [] : [{ place, run, population }];
      }),
    );
    const inquiry = inquiryOf(question, asked);
    const values = await this.inParts(chances(inquiry.missing), question.whole, isValid);
    if (values === null) return null;
    inquiry.keep(values);
    return inquiry.answer();
  }

  /** What the steps come to; null: it is not valid any more. */
  private async inParts(
    steps: Generator<void, Chances>,
    whole: boolean,
    isValid: () => boolean,
  ): Promise<Chances | null> {
    let startedMs = this.now();
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      const workedMs = this.now() - startedMs;
      if (workedMs < SLICE_MS) continue;
      await this.pause(whole ? 0 : REST * workedMs);
      if (!isValid()) return null;
      startedMs = this.now();
    }
  }
}

/** A question, of which some is known from earlier ones about the same window: each run keeps what it was asked. */
function inquiryOf(question: ChanceQuestion, asked: readonly Asked[]) {
  const { window, surrogates } = question;
  const pairs = asked.flatMap((first, i) =>
    asked.flatMap((second, j) => (i < j && first.place === second.place ? [[i, j] as const] : [])),
  );
  const subjectOf = (places: readonly number[]): Subject[] => {
    const members = places.flatMap((k) => asked[k] ?? []);
    const [first] = members;
    return first === undefined ? [] : [{ ...first, populations: members.map(({ population }) => population.id) }];
  };
  const single = asked.flatMap((_, k) => subjectOf([k]));
  const paired = pairs.flatMap(subjectOf);
  const keyOf = ({ populations }: Subject, measure: string): string =>
    JSON.stringify([window, surrogates, populations, measure]);
  const knownOf = (subject: Subject, measure: string): Chance | undefined =>
    subject.run.chances.get(keyOf(subject, measure));
  const missingOf = <M extends Measure>(all: readonly M[], ids: readonly string[], subjects: readonly Subject[]): M[] =>
    all.filter(({ id }) => ids.includes(id) && subjects.some((subject) => knownOf(subject, id) === undefined));
  const missing: ChanceRequest = {
    surrogates,
    populations: asked.map(({ run, population }) => ({
      id: population.id,
      seed: run.shape.seed,
      record: run.record(population, window, 'chance'),
    })),
    pairs,
    measures: missingOf(populationMeasures, question.measures, single),
    between: missingOf(betweenMeasures, question.between, paired),
  };
  const keepAll = (subjects: readonly Subject[], measures: readonly Measure[], all: Chances['pairs']): void => {
    for (const [k, subject] of subjects.entries()) {
      for (const [m, chance] of all[k]?.entries() ?? [])
        subject.run.chances.set(keyOf(subject, measures[m]?.id ?? ''), chance);
    }
  };
  const chancesOf = (subject: Subject, measures: readonly string[]): Chance[] =>
    measures.map((id) => knownOf(subject, id) ?? { mean: null, reason: `there is no measure "${id}"` });
  return {
    missing,
    keep: (values: Chances): void => {
      keepAll(single, missing.measures, values.populations);
      keepAll(paired, missing.between, values.pairs);
    },
    answer: (): ChanceAnswer => ({
      window,
      populations: single.map((subject) => ({
        run: subject.place,
        population: subject.populations[0] ?? '',
        chances: chancesOf(subject, question.measures),
      })),
      between: paired.map((subject) => ({
        run: subject.place,
        first: subject.populations[0] ?? '',
        second: subject.populations[1] ?? '',
        chances: chancesOf(subject, question.between),
      })),
    }),
  };
}
