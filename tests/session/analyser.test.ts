import { describe, expect, test } from 'vitest';
import { figureOf } from '../../src/analysis/figures/index.ts';
import { betweenMeasures, measuredOf, populationMeasures } from '../../src/analysis/measures/index.ts';
import { recordOf, spikesWithin } from '../../src/analysis/record.ts';
import type { Measured } from '../../src/analysis/trains.ts';
import type { MomentsBlock } from '../../src/contract/index.ts';
import { Analyser } from '../../src/session/analyser.ts';
import type { AnalysedRun, Question } from '../../src/session/analysis-types.ts';
import { HeldRun } from '../../src/session/held-run.ts';
import { Budget } from '../../src/session/recordings/budget.ts';
import { blockOf, noise } from '../analysis/examples.ts';

const DT_MS = 0.1;
const SIZE = 40;
const END_STEP = 30_000;
const BLOCK_STEPS = 100;

/** Neurons that fire about every 30 ms, half of them together, one silent and one that fires twice in all. */
const spikes = (() => {
  const all: { step: number; element: number }[] = [];
  for (let element = 0; element < SIZE - 2; element++) {
    const jitters = noise(element + 1, 200);
    for (let k = 0; k < 200; k++) {
      const ownMs = element % 2 === 0 ? 30 * k + 2 * (jitters[k] ?? 0) : 27 * k + 9 * (jitters[k] ?? 0) + element;
      const step = Math.round(ownMs / DT_MS);
      if (step >= 0 && step < END_STEP) all.push({ step, element });
    }
  }
  all.push({ step: 100, element: SIZE - 1 }, { step: 29_000, element: SIZE - 1 });
  all.sort((a, b) => a.step - b.step || a.element - b.element);
  return { steps: Int32Array.from(all, ({ step }) => step), elements: Int32Array.from(all, ({ element }) => element) };
})();

const blocks: MomentsBlock[] = Array.from({ length: END_STEP / BLOCK_STEPS }, (_, b) => ({
  ...blockOf(
    Array.from({ length: SIZE }, (_, i) => noise(1000 * b + i + 1, 20)),
    b * BLOCK_STEPS,
  ),
  firstStep: b * BLOCK_STEPS,
  endStep: (b + 1) * BLOCK_STEPS,
}));

const shape: AnalysedRun = {
  dtMs: DT_MS,
  seed: 5,
  fromMs: 200,
  recorders: [
    { kind: 'spikes', of: { of: 'group', index: 0 } },
    { kind: 'moments', group: 0, state: 0, everySteps: 5, blockSteps: BLOCK_STEPS, reference: 0 },
  ],
  populations: [{ id: 'E', size: SIZE, spikes: 0, moments: 1 }],
};

const measures = populationMeasures.map(({ id }) => id);
const question: Question = {
  runs: [{ run: 1, populations: ['E'] }],
  measures,
  over: { measure: 'R', windowMs: 50 },
  between: [],
  whole: false,
};

/** Feeds the steps [from, to) as one chunk. */
function feed(analyser: Analyser, from: number, to: number): void {
  const inside = [...spikes.steps.keys()].filter((k) => (spikes.steps[k] ?? 0) >= from && (spikes.steps[k] ?? 0) < to);
  analyser.append(1, {
    endStep: to,
    recorders: [
      {
        kind: 'spikes',
        block: {
          steps: Int32Array.from(inside, (k) => spikes.steps[k] ?? 0),
          elements: Int32Array.from(inside, (k) => spikes.elements[k] ?? 0),
        },
      },
      { kind: 'moments', blocks: blocks.filter(({ endStep }) => endStep > from && endStep <= to) },
    ],
  });
}

const until = (step: number) => {
  const count = spikes.steps.findIndex((at) => at >= step);
  return count < 0 ? spikes : { steps: spikes.steps.slice(0, count), elements: spikes.elements.slice(0, count) };
};

/** What the measures say of all that was recorded by a step, in a window. */
function expected(step: number, window: { fromMs: number; toMs: number }) {
  const record = recordOf(
    until(step),
    SIZE,
    DT_MS,
    window,
    blocks.filter(({ endStep }) => endStep <= step),
  );
  return populationMeasures.map(({ of }) => of(record));
}

/** What a value rests on, to nine digits. */
function numbersOf(measured: Measured | undefined): unknown {
  const support = measured === undefined || measured.value === null ? undefined : measured.support;
  return support && Object.fromEntries(Object.entries(support).map(([name, x]) => [name, Number(x.toPrecision(9))]));
}

/** To twelve digits: sums are taken in another order. */
function expectSame(found: readonly Measured[] | undefined, wanted: readonly Measured[] | null): void {
  expect(found).toHaveLength(populationMeasures.length);
  wanted?.forEach((measured, k) => {
    if (measured.value === null) expect(found?.[k], measures[k]).toEqual(measured);
    else {
      expect(found?.[k]?.value, measures[k]).toBeCloseTo(measured.value, 11);
      expect(numbersOf(found?.[k])).toEqual(numbersOf(measured));
    }
  });
}

describe('the analyser', () => {
  test('measures what came in chunks as the whole recordings, in the same window', () => {
    const analyser = new Analyser(() => 0);
    analyser.open(1, shape);
    for (let step = 0; step < END_STEP; step += 130) {
      const end = Math.min(END_STEP, step + 130);
      feed(analyser, step, end);
      if (step % 2600 !== 0) continue;
      const answer = analyser.answer(question);
      expect(answer?.endSteps).toEqual([end]);
      expect(answer?.window.toMs).toBeCloseTo(end * DT_MS, 9);
      expectSame(answer?.populations[0]?.values, answer && expected(end, answer.window));
    }
    const last = analyser.answer({ ...question, whole: true });
    expect(last).toMatchObject({ window: { fromMs: 200, toMs: 3000 }, recent: false });
    const record = recordOf(spikes, SIZE, DT_MS, { fromMs: 200, toMs: 3000 }, blocks);
    const of = (id: string) => last?.populations[0]?.values[measures.indexOf(id)]?.value;
    expect(measuredOf('chi', record).value).toBeGreaterThan(0);
    for (const id of ['chi', 'R', 'correlation', 'cv', 'rateHz'] as const)
      expect(of(id), id).toBeCloseTo(measuredOf(id, record).value ?? Number.NaN, 11);
    expect(last?.populations[0]?.spikes).toBe(spikesWithin(record));
  });

  test('keeps to a last part of the window while the network runs, and takes all of it when it has stopped', () => {
    const analyser = new Analyser(() => 0);
    analyser.open(1, shape);
    for (let step = 0; step < END_STEP; step += 1000) feed(analyser, step, step + 1000);
    expect(analyser.answer(question)).toMatchObject({ window: { fromMs: 1000, toMs: 3000 }, recent: true });
    expect(analyser.answer({ ...question, whole: true })).toMatchObject({ window: { fromMs: 200 }, recent: false });
    // Back to the last part: its start lies before what the whole window has read.
    const again = analyser.answer(question);
    expectSame(again?.populations[0]?.values, expected(END_STEP, { fromMs: 1000, toMs: 3000 }));
  });

  test('takes a shorter part where measuring takes long, and a longer one again where it does not', () => {
    let [timeMs, tickMs] = [0, 200];
    const analyser = new Analyser(() => {
      timeMs += tickMs;
      return timeMs;
    });
    analyser.open(1, shape);
    for (let step = 0; step < END_STEP; step += 1000) feed(analyser, step, step + 1000);
    const asked = { ...question, measures: ['rateHz'], over: null };
    const starts = () => analyser.answer(asked)?.window.fromMs;
    expect([starts(), starts(), starts(), starts(), starts()]).toEqual([1000, 2000, 2500, 2800, 2800]);
    tickMs = 1;
    expect([starts(), starts(), starts(), starts(), starts()]).toEqual([2800, 2500, 2000, 1000, 1000]);
  });

  test('before the analysis window begins, what came before it counts', () => {
    const analyser = new Analyser(() => 0);
    analyser.open(1, shape);
    expect(analyser.answer(question)).toBeNull();
    feed(analyser, 0, 1500);
    expect(analyser.answer(question)).toMatchObject({ window: { fromMs: 0, toMs: 150 }, recent: false });
  });
});

test('populations of a run are compared with each other', () => {
  const analyser = new Analyser(() => 0);
  const [only] = shape.populations;
  if (only === undefined) throw new Error('there is a population');
  analyser.open(1, { ...shape, populations: ['E', 'I', 'J'].map((id) => ({ ...only, id })) });
  feed(analyser, 0, 12_000);
  const asked = {
    ...question,
    runs: [{ run: 1, populations: ['E', 'I', 'J'] }],
    measures: [],
    over: null,
    between: betweenMeasures.map(({ id }) => id),
  };
  const pairs = analyser.answer(asked)?.between ?? [];
  expect(pairs.map(({ first, second }) => [first, second])).toEqual([
    ['E', 'I'],
    ['E', 'J'],
    ['I', 'J'],
  ]);
  // The populations are the same one here.
  for (const pair of pairs) {
    const placed = Object.fromEntries(betweenMeasures.map(({ id }, k) => [id, pair.values[k]]));
    expect(placed.coherence?.value.value).toBeCloseTo(1, 9);
    expect(placed.plv?.value.value).toBeCloseTo(1, 9);
    expect(placed.rateCorrelation?.at).toEqual({ value: 0 });
  }
  expect(analyser.answer({ ...asked, between: [] })?.between).toEqual([]);
});

test('runs side by side are measured up to where all have come', () => {
  const analyser = new Analyser(() => 0);
  analyser.open(1, shape);
  feed(analyser, 0, 8000);
  analyser.open(2, shape);
  const asked = { ...question, runs: [1, 2].map((run) => ({ run, populations: ['E'] })) };
  expect(analyser.answer(asked)).toBeNull();
  analyser.append(2, {
    endStep: 5000,
    recorders: [
      { kind: 'spikes', block: { steps: new Int32Array(0), elements: new Int32Array(0) } },
      { kind: 'moments', blocks: [] },
    ],
  });
  const answer = analyser.answer(asked);
  expect(answer).toMatchObject({ window: { fromMs: 200, toMs: 500 }, endSteps: [8000, 5000] });
  const chi = measuredOf('chi', recordOf(spikes, SIZE, DT_MS, { fromMs: 200, toMs: 500 }, blocks)).value;
  expect(answer?.populations[0]?.values[measures.indexOf('chi')]?.value).toBeCloseTo(chi ?? Number.NaN, 12);
  const reasons = answer?.populations[1]?.values.map((measured) => (measured.value === null ? measured.reason : ''));
  expect(reasons?.[measures.indexOf('R')]).toMatch(/are two neurons between two spikes/);
  analyser.close(1);
  expect(analyser.answer(asked)).toBeNull();
});

describe('histories', () => {
  const starts = Array.from({ length: 146 }, (_, k) => 20 * k);
  const inWindow = (fromMs: number) => recordOf(spikes, SIZE, DT_MS, { fromMs, toMs: fromMs + 90 }, blocks);

  test.each(['chi', 'R', 'correlation', 'cv', 'rateHz'] as const)(
    'of %s grow with the run, and end as of all of it',
    (id) => {
      const analyser = new Analyser(() => 0);
      analyser.open(1, shape);
      const asked = { ...question, measures: [], over: { measure: id, windowMs: 90 } };
      for (let step = 0; step < END_STEP; step += 500) {
        feed(analyser, step, step + 500);
        analyser.answer(asked);
      }
      const history = analyser.answer({ ...asked, whole: true })?.populations[0]?.history;
      expect([...(history?.timesMs ?? [])]).toEqual(starts.map((start) => start + 45));
      starts.forEach((start, k) => {
        const value = history?.values[k] ?? Number.NaN;
        const expected = measuredOf(id, inWindow(start)).value;
        if (expected === null) expect(value, `${id} from ${start} ms`).toBeNaN();
        else expect(value, `${id} from ${start} ms`).toBeCloseTo(expected, 12);
      });
    },
  );

  test('are forgotten where the run is set back', () => {
    const analyser = new Analyser(() => 0);
    analyser.open(1, shape);
    const asked = { ...question, measures: ['rateHz'], over: { measure: 'rateHz', windowMs: 50 } };
    for (let step = 0; step < 10_000; step += 1000) feed(analyser, step, step + 1000);
    const before = analyser.answer(asked);
    analyser.truncate(1, 4000);
    expect(analyser.answer(asked)).toMatchObject({ window: { fromMs: 200, toMs: 400 }, endSteps: [4000] });
    for (let step = 4000; step < 10_000; step += 1000) feed(analyser, step, step + 1000);
    expect(analyser.answer(asked)?.populations).toEqual(before?.populations);
  });
});

test('a figure is of the spikes so far, and there is none of a run that is not known or has not begun', () => {
  const analyser = new Analyser();
  const question = { run: 5, populations: ['E'], kind: 'pairwise', options: PAIRWISE } as const;
  expect(analyser.figure(question)).toBeNull();
  analyser.open(5, shape);
  expect(analyser.figure(question)).toBeNull();
  const half = spikes.steps.findIndex((step) => step >= END_STEP / 2);
  const upTo = (end: number) => ({ steps: spikes.steps.slice(0, end), elements: spikes.elements.slice(0, end) });
  analyser.append(5, {
    endStep: END_STEP / 2,
    recorders: [
      { kind: 'spikes', block: upTo(half) },
      { kind: 'moments', blocks: [] },
    ],
  });
  const observation = { populations: [{ size: SIZE, spikes: upTo(half) }], dtMs: DT_MS, endMs: (END_STEP / 2) * DT_MS };
  const expected = figureOf('pairwise', observation, PAIRWISE);
  expect(expected?.neurons.length).toBeGreaterThan(10);
  expect(analyser.figure(question)?.figure).toEqual(expected);
});

const PAIRWISE = { measure: 'spikeDistance', neurons: 20, windowMs: 500 } as const;

test('sums for the order parameter of a long run keep within the bound, and those that are left are right', () => {
  const budget = new Budget(2 ** 20);
  const [bounded, whole] = [budget, new Budget(Number.POSITIVE_INFINITY)].map((of) => new HeldRun(shape, of));
  // Two neurons that spike once in 100 ms, for 1000 s: sums for the whole run would take 16 MB, its spikes 160 kB.
  let mostBytes = 0;
  for (let second = 0; second < 1000; second += 10) {
    const steps = Int32Array.from(
      { length: 200 },
      (_, k) => 10_000 * second + 1000 * Math.floor(k / 2) + 300 * (k % 2),
    );
    const block = { steps, elements: Int32Array.from(steps, (_, k) => k % 2) };
    const results = [
      { kind: 'spikes', block },
      { kind: 'moments', blocks: [] },
    ] as const;
    for (const run of [bounded, whole]) {
      run?.append({ endStep: 10_000 * (second + 10), recorders: results });
      if (run === bounded) mostBytes = Math.max(mostBytes, bounded?.bytes ?? 0);
      const [population] = shape.populations;
      if (population !== undefined)
        run?.history(population, { measure: 'R', windowMs: 500 }, 1000 * (second + 10), null);
    }
  }
  const valuesOf = (run: HeldRun | undefined) => {
    const [population] = shape.populations;
    if (run === undefined || population === undefined) throw new Error('there is no run');
    const fromMs = run.heldFromMs(population);
    const window = { fromMs: 999_000, toMs: 999_600 };
    return { fromMs, R: measuredOf('R', run.record(population, window, 'test')).value };
  };
  const [some, all] = [valuesOf(bounded), valuesOf(whole)];
  expect(mostBytes).toBeLessThanOrEqual(2 ** 20);
  expect(whole?.bytes).toBeGreaterThan(8 * 2 ** 20);
  expect(some.fromMs).toBeGreaterThan(100_000);
  expect(some.fromMs).toBeLessThan(999_000);
  expect(all.fromMs).toBe(0);
  expect(some.R).not.toBeNull();
  expect(some.R).toBeCloseTo(all.R ?? Number.NaN, 12);
});
