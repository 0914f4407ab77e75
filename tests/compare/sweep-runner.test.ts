import { describe, expect, test } from 'vitest';
import type { CellPool } from '../../src/experiments/cells/evaluation.ts';
import {
  type CellStore,
  cellKey,
  missingCells,
  resultsOfCells,
  runTasks,
  timeLeftMs,
} from '../../src/experiments/cells/runner.ts';
import { fingerprintOf } from '../../src/experiments/fingerprint.ts';
import { ladder } from '../../src/experiments/sweep/axis.ts';
import type { CellResult, Sweep } from '../../src/experiments/sweep/sweep.ts';
import { csvOf } from '../../src/experiments/sweep/table.ts';
import { readPreset } from '../presets/expectations.ts';

const document = readPreset('lif-step');
const neuron = document.nodes.find(({ kind }) => kind === 'population')?.id ?? '';
const sweep: Sweep = {
  document,
  axes: [{ node: neuron, field: 'parameters.tau_m', numbers: ladder(8, 16, 5, 'linear'), unit: 'ms' }],
  seeds: [1, 2],
  measures: ['rateHz', 'cv'],
};
const fingerprint = fingerprintOf(sweep);

/** A store in memory; what comes out of it is a copy, as from a disk. */
function fakeStore(): CellStore & { readonly kept: Map<string, CellResult[]> } {
  const kept = new Map<string, CellResult[]>();
  return {
    kept,
    load: async (key) => structuredClone(kept.get(key) ?? []),
    add: async (key, result) => void kept.set(key, [...(kept.get(key) ?? []), structuredClone(result)]),
    clear: async (key) => void kept.delete(key),
  };
}

/** Workers that answer with numbers of the config's seed, in an order of their own. */
function fakePool(size: number, delayOf: (call: number) => number = () => 0): CellPool & { calls: number } {
  const pool = {
    size,
    calls: 0,
    evaluate: async (_worker: number, { config }: Parameters<CellPool['evaluate']>[1]) => {
      pool.calls += 1;
      await new Promise((resolve) => setTimeout(resolve, delayOf(pool.calls)));
      const values = [[Number(config.seed) + 0.5, null]];
      return { ok: true as const, values, reasons: [[null, 'no spike']], supports: [[null, null]], wallMs: 10 };
    },
  };
  return pool;
}

interface Options {
  readonly known?: readonly CellResult[];
  readonly stopAfter?: number;
}

async function run(pool: CellPool, store: CellStore, { known = [], stopAfter }: Options = {}): Promise<CellResult[]> {
  const results = [...known];
  const stopping = new AbortController();
  await runTasks({
    tasks: missingCells(sweep, fingerprint, known),
    pool,
    store,
    budgetBytes: 1e9,
    signal: stopping.signal,
    onResult: (result) => {
      if (results.push(result) === stopAfter) stopping.abort();
    },
  });
  return results;
}

const whole = async (): Promise<string> => csvOf(sweep, await run(fakePool(1), fakeStore()));

describe('a sweep', () => {
  test('gives the same table in whatever order the workers answer', async () => {
    const shuffled = fakePool(3, (call) => [7, 1, 4, 2][call % 4] ?? 0);
    const results = await run(shuffled, fakeStore());
    expect(results.map(({ cell }) => cellKey(cell))).not.toEqual(
      resultsOfCells(sweep, results).map(({ cell }) => cellKey(cell)),
    );
    expect(csvOf(sweep, results)).toBe(await whole());
  });

  test('paused, begins no further cell, and resumed does those that are missing', async () => {
    const store = fakeStore();
    const first = fakePool(2);
    const paused = await run(first, store, { stopAfter: 3 });
    // Those under way end: at most one more for the other worker.
    expect(paused.length).toBeGreaterThanOrEqual(3);
    expect(paused.length).toBeLessThanOrEqual(4);
    const second = fakePool(2);
    const all = await run(second, store, { known: paused });
    expect(first.calls + second.calls).toBe(10);
    expect(csvOf(sweep, all)).toBe(await whole());
  });

  test('killed in the middle and begun anew from the store gives the same table', async () => {
    const store = fakeStore();
    // The page is closed while the fifth and the sixth cell run: they never answer.
    const pool = fakePool(2);
    const dying: CellPool = {
      size: 2,
      evaluate: (worker, job) => (pool.calls < 4 ? pool.evaluate(worker, job) : new Promise(() => undefined)),
    };
    void run(dying, store);
    await expect.poll(() => store.kept.get(fingerprint)?.length).toBe(4);
    const known = resultsOfCells(sweep, await store.load(fingerprint));
    expect(known).toHaveLength(4);
    const rest = fakePool(2);
    const all = await run(rest, store, { known });
    expect(rest.calls).toBe(6);
    expect(csvOf(sweep, all)).toBe(await whole());
    expect(store.kept.get(fingerprint)).toHaveLength(10);
  });

  test('goes on where a worker dies, and runs that cell again the next time', async () => {
    const store = fakeStore();
    const good = fakePool(1);
    let crashed = false;
    const crashing: CellPool = {
      size: 1,
      evaluate: (worker, job) => {
        if (good.calls !== 2 || crashed) return good.evaluate(worker, job);
        crashed = true;
        return Promise.reject(new Error('out of memory'));
      },
    };
    const results = await run(crashing, store);
    expect(results.filter(({ fault }) => fault === 'out of memory')).toHaveLength(1);
    const known = resultsOfCells(sweep, await store.load(fingerprint));
    expect(known).toHaveLength(9);
    expect(csvOf(sweep, await run(fakePool(1), store, { known }))).toBe(await whole());
  });

  test('keeps going where nothing can be stored', async () => {
    const store: CellStore = { ...fakeStore(), add: () => Promise.reject(new Error('private window')) };
    expect(csvOf(sweep, await run(fakePool(2), store))).toBe(await whole());
  });

  test('sees the whole range early', async () => {
    const results = await run(fakePool(1), fakeStore());
    const early = new Set(results.slice(0, 5).map(({ cell }) => cell.place[0]));
    expect(early.size).toBeGreaterThanOrEqual(4);
  });

  test('says how long it takes from the cells so far, with what the workers share', () => {
    expect(timeLeftMs(10, 2, [])).toBeNull();
    expect(timeLeftMs(10, 2, [100, 300])).toBe(1000);
    expect(timeLeftMs(1, 4, [200])).toBe(200);
    expect(timeLeftMs(0, 4, [200])).toBe(0);
  });
});

describe('the fingerprint', () => {
  const first = sweep.axes[0];
  const withNodes = (change: (node: Sweep['document']['nodes'][number]) => object): Sweep => ({
    ...sweep,
    document: { ...document, nodes: document.nodes.map((node) => ({ ...node, ...change(node) }) as typeof node) },
  });

  test('is of what the results depend on', () => {
    const others: Sweep[] = [
      { ...sweep, seeds: [1, 3] },
      { ...sweep, measures: ['rateHz'] },
      { ...sweep, axes: first ? [{ ...first, numbers: first.numbers.slice(1) }] : [] },
      { ...sweep, axes: first ? [{ ...first, unit: 's' }] : [] },
      { ...sweep, document: { ...document, run: { ...document.run, dt: '0.2 ms' } } },
      withNodes(({ kind }) => (kind === 'population' ? { size: 2 } : {})),
    ];
    const all = [fingerprint, ...others.map(fingerprintOf)];
    expect(new Set(all).size).toBe(all.length);
  });

  test('is of what the beginning of an axis switches off', () => {
    const network = readPreset('stimulus-and-synchrony-lif');
    const edge = network.edges.find(({ id }) => id === 'EE');
    if (edge?.kind !== 'synapse') throw new Error('the preset has a synapse EE');
    const withDelay = (delay: string): Sweep => ({
      document: { ...network, edges: network.edges.map((one) => (one === edge ? { ...edge, delay } : one)) },
      axes: [{ node: edge.id, field: 'relativeStrength', numbers: [0, 1, 2], unit: '' }],
      seeds: [1],
      measures: ['chi'],
    });
    expect(fingerprintOf(withDelay('3 ms'))).not.toBe(fingerprintOf(withDelay('4 ms')));
    expect(fingerprintOf(withDelay('3 ms'))).toBe(fingerprintOf(withDelay('3.0 ms')));
  });

  test('is not of names, places, probes, nor of the present value of what is varied', () => {
    const same: Sweep[] = [
      withNodes(() => ({ name: 'other', position: { x: 1, y: 2 } })),
      withNodes(({ kind }) => (kind === 'population' ? { parameters: { ...parametersOf(), tau_m: '99 ms' } } : {})),
      {
        ...sweep,
        document: {
          ...document,
          name: 'other',
          nodes: document.nodes.filter(({ kind }) => kind !== 'probe'),
          edges: document.edges.filter(({ kind }) => kind !== 'tap'),
        },
      },
      { ...sweep, document: { ...document, run: { ...document.run, seed: 77 } } },
    ];
    for (const one of same) expect(fingerprintOf(one)).toBe(fingerprint);
  });

  function parametersOf(): object {
    const node = document.nodes.find(({ id }) => id === neuron);
    return node?.kind === 'population' ? node.parameters : {};
  }
});
