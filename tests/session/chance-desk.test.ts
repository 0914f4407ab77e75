import { describe, expect, test } from 'vitest';
import { allChances } from '../../src/analysis/chance.ts';
import { betweenMeasures, populationMeasures } from '../../src/analysis/measures/index.ts';
import { recordOf } from '../../src/analysis/record.ts';
import { Analyser } from '../../src/session/analyser.ts';
import type { AnalysedRun, ChanceQuestion } from '../../src/session/analysis-types.ts';
import { ChanceDesk } from '../../src/session/chance-desk.ts';
import { spikesOf } from '../analysis/examples.ts';
import { draws } from '../analysis/made-trains.ts';

const DT_MS = 0.1;
const SIZE = 12;
const END_STEP = 15_000;
const IDS = ['E', 'I'] as const;

const { poisson } = draws(4);
const spikesOfBoth = IDS.map(() =>
  spikesOf(
    Array.from({ length: SIZE }, () => poisson(20, END_STEP * DT_MS)),
    DT_MS,
  ),
);

const shape: AnalysedRun = {
  dtMs: DT_MS,
  seed: 7,
  fromMs: 200,
  recorders: IDS.map((_, index) => ({ kind: 'spikes', of: { of: 'group', index } })),
  populations: IDS.map((id, spikes) => ({ id, size: SIZE, spikes, moments: null })),
};

/** A run in chunks of so many steps, up to a step. */
function fed(stepsOfChunk: number, endStep = END_STEP): Analyser {
  const analyser = new Analyser(() => 0);
  analyser.open(1, shape);
  for (let from = 0; from < endStep; from += stepsOfChunk) feed(analyser, from, Math.min(endStep, from + stepsOfChunk));
  return analyser;
}

function feed(analyser: Analyser, from: number, endStep: number): void {
  analyser.append(1, {
    endStep,
    recorders: spikesOfBoth.map(({ steps, elements }) => {
      const [first, end] = [from, endStep].map((at) => steps.filter((step) => step < at).length);
      return { kind: 'spikes', block: { steps: steps.slice(first, end), elements: elements.slice(first, end) } };
    }),
  });
}

const window = { fromMs: 200, toMs: 1500 };
const question: ChanceQuestion = {
  asker: 'probe',
  runs: [{ run: 1, populations: IDS }],
  measures: ['R', 'correlation', 'cv', 'spikeSync'],
  between: ['rateCorrelation', 'coherence'],
  window,
  surrogates: { kind: 'shuffle' },
  whole: true,
};

/** Each value takes 10 ms. */
function deskOf(analyser: Analyser, during: () => void = () => undefined) {
  const pauses: number[] = [];
  let timeMs = 0;
  const desk = new ChanceDesk(
    (run) => analyser.run(run),
    () => {
      timeMs += 10;
      return timeMs;
    },
    async (ms) => {
      pauses.push(ms);
      during();
    },
  );
  return { desk, pauses };
}

/** What the same says of the whole recordings. */
function expected() {
  const populations = IDS.map((id, k) => ({
    id,
    seed: 7,
    record: recordOf(spikesOfBoth[k] ?? spikesOf([]), SIZE, DT_MS, window, null),
  }));
  return allChances({
    populations,
    pairs: [[0, 1]],
    measures: populationMeasures.filter(({ id }) => question.measures.includes(id)),
    between: betweenMeasures.filter(({ id }) => question.between.includes(id)),
    surrogates: question.surrogates,
  });
}

/** The question has its measures in another order than their list. */
const byId = (chances: readonly unknown[] | undefined, ids: readonly string[]) =>
  Object.fromEntries(ids.map((id, k) => [id, chances?.[k]]));

const sortedIds = populationMeasures.map(({ id }) => id).filter((id) => question.measures.includes(id));
const sortedBetween = betweenMeasures.map(({ id }) => id).filter((id) => question.between.includes(id));

describe('the chance of a run', () => {
  test('is that of its whole recordings, whatever chunks they came in', async () => {
    const wanted = expected();
    for (const stepsOfChunk of [130, 4000, END_STEP]) {
      const answer = await deskOf(fed(stepsOfChunk)).desk.answer(question);
      expect(answer?.window).toEqual(window);
      answer?.populations.forEach(({ chances }, k) => {
        expect(byId(chances, question.measures)).toEqual(byId(wanted.populations[k], sortedIds));
      });
      expect(answer?.between).toMatchObject([{ run: 0, first: 'E', second: 'I' }]);
      expect(byId(answer?.between[0]?.chances, question.between)).toEqual(byId(wanted.pairs[0], sortedBetween));
    }
  });

  test('takes a quarter of the time while the run goes on, and all but short pauses when it has stopped', async () => {
    const goesOn = deskOf(fed(1000));
    await goesOn.desk.answer({ ...question, whole: false });
    const stopped = deskOf(fed(1000));
    await stopped.desk.answer(question);
    // Two values, of 10 ms each, between two pauses.
    expect(goesOn.pauses.length).toBeGreaterThan(50);
    expect(new Set(goesOn.pauses)).toEqual(new Set([60]));
    expect(stopped.pauses.length).toBe(goesOn.pauses.length);
    expect(new Set(stopped.pauses)).toEqual(new Set([0]));
  });

  test('is not computed again where it is known of the same window', async () => {
    const analyser = fed(1000);
    const { desk, pauses } = deskOf(analyser);
    const first = await desk.answer(question);
    const before = pauses.length;
    expect(await desk.answer({ ...question, asker: 'another' })).toEqual(first);
    expect(pauses.length).toBe(before);
    const dithered = await desk.answer({ ...question, surrogates: { kind: 'dither', widthMs: 20 } });
    expect(pauses.length).toBeGreaterThan(before);
    expect(dithered?.populations).not.toEqual(first?.populations);
  });

  test('is given up for a newer question of the same asker, and where nobody waits for it', async () => {
    const { desk, pauses } = deskOf(fed(1000));
    const older = desk.answer({ ...question, measures: populationMeasures.map(({ id }) => id) });
    const other = desk.answer({ ...question, asker: 'another probe', measures: ['R'], between: [] });
    const newer = desk.answer({ ...question, measures: ['correlation'], between: [] });
    const forgotten = desk.answer({ ...question, asker: 'a probe that went' });
    desk.forget('a probe that went');
    expect(await older).toBeNull();
    expect(pauses.length).toBe(0);
    expect((await other)?.populations.map(({ chances }) => chances.length)).toEqual([1, 1]);
    expect((await newer)?.populations.map(({ chances }) => chances.length)).toEqual([1, 1]);
    expect(await forgotten).toBeNull();
  });

  test('is given up between two values', async () => {
    let asked = 0;
    const analyser = fed(1000);
    const { desk, pauses } = deskOf(analyser, () => {
      asked += 1;
      if (asked === 3) desk.forget('probe');
    });
    expect(await desk.answer(question)).toBeNull();
    expect(pauses.length).toBe(3);
  });

  test.each([
    ['ended', (analyser: Analyser) => analyser.close(1)],
    ['set back', (analyser: Analyser) => analyser.truncate(1, 5000)],
    ['built anew', (analyser: Analyser) => analyser.open(1, shape)],
  ])('is given up where the run was %s', async (_, change) => {
    const analyser = fed(1000);
    expect(await deskOf(analyser, () => change(analyser)).desk.answer(question)).toBeNull();
  });

  test('is of its window still when the run has gone on meanwhile', async () => {
    const analyser = fed(1000, 10_000);
    const asked = { ...question, window: { fromMs: 200, toMs: 1000 }, whole: false };
    const wanted = await deskOf(fed(1000, 10_000)).desk.answer(asked);
    let step = 10_000;
    const { desk } = deskOf(analyser, () => {
      if (step < END_STEP) feed(analyser, step, step + 1000);
      step += 1000;
    });
    expect(await desk.answer(asked)).toEqual(wanted);
  });
});
