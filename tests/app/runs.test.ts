import { produce } from 'immer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { create } from 'zustand';
import { keepRunsWithProjects } from '../../src/app/projects/runs.ts';
import { addConfiguration, labelOf } from '../../src/document/configurations.ts';
import { useComparison } from '../../src/editor/comparison.ts';
import { useSimulation } from '../../src/editor/simulation.ts';
import { useEditor } from '../../src/editor/store.ts';
import type { KeptRun } from '../../src/experiments/simulation/kept.ts';
import type { KeeperState } from '../../src/projects/keeper.ts';
import type { RunsOfProjects } from '../../src/projects/runs-client.ts';
import { machineOf } from '../experiments/machines.ts';
import { setField } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';

const network = produce(setField(readPreset('lif-step'), null, 'duration', '50 ms'), (draft) => {
  addConfiguration(draft, null);
});

/** Runs of all configurations of the network, as they were kept while they ran. */
async function interrupted(): Promise<KeptRun[]> {
  const kept: KeptRun[] = [];
  const write = async (_id: string | null, head: KeptRun['head'], stretch: KeptRun['stretches'][number] | null) => {
    kept.push({ head: { ...head, rest: null }, stretches: stretch === null ? [] : [stretch] });
    return null;
  };
  const running = machineOf(network, { compared: {}, archive: { write, remove: async () => undefined } });
  running.machine.run();
  await running.until('finished');
  await running.machine.leave();
  return structuredClone(kept);
}

/** Runs of projects in memory. */
class Runs implements RunsOfProjects {
  readonly removed: string[] = [];
  loads: string[] = [];

  constructor(private readonly kept: ReadonlyMap<string, readonly KeptRun[]>) {}

  async load(project: string) {
    this.loads.push(project);
    return [...(this.kept.get(project) ?? [])];
  }

  async removeRuns(project: string, runs: readonly string[]) {
    this.removed.push(...runs.map((run) => `${project}/${run}`));
  }

  async write() {}
  async copy() {}
  async remove() {}
}

const before = globalThis.requestAnimationFrame;
beforeAll(() => {
  globalThis.requestAnimationFrame = (callback) => Number(setTimeout(() => callback(0)));
});
afterAll(() => {
  useSimulation.getState().setMode('edit');
  useEditor.getState().load(network);
  globalThis.requestAnimationFrame = before;
});

test('runs come back with their project, where they can go on, unless another tab has it', async () => {
  const id = network.variants[0]?.id ?? labelOf(1);
  const runs = new Runs(new Map([['compared', await interrupted()]]));
  const state: KeeperState = { project: 'empty', access: 'own', savedAt: null, fault: null };
  const open = create<KeeperState>()(() => state);
  useEditor.getState().load(network);
  keepRunsWithProjects(runs, open);
  await expect.poll(() => runs.loads).toEqual(['empty']);
  expect(useSimulation.getState()).toMatchObject({ mode: 'edit', status: 'idle' });

  open.setState({ project: 'compared', access: 'elsewhere' });
  expect(runs.loads).toEqual(['empty']);
  useComparison.getState().only([null]);
  open.setState({ access: 'own' });
  await expect.poll(() => useSimulation.getState().left?.canGoOn).toBe(true);
  expect(useSimulation.getState()).toMatchObject({ mode: 'compare', status: 'paused', timeMs: 50 });
  expect(useSimulation.getState().runs.map(({ label }) => label)).toEqual(['A', 'B']);
  useSimulation.getState().reset();
  expect(useSimulation.getState()).toMatchObject({ status: 'idle', left: null, runs: [] });
  await expect.poll(() => runs.removed).toEqual(['compared/', `compared/${id}`]);
});
