import { describe, expect, test } from 'vitest';
import { locate } from '../../src/cli/overrides.ts';
import { thisThread } from '../../src/experiments/cells/evaluate.ts';
import { missingCells, runTasks } from '../../src/experiments/cells/runner.ts';
import { axisName, ladder, parseAxis, valueAt } from '../../src/experiments/sweep/axis.ts';
import { type CellResult, cellsOf, faultOfAxes, faultOfAxis, type Sweep } from '../../src/experiments/sweep/sweep.ts';
import { csvOf, summarise } from '../../src/experiments/sweep/table.ts';
import { placeOfTransition, transitionOf } from '../../src/experiments/sweep/transition.ts';
import { cellDocument } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';

const document = readPreset('lif-step');
const population = document.nodes.find(({ kind }) => kind === 'population')?.id ?? '';
const axis = (text: string) => parseAxis(document, text, locate);
const sweep: Sweep = {
  document,
  axes: [axis(`${population}.tau_m=10 ms:20 ms:3`)],
  seeds: [1, 2],
  measures: ['rateHz', 'chi'],
};

async function run(given: Sweep, workers: number): Promise<CellResult[]> {
  const results: CellResult[] = [];
  await runTasks({
    tasks: missingCells(given, '', []),
    pool: { ...thisThread, size: workers },
    budgetBytes: 1e9,
    onResult: (result) => results.push(result),
  });
  return results;
}

describe('axes', () => {
  test.each([
    [1, 2, 3, 'linear', [1, 1.5, 2]],
    [0.1, 0.3, 3, 'linear', [0.1, 0.2, 0.3]],
    [1, 100, 3, 'log', [1, 10, 100]],
    [5, 9, 1, 'linear', [5]],
  ] as const)('from %f to %f in %i, %s', (from, to, count, scale, expected) => {
    expect(ladder(from, to, count, scale)).toEqual(expected);
  });

  test('join fields by a plus', () => {
    const both = axis(`${population}.tau_m + ${population}.t_ref=5 ms:10 ms:2`);
    expect(both).toMatchObject({
      node: population,
      field: 'tau_m',
      also: [{ node: population, field: 't_ref' }],
    });
    expect(axisName(both)).toBe(`${population}.tau_m+${population}.t_ref`);
  });

  test('keep units, and pure numbers pure', () => {
    expect(valueAt(axis(`${population}.tau_m=10 ms:20 ms:3`), 1)).toBe('15 ms');
    expect(valueAt(axis(`${population}.tau_m=10:20 ms:3`), 2)).toBe('20 ms');
    expect(valueAt(axis(`${population}.size=1:9:5`), 1)).toBe(3);
    expect(axis('run.duration=100 ms:200 ms:2').node).toBeNull();
  });

  test.each([
    ['tau_m', /there is no "="/],
    [`${population}.tau_m=10 ms`, /not both numbers/],
    [`${population}.tau_m=10 ms:2 s:3`, /the ends are in ms and s/],
    [`${population}.tau_m=10 ms:20 ms:0`, /"0" values/],
    [`${population}.tau_m=0 ms:20 ms:3:log`, /ends above 0/],
    [`${population}.tau_m=1 ms:20 ms:3:cubic`, /neither linear nor log/],
    ['axon.tau_m=1 ms:20 ms:3', /no such node or edge/],
  ])('refuse %s', (text, sentence) => {
    expect(() => axis(text)).toThrow(sentence);
  });

  test('that name no field of the network are found before anything runs', () => {
    expect(faultOfAxes(sweep)).toBeNull();
    expect(faultOfAxes({ ...sweep, axes: [{ ...axis(`${population}.size=1:2:2`), field: 'sizes.x' }] })).toMatch(
      /sizes/,
    );
    expect(faultOfAxes({ ...sweep, axes: [axis(`${population}.size=-3:2:2`)] })).toMatch(/size is -3; must be/);
  });

  test('are looked at in every value, and each field once', () => {
    const fault = (...texts: string[]) => faultOfAxes({ ...sweep, axes: texts.map(axis) });
    expect(fault(`${population}.size=1:4:3`)).toMatch(/size is 2.5; must be a whole number from 1 to 10,000,000\.$/);
    expect(fault(`${population}.probability=0:1:3`)).toMatch(/there is no field "probability"/);
    expect(fault(`${population}.tau_m=-1 ms:2 ms:2`)).toMatch(/time constant is -1 ms/);
    expect(fault(`${population}.tau_m=1 ms:2 ms:2`, `${population}.parameters.tau_m=1 ms:2 ms:2`)).toMatch(
      /same parameter/,
    );
  });
});

test('cells are all combinations, each with every seed, and each its own network', () => {
  const two = { axes: [axis(`${population}.tau_m=10 ms:20 ms:2`), axis(`${population}.size=1:3:3`)], seeds: [7, 8] };
  const cells = cellsOf(two);
  expect(cells).toHaveLength(12);
  expect(cells[3]).toEqual({ place: [0, 1], seed: 8 });
  const node = cellDocument({ document, axes: two.axes }, { place: [1, 2], seed: 8 });
  expect(node.run.seed).toBe(8);
  const found = node.nodes.find(({ id }) => id === population);
  expect(found).toMatchObject({ size: 3, parameters: { tau_m: '20 ms' } });
});

test('results do not depend on how many cells run at a time', async () => {
  const order = ({ cell }: CellResult): string => `${cell.place.join()} ${cell.seed}`;
  const sorted = (results: CellResult[]) => results.toSorted((a, b) => order(a).localeCompare(order(b)));
  const one = sorted(await run(sweep, 1));
  expect(one).toHaveLength(6);
  expect(sorted(await run(sweep, 3))).toEqual(one);
  const rates = summarise(one, sweep.measures, population, 'rateHz').map(({ interval }) => interval?.mean ?? 0);
  // A longer membrane time constant fires more slowly.
  expect(rates[0]).toBeGreaterThan(rates[2] ?? 0);
  expect(rates[2]).toBeGreaterThan(0);
});

test('intervals do not depend on the order in which cells were done', () => {
  const results = [1, 2, 3, 4, 5].map(
    (seed): CellResult => ({
      cell: { place: [0], seed },
      values: { [population]: [seed * seed] },
      fault: null,
    }),
  );
  const of = (some: readonly CellResult[]) => summarise(some, ['rateHz'], population, 'rateHz');
  expect(of(results)[0]?.interval?.mean).toBe(11);
  expect(of(results.toReversed())).toEqual(of(results));
});

test('what an index rests on, and why it is undefined, comes with the results of each place', () => {
  const support = { neurons: 3, of: 100, timeShare: 0.12, chance: 0.5 };
  const reason = 'at no time, it is said';
  const results: CellResult[] = [
    { cell: { place: [0], seed: 1 }, values: { E: [0.8] }, supports: { E: [support] }, fault: null },
    { cell: { place: [0], seed: 2 }, values: { E: [0.6] }, supports: { E: [{ ...support, neurons: 5 }] }, fault: null },
    { cell: { place: [0], seed: 3 }, values: { E: [null] }, reasons: { E: [reason] }, fault: null },
  ];
  const [found] = summarise(results, ['R'], 'E', 'R');
  expect(found).toMatchObject({ values: [0.8, 0.6], support: { ...support, neurons: 4 }, reasons: [reason] });
  const lines = csvOf({ ...sweep, axes: sweep.axes.slice(0, 1), measures: ['R'] }, results).split('\n');
  expect(lines[1]).toMatch(/,1,E,0\.8,,,"R: over 12 % of the time, 3 of 100 neurons; chance 0\.50"$/);
  expect(lines[3]).toMatch(/,3,E,,,"R: at no time, it is said",$/);
});

test('a cell that cannot run says why, and the others do', async () => {
  const results = await run({ ...sweep, axes: [axis(`${population}.tau_m=-10 ms:10 ms:2`)], seeds: [1] }, 1);
  expect(results.map(({ fault }) => fault === null)).toEqual([false, true]);
  expect(results[0]?.fault).toMatch(/time constant/);
});

test('the table has a row for each cell and population', async () => {
  const results = await run({ ...sweep, seeds: [1] }, 2);
  const lines = csvOf(sweep, results.toReversed()).trimEnd().split('\n');
  expect(lines[0]).toBe(`${population}.tau_m (ms),seed,population,rateHz,chi,fault,undefined,rests on`);
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['10', '15', '20']);
});

test('seeds are no parameter', () => {
  expect(faultOfAxis(document, axis('run.seed=1:3:3'))).toMatch(
    /^The seed is no parameter: each value is run with several seeds/,
  );
});

describe('the transition', () => {
  const points = (f: (x: number) => number) =>
    ladder(0, 2, 21, 'linear').map((x) => ({ x, values: [-0.01, 0, 0.01].map((shift) => f(x) + shift) }));

  test('of a sigmoid is its middle', () => {
    const found = transitionOf(points((x) => 1 / (1 + Math.exp(-(x - 0.83) / 0.1))));
    expect(found).toMatchObject({ kind: 'step', rises: true });
    expect(found?.at).toBeCloseTo(0.83, 2);
    expect(found && found.low <= found.at && found.at <= found.high).toBe(true);
  });

  test('of a square-root onset is the onset', () => {
    const found = transitionOf(points((x) => Math.sqrt(Math.max(0, 1 - 1.2 / x))));
    expect(Math.abs((found?.at ?? 0) - 1.2)).toBeLessThan(0.1);
  });

  const falling = (x: number): number => Math.sqrt(Math.max(0, 1.4 - x));
  /** Rate of a leaky neuron, kHz, of current x over its rheobase of 1, which noise of sd .15 rounds off (membrane 10 ms). */
  const firingRate = (x: number): number => {
    const currents = ladder(-3, 3, 41, 'linear').map((z) => ({
      current: x + 0.15 * z,
      weight: Math.exp(-(z * z) / 2),
    }));
    const rate = (current: number): number => (current <= 1 ? 0 : 1 / (10 * Math.log(current / (current - 1))));
    const [sum, total] = [
      currents.reduce((all, { current, weight }) => all + weight * rate(current), 0),
      currents.reduce((all, { weight }) => all + weight, 0),
    ];
    return sum / total;
  };
  test.each<[string, string | undefined, (x: number) => number]>([
    ['a rising square root', 'onset', (x) => Math.sqrt(Math.max(0, 1 - 1.2 / x))],
    ['a falling square root', 'onset', falling],
    ['a sigmoid', 'step', (x) => 1 / (1 + Math.exp(-(x - 0.83) / 0.1))],
    ['a falling sigmoid', 'step', (x) => 1 / (1 + Math.exp((x - 1.2) / 0.05))],
    ['a straight line', undefined, (x) => 0.2 + 0.3 * x],
    ['a bump', undefined, (x) => 1 - 0.6 * Math.exp(-(((x - 1) / 0.2) ** 2))],
    ['a sine', undefined, (x) => 0.5 + 0.4 * Math.sin(5 * x)],
    ['a saturation', undefined, (x) => 1 - Math.exp(-2 * x)],
    ['a parabola', undefined, (x) => x * x],
    ['a decay', undefined, (x) => 0.1 + 0.2 * Math.exp(-4 * x)],
    ['the chance level of ever more phases', undefined, (x) => Math.sqrt(Math.PI / (4 * (8 + 45 * x)))],
    ['noise of a known order', undefined, (x) => 0.5 + 0.01 * Math.sin(1000 * x)],
    ['a constant', undefined, () => 0.5],
    ['a rate above the rheobase', undefined, firingRate],
    ['a corner', undefined, (x) => Math.max(0, x - 0.8)],
    ['a ramp that ends at a corner', undefined, (x) => Math.min(1.2, x)],
    ['a logarithm', undefined, (x) => 0.3 * Math.log(1 + 5 * x)],
    // Its floor lies beyond the range, so that nothing says where it ends.
    ['a square root that is cut off', undefined, (x) => falling(0.65 * x)],
  ])('of %s is %s', (_, kind, f) => {
    expect(transitionOf(points(f))?.kind).toBe(kind);
  });

  test('is none where nothing happens at any value and seed', () => {
    expect(transitionOf(points(() => 0).map(({ x }) => ({ x, values: [0, 0, 0] })))).toBeNull();
  });

  test('is none where little is known', () => {
    expect(transitionOf(points((x) => x).slice(0, 2))).toBeNull();
  });

  const CURVES = 30;
  /** Share of curves of a shape, with normal noise of a standard deviation at each x, in which a transition is claimed. */
  function claims(count: number, seeds: number, f: (x: number) => number, sd: (x: number) => number): number {
    const normal = normals(count * 100 + seeds);
    const curves = Array.from({ length: CURVES }, () =>
      ladder(0, 2, count, 'linear').map((x) => ({
        x,
        values: Array.from({ length: seeds }, () => f(x) + sd(x) * normal()),
      })),
    );
    return curves.filter((curve) => placeOfTransition(curve) !== null).length / curves.length;
  }

  const sizes = [
    [5, 3],
    [8, 3],
    [11, 1],
    [21, 2],
  ] as const;
  const shapes = sizes.flatMap(([count, seeds]) => [
    { count, seeds, name: 'noise', f: () => 0.5, sd: () => 0.02 },
    { count, seeds, name: 'growing noise', f: () => 0.5, sd: (x: number) => 0.01 + 0.1 * x },
    { count, seeds, name: 'a line', f: (x: number) => 0.1 + 0.4 * x, sd: () => 0.05 },
    { count, seeds, name: 'a weak line', f: (x: number) => 0.1 + 0.05 * x, sd: () => 0.05 },
    { count, seeds, name: 'a corner', f: (x: number) => 0.1 + Math.max(0, x - 0.8) / 2, sd: () => 0.01 },
    { count, seeds, name: 'a corner at the end', f: (x: number) => 0.1 + Math.max(0, x - 1.4) / 2, sd: () => 0.01 },
    { count, seeds, name: 'a corner in noise', f: (x: number) => Math.max(0, x - 0.8) / 2, sd: () => 0.025 },
    { count, seeds, name: 'a logarithm', f: (x: number) => 0.3 * Math.log(1 + 2.5 * x), sd: () => 0.02 },
    { count, seeds, name: 'a root', f: (x: number) => Math.sqrt(x + 0.05), sd: () => 0.03 },
  ]);
  test('is claimed in less than 5 % of curves that have none', () => {
    const rates = shapes.map(({ count, seeds, f, sd }) => claims(count, seeds, f, sd));
    expect(rates.reduce((sum, rate) => sum + rate, 0) / rates.length).toBeLessThan(0.05);
    // Of 30 curves at a true rate of 5 %, more than 4 are found once in sixty times.
    for (const [k, rate] of rates.entries()) expect(rate, JSON.stringify(shapes[k])).toBeLessThan(0.15);
  });

  test.each([
    [8, 3],
    [15, 2],
  ])('is found in nearly all curves of %d values and %d seeds that have one', (count, seeds) => {
    const step = (x: number): number => 0.1 + 0.5 / (1 + Math.exp(-(x - 0.9) / 0.1));
    expect(claims(count, seeds, step, () => 0.04)).toBeGreaterThan(0.9);
  });
});

/** Standard normal numbers (Box and Muller) from a linear congruential generator: the same in every run. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
