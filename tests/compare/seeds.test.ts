import { produce } from 'immer';
import { describe, expect, test } from 'vitest';
import { holmAdjusted, leastP, permutationTest } from '../../src/analysis/resampling.ts';
import { seedsCsv } from '../../src/compare/seeds/csv.ts';
import { indexScene } from '../../src/compare/seeds/index-scene.ts';
import { experimentSentence, intervalText, pText } from '../../src/compare/seeds/sentence.ts';
import { comparedOf } from '../../src/document/configurations.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { thisThread } from '../../src/experiments/cells/evaluate.ts';
import type { CellPool } from '../../src/experiments/cells/evaluation.ts';
import { type CellStore, runTasks } from '../../src/experiments/cells/runner.ts';
import {
  type Experiment,
  experimentOf,
  largestPopulation,
  sameExperiment,
} from '../../src/experiments/seeds/experiment.ts';
import { missingTasks, type Results, withResults } from '../../src/experiments/seeds/results.ts';
import { type ArmSummary, contrastsOf, summarise } from '../../src/experiments/seeds/summary.ts';
import type { CellResult } from '../../src/experiments/sweep/sweep.ts';
import { svgOf } from '../../src/plots/marks/svg.ts';
import { readPreset } from '../presets/expectations.ts';

const preset = readPreset('stimulus-and-synchrony-lif');
const small = produce(preset, (draft) => {
  for (const node of draft.nodes) if (node.kind === 'population') node.size = node.id === 'E' ? 40 : 10;
  draft.run.duration = '200 ms';
  draft.run.from = '50 ms';
});

function planned(document: NetworkDocument, count: number, checks = {}): Experiment {
  const experiment = experimentOf(document, comparedOf(document, checks), count);
  if ('fault' in experiment) throw new Error(experiment.fault);
  return experiment;
}

const two = { sparse: false, sparseWithout: false };

function fakeStore(): CellStore & { readonly kept: Map<string, CellResult[]> } {
  const kept = new Map<string, CellResult[]>();
  return {
    kept,
    load: async (key) => kept.get(key) ?? [],
    add: async (key, result) => void kept.set(key, [...(kept.get(key) ?? []), result]),
    clear: async (key) => void kept.delete(key),
  };
}

/** Runs in this thread. */
const realPool = (size: number): CellPool => ({ ...thisThread, size });

async function run(experiment: Experiment, pool: CellPool, before: Results = {}, stopAfter = 1e9) {
  const store = fakeStore();
  let results = before;
  let calls = 0;
  const stopping = new AbortController();
  await runTasks({
    tasks: missingTasks(experiment, results),
    pool,
    store,
    budgetBytes: 1e9,
    signal: stopping.signal,
    onResult: (result, { fingerprint }) => {
      calls += 1;
      results = withResults(results, [{ fingerprint, result }]);
      if (calls >= stopAfter) stopping.abort();
    },
  });
  return { results, calls, store };
}

const arm = (label: string, name: string, values: readonly number[], seeds = values.length): ArmSummary => {
  const sorted = values.toSorted((a, b) => a - b);
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const interval =
    values.length === 0 ? null : { mean, low: sorted[0] ?? 0, high: sorted.at(-1) ?? 0, count: values.length };
  return {
    label,
    id: label === 'A' ? null : label,
    name,
    values,
    seeds,
    interval,
    reasons: values.length < seeds ? ['no spike'] : [],
    support: null,
  };
};
const around = (centre: number, spread: number, count = 8): number[] =>
  Array.from({ length: count }, (_, k) => centre + spread * (k / (count - 1) - 0.5));

describe('an experiment over seeds', () => {
  test('has the checked configurations and seeds from the network’s own on', () => {
    const { arms, seeds } = planned(small, 3, { sparse: false });
    expect(arms.map(({ label }) => label)).toEqual(['A', 'B', 'D']);
    expect(seeds).toEqual([1, 2, 3]);
    expect(experimentOf(small, [], 3)).toHaveProperty('fault');
    for (const count of [0, 1.5, 1001]) expect(experimentOf(small, comparedOf(small), count)).toHaveProperty('fault');
    expect(largestPopulation(small)).toBe('E');
  });

  test('is the same whatever things are called, and another one after a change', () => {
    const renamed = produce(small, (draft) => {
      draft.configurationName = 'Control';
      for (const node of draft.nodes) node.position.x += 10;
    });
    expect(sameExperiment(planned(small, 3), planned(renamed, 3))).toBe(true);
    const changed = produce(small, (draft) => {
      for (const node of draft.nodes) if (node.id === 'I' && node.kind === 'population') node.size = 11;
    });
    expect(sameExperiment(planned(small, 3), planned(changed, 3))).toBe(false);
    expect(sameExperiment(planned(small, 3), planned(small, 4))).toBe(false);
    expect(sameExperiment(planned(small, 3), planned(small, 3, { sparse: false }))).toBe(false);
  });

  test('runs what is missing, once each, whatever the number of workers', async () => {
    const experiment = planned(small, 3, two);
    const one = await run(experiment, realPool(1));
    expect(one.calls).toBe(6);
    const three = await run(experiment, realPool(3));
    expect(seedsCsv(experiment, three.results)).toBe(seedsCsv(experiment, one.results));
    expect([...one.store.kept.values()].map((kept) => kept.length)).toEqual([3, 3]);
    // Five seeds need two more of each: those that are kept stay.
    expect((await run(planned(small, 5, two), realPool(2), one.results)).calls).toBe(4);
    const half = await run(experiment, realPool(1), {}, 2);
    expect(half.calls).toBe(2);
    expect(seedsCsv(experiment, (await run(experiment, realPool(1), half.results)).results)).toBe(
      seedsCsv(experiment, one.results),
    );
  });

  test('grows seed by seed, and runs equal configurations once', () => {
    const experiment = planned(small, 2);
    const labelOf = (fingerprint: string) => experiment.arms.find((arm) => arm.fingerprint === fingerprint)?.label;
    const tasks = missingTasks(experiment, {});
    expect(tasks.map(({ fingerprint, cell }) => `${labelOf(fingerprint)}${cell.seed}`)).toEqual([
      'A1',
      'B1',
      'C1',
      'D1',
      'A2',
      'B2',
      'C2',
      'D2',
    ]);
    const twin = produce(small, (draft) => {
      draft.variants = [{ id: 'twin', name: 'Twin', overrides: [] }];
    });
    expect(missingTasks(planned(twin, 2), {})).toHaveLength(2);
  });

  test('says why an index is undefined, and a worker that dies is not kept', async () => {
    const silent = produce(small, (draft) => {
      for (const node of draft.nodes) if (node.kind === 'stimulus') node.enabled = false;
      draft.variants = [];
    });
    const experiment = planned(silent, 2);
    const { results } = await run(experiment, realPool(1));
    const [summary] = summarise(experiment, results, 'E', 'cv');
    expect(summary).toMatchObject({ values: [], seeds: 2, interval: null });
    expect(summary?.reasons).toHaveLength(1);
    expect(summary?.reasons[0]).toMatch(/\w+ \w+/);
    const dying: CellPool = { size: 1, evaluate: () => Promise.reject(new Error('out of memory')) };
    const died = await run(experiment, dying);
    expect(died.store.kept.size).toBe(0);
    expect(summarise(experiment, died.results, 'E', 'cv')[0]?.reasons).toEqual(['out of memory']);
  });
});

describe('the comparison', () => {
  test('of two is a permutation test of all relabellings', () => {
    const [a, b] = [around(0.69, 0.02), around(0.96, 0.04)];
    const { contrasts, adjusted } = contrastsOf([arm('A', 'with', a), arm('B', 'without', b)]);
    // Of the 12870 relabellings of 8 and 8 only the given one and its mirror are as far apart.
    expect(contrasts).toEqual([{ label: 'B', p: 2 / 12870, differs: true }]);
    expect(adjusted).toBe(false);
  });

  test('of several is adjusted after Holm', () => {
    // Holm, Scand. J. Statist. 6:65 (1979): the smallest of m times m, the next times m - 1, never falling.
    expect(holmAdjusted([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    expect(holmAdjusted([0.5, 0.9])).toEqual([1, 1]);
    const arms = [arm('A', 'a', around(1, 1)), arm('B', 'b', around(1.6, 1)), arm('C', 'c', around(3, 1))];
    const raw = [1, 2].map((k) => permutationTest(arms[0]?.values ?? [], arms[k]?.values ?? []));
    const { contrasts, adjusted } = contrastsOf(arms);
    expect(adjusted).toBe(true);
    expect(contrasts.map(({ p }) => p)).toEqual([raw[0], 2 * (raw[1] ?? 0)]);
    expect(raw[0]).toBeGreaterThan(2 * (raw[1] ?? 1));
  });

  test('knows how small a p can be', () => {
    expect(leastP(8, 8)).toBe(2 / 12870);
    expect(leastP(3, 3)).toBeCloseTo(0.1, 12);
    expect(permutationTest([1, 2, 3], [4, 5, 6])).toBeCloseTo(leastP(3, 3), 12);
    expect(permutationTest([1, 2], [4, 5, 6])).toBeCloseTo(leastP(2, 3), 12);
    expect(leastP(20, 20)).toBe(1 / 10_001);
  });
});

describe('the sentence', () => {
  test('gives values, intervals, the verdict, p, the test and the number of seeds', () => {
    const summaries = [arm('A', 'with', around(0.692, 0.014)), arm('B', 'without', around(0.96, 0.04))];
    expect(experimentSentence(summaries, 'χ', 'E')).toBe(
      'χ of E is 0.692 [0.685, 0.699] in A (with) and 0.96 [0.94, 0.98] in B (without): they differ (p = 0.0002, permutation test, 8 seeds).',
    );
  });

  test('shows no difference where there is none', () => {
    const summaries = [arm('A', 'with', around(0.5, 0.1)), arm('B', 'without', around(0.5, 0.1))];
    expect(experimentSentence(summaries, 'χ', 'E')).toMatch(
      /: no difference shown \(p = 1, permutation test, 8 seeds\)\.$/,
    );
  });

  test('takes each of several against the first, and names Holm’s correction', () => {
    const summaries = [
      arm('A', 'a', around(0.5, 0.1)),
      arm('B', 'b', around(0.9, 0.1)),
      arm('C', 'c', around(0.5, 0.1)),
    ];
    expect(experimentSentence(summaries, 'χ', 'E')).toMatch(
      /in A \(a\), .* in B \(b\) and .* in C \(c\)\. Against A: B differs \(p = 0\.0003\), C no difference shown \(p = 1\); permutation tests with Holm’s correction, 8 seeds\.$/,
    );
  });

  test('says at how many seeds it is defined and why not at others', () => {
    const summaries = [arm('A', 'a', around(0.5, 0.1)), arm('B', 'b', around(0.9, 0.1, 5), 8)];
    expect(experimentSentence(summaries, 'χ', 'E')).toContain('8 seeds; defined at 5 of 8 in B, because no spike)');
    const none = [arm('A', 'a', [], 8), arm('B', 'b', [], 8)];
    expect(experimentSentence(none, 'χ', 'E')).toMatch(
      /^χ of E is undefined: 8 seeds; defined at 0 of 8 in A, because no spike; defined at 0 of 8 in B/,
    );
    const half = [arm('A', 'a', around(0.5, 0.1)), arm('B', 'b', [], 8)];
    expect(experimentSentence(half, 'χ', 'E')).toContain('undefined in B (b): too few values to compare');
  });

  test('warns that few seeds can show nothing', () => {
    const summaries = [arm('A', 'a', [1, 2, 3]), arm('B', 'b', [7, 8, 9])];
    expect(experimentSentence(summaries, 'χ', 'E')).toMatch(
      /no difference shown \(p = 0\.1, .*p is never below 0\.1\.$/,
    );
  });

  test('of one configuration is its value; of none that was run there is none', () => {
    expect(experimentSentence([arm('A', 'a', around(0.5, 0.1))], 'χ', 'E')).toBe(
      'χ of E is 0.50 [0.45, 0.55] in A (a) (8 seeds).',
    );
    expect(experimentSentence([arm('A', 'a', [], 0)], 'χ', 'E')).toBeNull();
  });

  test('has as many digits as the interval tells', () => {
    expect(intervalText({ mean: 38.61, low: 37.2, high: 40.1, count: 8 })).toBe('38.6 [37.2, 40.1]');
    expect(intervalText({ mean: 1250, low: 1100, high: 1400, count: 8 })).toBe('1250 [1100, 1400]');
    expect(intervalText({ mean: -0.0123, low: -0.015, high: -0.011, count: 8 })).toBe('−0.012 [−0.015, −0.011]');
    expect(intervalText({ mean: 0.5, low: 0.5, high: 0.5, count: 1 })).toBe('0.500');
    expect([0.5, 0.034, 0.00016, 0.00001].map(pText)).toEqual(['p = 0.5', 'p = 0.034', 'p = 0.0002', 'p < 0.0001']);
  });
});

describe('the chart', () => {
  const summaries = [
    arm('A', 'with', around(0.7, 0.02)),
    arm('B', 'without', around(0.95, 0.04, 5), 8),
    arm('C', 'none', [], 8),
  ];
  const inks = { ink: '#000', faint: '#666', line: '#ddd', accent: '#00f', surface: '#fff' };
  const scene = indexScene({ width: 400, summaries, measure: 'χ of E', inks, colourOf: (label) => `colour-${label}` });
  const dots = (fill: string) =>
    scene.marks.flatMap((mark) => (mark.kind === 'dot' && mark.fill === fill ? [mark] : []));
  const texts = scene.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));

  test('has a dot for every seed and one for the mean, where they belong', () => {
    expect(dots('colour-A')).toHaveLength(9);
    expect(dots('colour-B')).toHaveLength(6);
    expect(dots('colour-C')).toHaveLength(0);
    const seeds = dots('colour-A').slice(0, 8);
    expect(seeds.map(({ at }) => at[0])).toEqual(seeds.map(({ at }) => at[0]).toSorted((a, b) => a - b));
    expect(Math.max(...dots('colour-A').map(({ at }) => at[0]))).toBeLessThan(
      Math.min(...dots('colour-B').map(({ at }) => at[0])),
    );
  });

  test('draws the interval from end to end, around the mean', () => {
    const [bar] = scene.marks.flatMap((mark) =>
      mark.kind === 'path' && mark.stroke === 'colour-A' && mark.width === 3 ? [mark] : [],
    );
    const mean = dots('colour-A').at(-1)?.at[0] ?? 0;
    expect(bar?.points[0]?.[0]).toBeLessThan(mean);
    expect(bar?.points[1]?.[0]).toBeGreaterThan(mean);
  });

  test('names the axis and the configurations, and says what is undefined and how often', () => {
    expect(texts).toContain('χ of E');
    expect(texts).toContain('A  with');
    expect(texts).toContain('no spike');
    expect(texts.some((text) => text.endsWith('(5 of 8)'))).toBe(true);
    expect(texts).toContain('undefined');
  });

  test('stays within its picture and can be kept as a file', () => {
    for (const mark of scene.marks) {
      for (const [x, y] of mark.kind === 'path' ? mark.points : 'at' in mark ? [mark.at] : []) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(scene.width);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(scene.height);
      }
    }
    expect(svgOf(scene, '#fff').match(/<circle/g)).toHaveLength(9 + 6 + 2);
  });
});
