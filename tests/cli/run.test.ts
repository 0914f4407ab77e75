import { describe, expect, test } from 'vitest';
import { measures } from '../../src/analysis/measures/index.ts';
import { surrogatesNamed } from '../../src/cli/chance.ts';
import { listMeasures } from '../../src/cli/measures.ts';
import { runNetwork } from '../../src/cli/run.ts';
import { validateFile } from '../../src/cli/validate.ts';
import { captured, driven, fileWith } from './network.ts';

const lines = captured();
const synapse = {
  kind: 'synapse',
  model: 'delta',
  sign: 'excitatory',
  rule: { type: 'one-to-one' },
  weight: '0.1 mV',
  relativeStrength: 1,
  delay: '1 ms',
  parameters: {},
} as const;
const stimulus = { kind: 'stimulus', position: { x: 0, y: 0 }, parameters: {}, enabled: true } as const;

const lost: typeof driven = {
  ...driven,
  variants: [{ id: 'lost', name: 'Lost', overrides: [{ node: 'gone', field: 'size', value: 3 }] }],
};

const growing = {
  ...driven,
  variants: [
    { id: 'growing', name: 'Growing', from: '250 ms', overrides: [{ node: 'cells', field: 'size', value: 3 }] },
  ],
};

async function reportOf(options: Parameters<typeof runNetwork>[1]) {
  expect(await runNetwork(fileWith(driven), { ...options, json: true })).toBe(0);
  expect(lines.out).toHaveLength(1);
  expect(lines.err).toEqual([]);
  return JSON.parse(lines.out[0] ?? '');
}

describe('entrain run', () => {
  test('prints one JSON object with the indices of every population', async () => {
    const report = await reportOf({ set: [] });
    const fields = [
      'network',
      'seed',
      'durationMs',
      'fromMs',
      'populations',
      'precision',
      'threads',
      'notes',
      'wallMs',
    ];
    expect(Object.keys(report)).toEqual(fields);
    expect(report).toMatchObject({ precision: 'double', threads: 1 });
    expect(report).toMatchObject({ network: 'Driven', seed: 7, durationMs: 500, fromMs: 100 });
    expect(Object.keys(report.populations[0])).toEqual([
      'name',
      'size',
      'spikes',
      'rateHz',
      'cv',
      'chi',
      'R',
      'supports',
      'reasons',
    ]);
    expect(report.populations).toHaveLength(1);
    expect(report.populations[0]).toMatchObject({ name: 'Cells', size: 10 });
    // T = t_ref + tau ln((mu - v_r)/(mu - theta)) = 23.97 ms; sixteen or seventeen spikes in 400 ms.
    expect(report.populations[0].rateHz).toBeGreaterThan(39);
    expect(report.populations[0].rateHz).toBeLessThan(43);
    expect(report.populations[0].cv).toBeLessThan(0.01);
    expect(report.populations[0].chi).toBeCloseTo(1, 6);
    expect(report.populations[0].R).toBeCloseTo(1, 6);
    expect(report.populations[0].supports.R).toMatchObject({ neurons: 10, of: 10 });
    expect(report.populations[0].reasons).toEqual({});
  });

  test('prints what chance gives, as JSON and as text, the same in each run', async () => {
    const options = {
      set: ['cells.size=20'],
      measure: 'R,cv,chi',
      surrogates: { kind: 'dither', widthMs: 15 },
    } as const;
    const report = await reportOf(options);
    expect(report.surrogates).toEqual({ kind: 'dither', widthMs: 15, count: 20 });
    const { R, chances } = report.populations[0];
    expect(chances.R).toMatchObject({ n: 20, mean: expect.any(Number), sd: expect.any(Number) });
    expect(chances.R.mean).toBeLessThan(0.5);
    expect(chances.R.z).toBeCloseTo((R - chances.R.mean) / chances.R.sd, 9);
    expect(chances.cv).toEqual({ mean: null, reason: 'it compares no neurons with each other' });
    expect(chances.chi).toEqual({ mean: 1 / Math.sqrt(20), sd: null, n: 0, z: null });
    lines.out.length = 0;
    expect(await runNetwork(fileWith(driven), options)).toBe(0);
    const text = lines.out.join('\n');
    expect(text).toMatch(/R +chance +cv +chi +chance/);
    expect(text).toContain(`${chances.R.mean.toFixed(3)} ± ${chances.R.sd.toFixed(3)}`);
    expect(text).toContain('chance: mean ± standard deviation of 20 surrogates, spikes dithered by 15 ms');
    lines.out.length = 0;
    // They are as regular as clocks.
    expect(await runNetwork(fileWith(driven), { ...options, surrogates: { kind: 'shuffle' } })).toBe(0);
    expect(lines.out.join('\n')).toMatch(/Cells, R: no chance, .* shuffled trains stay in step \(R = 0\.\d\d\)/);
    expect(lines.out.join('\n')).not.toMatch(/cv: no chance/);
  });

  test.each([
    ['shuffle', { kind: 'shuffle' }],
    ['dither', { kind: 'dither', widthMs: 20 }],
    ['dither:2.5', { kind: 'dither', widthMs: 2.5 }],
    ['dither:5 ms', { kind: 'dither', widthMs: 5 }],
  ])('takes %s for a kind of surrogates', (text, surrogates) => {
    expect(surrogatesNamed(text)).toEqual(surrogates);
  });

  test.each(['', 'jitter', 'dither:', 'dither:0', 'dither:-3', 'dither:x', 'shuffle:3', 'dithered'])(
    'takes "%s" for none, and says what is allowed',
    (text) => {
      expect(() => surrogatesNamed(text)).toThrow('It must be shuffle, dither or dither:WIDTH');
    },
  );

  test('tells on standard error, and as notes, what is warned of and what the run has shown', async () => {
    const report = await reportOf({ set: ['drive.parameters.amplitude=1 nA', 'cells.parameters.t_ref=0.07 ms'] });
    expect(report.notes).toMatchObject([
      { code: 'rounded', severity: 'warning', node: 'cells' },
      { code: 'silent', severity: 'note', node: 'cells' },
    ]);
    lines.out.length = 0;
    expect(await runNetwork(fileWith(driven), { set: ['drive.parameters.amplitude=1 nA'] })).toBe(0);
    expect(lines.err).toEqual([
      expect.stringMatching(/^note {2}cells {2}Population "Cells": it did not spike in 500 ms/),
    ]);
    expect(lines.out.join('\n')).not.toContain('did not spike');
  });

  test('takes seed, duration and window from the options', async () => {
    const report = await reportOf({ seed: 3, duration: '200 ms', from: '50 ms', set: [] });
    expect(report).toMatchObject({ seed: 3, durationMs: 200, fromMs: 50 });
  });

  test('divides by the time that was run, a whole number of steps', async () => {
    const coarse = { ...driven, run: { duration: '24 ms', dt: '10 ms', seed: 7, from: '0 ms' } };
    const file = fileWith(coarse);
    expect(await runNetwork(file, { set: ['drive.amplitude=5 nA'], json: true })).toBe(0);
    const report = JSON.parse(lines.out[0] ?? '');
    expect(report).toMatchObject({ durationMs: 20, fromMs: 0 });
    // One spike of each neuron in two steps.
    expect(report.populations[0]).toMatchObject({ spikes: 10, rateHz: 50 });
  });

  test('gives the same on several threads, and nearly the same in single precision', async () => {
    const many = { set: ['cells.size=300'], duration: '200 ms' };
    const { populations, wallMs, ...one } = await reportOf(many);
    lines.out.length = 0;
    const two = await reportOf({ ...many, threads: 2 });
    expect(two).toMatchObject({ ...one, populations, threads: 2 });
    lines.out.length = 0;
    const single = await reportOf({ ...many, precision: 'single' });
    expect(single).toMatchObject({ precision: 'single' });
    expect(single.populations[0].rateHz / populations[0].rateHz).toBeCloseTo(1, 1);
    expect(wallMs).toBeGreaterThanOrEqual(0);
  });

  test('prints null for what is undefined', async () => {
    const report = await reportOf({ variant: 'weak', set: [] });
    expect(report.populations[0]).toMatchObject({
      spikes: 0,
      rateHz: 0,
      cv: null,
      R: null,
      reasons: { R: 'at no time of the window are two neurons between two spikes of their own' },
    });
  });

  test('runs a variant that begins on the way as the network until then', async () => {
    const spikesOf = async (variants: typeof driven.variants, variant?: string): Promise<number> => {
      lines.out.length = 0;
      const options = { set: ['run.from=0 ms'], json: true, ...(variant === undefined ? {} : { variant }) };
      expect(await runNetwork(fileWith({ ...driven, variants }), options)).toBe(0);
      return JSON.parse(lines.out[0] ?? '').populations[0].spikes;
    };
    const late = driven.variants.map((variant) => ({ ...variant, from: '250 ms' }));
    const [whole, weak] = [await spikesOf(driven.variants), await spikesOf(driven.variants, 'weak')];
    const begun = await spikesOf(late, 'weak');
    expect(weak).toBe(0);
    // A spike of each of the ten neurons every 23.97 ms: ten by 250 ms, twenty by 500 ms.
    expect([whole, begun]).toEqual([200, 100]);
  });

  test.each([
    ['a parameter', ['drive.amplitude=1 nA'], 0],
    ['a parameter by the name of its node', ['Drive.amplitude=1 nA'], 0],
    ['a field of an edge', ['inject.scale=0.4'], 0],
    ['several, in order', ['drive.amplitude=1 nA', 'drive.amplitude=4 nA', 'cells.size=1'], 1],
  ])('sets %s', async (_, set, least) => {
    const report = await reportOf({ set });
    if (least === 0) expect(report.populations[0].spikes).toBe(0);
    else expect(report.populations[0]).toMatchObject({ size: 1 });
  });

  test('a refractory period longer than the run leaves one spike', async () => {
    const report = await reportOf({ from: '0 ms', set: ['cells.t_ref=3e8 ms', 'cells.size=1'] });
    expect(report.populations[0].spikes).toBe(1);
  });

  test('measures what is asked for, also between populations', async () => {
    const second = { ...driven.nodes.find(({ id }) => id === 'cells'), id: 'more', name: 'More' };
    const [inject] = driven.edges.filter(({ id }) => id === 'inject');
    const two = {
      ...driven,
      nodes: [...driven.nodes, second],
      edges: [...driven.edges, { ...inject, id: 'inject-more', target: 'more' }],
    } as typeof driven;
    const measure = 'burstRate, eventSync,rateCorrelation';
    expect(await runNetwork(fileWith(two), { set: [], json: true, measure })).toBe(0);
    const report = JSON.parse(lines.out[0] ?? '');
    expect(report.populations).toHaveLength(2);
    expect(report.populations[0]).toMatchObject({ eventSync: 1, burstRate: null, supports: { eventSync: { of: 10 } } });
    expect(report.populations[0].reasons.burstRate).toMatch(/do not part/);
    expect(report.populations[0]).not.toHaveProperty('chi');
    // Both are driven alike.
    expect(report.between).toMatchObject([
      { first: 'Cells', second: 'More', rateCorrelation: expect.closeTo(1, 9), at: { rateCorrelation: 0 } },
    ]);
    lines.out.length = 0;
    expect(await runNetwork(fileWith(two), { set: [], measure })).toBe(0);
    expect(lines.out.join('\n')).toMatch(/spikes +burstRate \(Hz\) +eventSync\nCells +10 +\d+ +undefined +1\.000/);
    expect(lines.out.join('\n')).toMatch(/between +rateCorrelation +at \(ms\)\nCells, More +1\.000/);
  });

  test('lists every measure, and names those there are where one is unknown', async () => {
    listMeasures({});
    for (const { id } of measures) expect(lines.out[0]).toMatch(new RegExp(`^${id}: \\S`, 'm'));
    lines.out.length = 0;
    listMeasures({ json: true });
    expect(JSON.parse(lines.out[0] ?? '').map(({ id }: { id: string }) => id)).toEqual(measures.map(({ id }) => id));
    expect(await runNetwork(fileWith(driven), { set: [], measure: 'chi,foo' })).toBe(1);
    expect(lines.err).toEqual([expect.stringMatching(/^There is no measure "foo"\. There are chi, R, .*coherence/)]);
  });

  test('prints a table without --json', async () => {
    expect(await runNetwork(fileWith(driven), { set: [] })).toBe(0);
    expect(lines.out.join('\n')).toMatch(/population +size +spikes +rateHz +cv +chi +R\nCells +10 +\d+/);
    lines.out.length = 0;
    expect(await runNetwork(fileWith(driven), { set: [], variant: 'weak' })).toBe(0);
    expect(lines.out.join('\n')).toMatch(/Cells, R: undefined, at no time/);
  });

  test.each([
    ['a file that is not JSON', '{', {}, /is not JSON/],
    [
      'a missing node',
      driven,
      { set: ['axon.tau=1 ms'] },
      /^--set axon.tau=1 ms: the network has no such node or edge "axon". There are cells, drive, inject, run\.$/,
    ],
    ['an unknown variant', driven, { variant: 'b' }, /no variant b. It has weak/],
    ['a wrong dimension', driven, { set: ['cells.tau_m=3 mV'] }, /time constant/],
    [
      'an unknown parameter',
      driven,
      { set: ['cells.tau_x=3 ms'] },
      /^--set cells.tau_x=3 ms: .*"tau_x".* Did you mean tau_m\?$/,
    ],
    [
      'a size that is not whole',
      driven,
      { set: ['cells.size=1.5'] },
      /^--set cells.size=1.5: Population "Cells": size is 1.5; must be a whole number from 1 to 10,000,000\.$/,
    ],
    ['a number for all parameters', driven, { set: ['cells.parameters=1'] }, /parameters is 1; must be an object/],
    ['a seed of letters', driven, { set: ['run.seed=abc'] }, /^--set run.seed=abc: Run settings: seed is "abc"/],
    ['a precision that is none', driven, { set: ['run.precision=half'] }, /must be "double" or "single"\.$/],
    ['an unknown field', driven, { set: ['inject.scales=2'] }, /no field "scales".* Did you mean scale\?$/],
    [
      'a value out of its range',
      driven,
      { set: ['cells.tau_m=-3 ms'] },
      /--set cells.tau_m=-3 ms: Population "Cells": membrane time constant is -3 ms; must be/,
    ],
    ['a variant that does not fit', lost, { variant: 'lost' }, /^Variant "Lost": there is no node or edge "gone"/],
    [
      'a variant that begins on the way with what cannot change then',
      growing,
      { variant: 'growing' },
      /^error {2}cells.size {2}Variant "Growing": Population "Cells": size cannot change at 250 ms, while the network runs/,
    ],
    ['a node without a field', driven, { set: ['cells=3'] }, /^--set cells=3: write a field behind "cells"/],
  ])('refuses %s on standard error', async (_, content, options, sentence) => {
    expect(await runNetwork(fileWith(content), { set: [], json: true, ...options })).toBe(1);
    expect(lines.out).toEqual([]);
    expect(lines.err.join('\n')).toMatch(sentence);
  });
});

describe('entrain run, of faults beside what is run', () => {
  const warned = async (content: typeof driven, options: Partial<Parameters<typeof runNetwork>[1]> = {}) => {
    expect(await runNetwork(fileWith(content), { set: [], ...options })).toBe(0);
    return lines.err;
  };

  test('warns of a variant that does not fit, and runs the network', async () => {
    expect(await warned(lost)).toEqual([
      expect.stringMatching(/^warning {2}gone.size {2}Variant "Lost": there is no node or edge "gone"/),
    ]);
  });

  test('warns of a field that a variant sets twice: of itself, and where all are checked', async () => {
    const overrides = [3, 4].map((value) => ({ node: 'cells', field: 'size', value }));
    const twice = { ...driven, variants: [{ id: 'twice', name: 'Twice', overrides }] };
    const sentence = 'warning  cells.size  Variant "Twice": it sets size of "cells" more than once, and the last value';
    expect(await warned(twice, { variant: 'twice' })).toEqual([expect.stringContaining(sentence)]);
    expect(await validateFile(fileWith(twice))).toBe(1);
    expect(lines.out.join('\n')).toContain(sentence);
  });

  test('says once what two edges of one stimulus show', async () => {
    const background = ['a', 'b'].map((id) => ({ ...synapse, id, source: 'noise', target: 'cells' }));
    const noisy: typeof driven = {
      ...driven,
      nodes: [...driven.nodes, { ...stimulus, id: 'noise', name: 'Noise', model: 'background' }],
      edges: [...driven.edges, ...background],
    };
    const set = ['noise.rate=-3Hz'];
    expect(await runNetwork(fileWith(noisy), { set })).toBe(1);
    expect(lines.err).toEqual([expect.stringMatching(/rate of a train is -3Hz; must be at least 0 Hz/)]);
  });
});

describe('entrain run, in sentences', () => {
  test.each([
    ['cells.tau_m=abc', /"abc" is not a number with a unit\. Try "[\d.]+ ms"\.$/],
    ['inject.scale=1e999', /scale is not a finite number; must be a number\.$/],
    [
      'inject.tau=3',
      /^--set inject.tau=3: Injection "inject": there is no field "tau"\. There are source, target, scale, copies\.$/,
    ],
    ['loop.rule=3', /rule is 3; must be an object such as {"type": "one-to-one"}\.$/],
    ['loop.probability=.1', /no field "probability"\. There are (?!id|kind).*rule\.inDegree/],
  ])('refuses %s', async (option, sentence) => {
    const rule = { type: 'fixed-in-degree', inDegree: 2, autapses: false, multapses: true } as const;
    const network: typeof driven = {
      ...driven,
      edges: [...driven.edges, { ...synapse, id: 'loop', source: 'cells', target: 'cells', rule }],
    };
    expect(await runNetwork(fileWith(network), { set: [option] })).toBe(1);
    expect(lines.err).toEqual([expect.stringMatching(sentence)]);
  });

  test('refuses what is no file, a folder, and what is not JSON', async () => {
    expect(await runNetwork('nofile.json', { set: [] })).toBe(1);
    expect(await runNetwork('/tmp', { set: [] })).toBe(1);
    const file = fileWith('{\n "a": 1,\n "b" 2}');
    expect(await runNetwork(file, { set: [] })).toBe(1);
    expect(lines.err).toEqual([
      'There is no file nofile.json.',
      '/tmp is a folder, not a network file.',
      `${file} is not JSON: line 3, column 6.`,
    ]);
  });
});
