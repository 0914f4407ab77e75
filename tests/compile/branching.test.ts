import { produce } from 'immer';
import { describe, expect, test } from 'vitest';
import { compile, problemsOfAll } from '../../src/compile/index.ts';
import { addBranch, addConfiguration } from '../../src/document/configurations.ts';
import type { NetworkDocument, Variant } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { runVariant } from '../../src/document/variants.ts';
import { runToEnd, stepsOf } from '../../src/experiments/run.ts';
import { experimentOf } from '../../src/experiments/seeds/experiment.ts';
import { jobOf } from '../../src/experiments/sweep/sweep.ts';
import { createSession } from '../../src/session/host.ts';
import { setField } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';

type Overrides = Variant['overrides'];

const network = produce(setField(readPreset('eif-network-100'), null, 'duration', '400 ms'), (draft) => {
  draft.variants = [];
  for (const edge of draft.edges)
    if (edge.id === 'EE' && edge.kind === 'synapse') edge.plasticity = [{ model: 'stdp-additive', parameters: {} }];
});

/** The network with a variant from a time on. */
const branching = (from: string, overrides: Overrides, base: NetworkDocument = network): NetworkDocument =>
  produce(base, (draft) => {
    const id = addBranch(draft, from);
    const variant = draft.variants.find((one) => one.id === id);
    if (variant !== undefined) variant.overrides = structuredClone(overrides) as typeof variant.overrides;
  });

const weaker: Overrides = [{ node: 'IE', field: 'weight', value: '2 mV' }];
const messages = (document: NetworkDocument) =>
  compile(document, { variant: 'B' }).problems.map(({ message }) => message);

/** Spikes of a population, by step, of a run with live changes made by hand at a time. */
async function spikesOf(
  { config, map }: ReturnType<typeof compile>,
  then: { readonly atMs: number; readonly config: ReturnType<typeof compile>['config'] } | null = null,
): Promise<number[]> {
  if (config === null || map === null) throw new Error('it is compiled');
  const session = createSession();
  const request = { budgetBytes: 1e9, threads: { exactly: 1 } };
  if (then === null) {
    const { recordings } = await runToEnd(session, config, { ...request, steps: stepsOf(map) });
    await session.dispose();
    return [...recordings.spikes(map.populations[0]?.spikes ?? -1).steps];
  }
  await session.build(config, request, () => undefined);
  const steps: number[] = [];
  const run = (until: number) =>
    session.run(until, (chunk) => {
      const result = chunk.recorders[map.populations[0]?.spikes ?? -1];
      if (result?.kind === 'spikes') steps.push(...result.block.steps);
    });
  await run(Math.round(then.atMs / map.dtMs));
  expect(await session.change({ ...(then.config ?? config), recorders: config.recorders })).toBe(true);
  await run(stepsOf(map));
  await session.dispose();
  return steps;
}

describe('a variant that begins on the way', () => {
  test('runs as the network until then, and as itself after it', async () => {
    const document = branching('212.4 ms', weaker);
    const [a, b] = [await spikesOf(compile(document)), await spikesOf(compile(document, { variant: 'B' }))];
    const isBefore = (step: number) => step < 4248;
    expect(b.filter(isBefore)).toEqual(a.filter(isBefore));
    expect(b.length).toBeLessThan(a.length);
    const whole = compile(branching('0 ms', weaker), { variant: 'B' });
    expect(b).toEqual(
      await spikesOf(compile(document), {
        atMs: 212.4,
        config: compile(setField(network, 'IE', 'weight', '2 mV')).config,
      }),
    );
    expect(await spikesOf(whole)).toEqual(await spikesOf(compile(setField(network, 'IE', 'weight', '2 mV'))));
  });

  test('is the network where it sets nothing', async () => {
    const document = branching('100 ms', []);
    expect(await spikesOf(compile(document, { variant: 'B' }))).toEqual(await spikesOf(compile(document)));
  });

  test('is refused what cannot change while the network runs, by node and field', () => {
    expect(
      messages(
        branching('100 ms', [
          ...weaker,
          { node: 'E', field: 'size', value: 81 },
          { node: null, field: 'seed', value: 2 },
        ]),
      ),
    ).toEqual([
      expect.stringMatching(
        /^Variant "From 100 ms": Population "E": size cannot change at 100 ms, while the network runs/,
      ),
      expect.stringMatching(/^Variant "From 100 ms": Run settings: seed cannot change at 100 ms/),
    ]);
    const { problems } = compile(branching('100 ms', [{ node: 'E', field: 'size', value: 81 }]), { variant: 'B' });
    expect(problems).toMatchObject([{ code: 'not-live', node: 'E', field: 'size', given: '81', variant: 'B' }]);
    expect(
      compile(branching('100 ms', [{ node: 'E', field: 'initial.v', value: '-60 mV' }]), { variant: 'B' }).config,
    ).toBeNull();
  });

  test.each([
    ['soon', /^Variant "From soon": when it parts from the network/],
    ['3 mV', /^Variant "From 3 mV": .*3 mV/],
    ['-1 ms', /^Variant "From -1 ms": .*-1 ms/],
  ])('is refused a time of %s', (from, sentence) => {
    expect(messages(branching(from, weaker))).toEqual([expect.stringMatching(sentence)]);
    expect(problemsOfAll(branching(from, weaker)).some(({ variant }) => variant === 'B')).toBe(true);
  });

  test('is warned of a time at which the run has ended, and may last longer than the network', () => {
    expect(messages(branching('400 ms', weaker))).toEqual([expect.stringContaining('when the run has ended')]);
    const document = branching('400 ms', [...weaker, { node: null, field: 'duration', value: '500 ms' }]);
    // It lasts so long from the start.
    expect(runVariant(document, 'B').document.run.duration).toBe('500 ms');
    const longer = compile(document, { variant: 'B' });
    expect(longer.problems).toEqual([]);
    expect(longer.map?.durationMs).toBe(500);
  });

  test('is the same for other seeds, with other options, and as an arm of an experiment', () => {
    const document = branching('100 ms', weaker);
    const seeded = setField(runVariant(document, 'B').document, null, 'seed', 7);
    const { config } = compile(seeded);
    expect(config?.seed).toBe(7);
    expect(config?.changes).toMatchObject([{ step: 2000, changes: [{ kind: 'weight' }] }]);
    const experiment = experimentOf(document, [{ label: 'B', id: 'B', name: 'B' }], 2);
    if ('fault' in experiment) throw new Error(experiment.fault);
    const [arm] = experiment.arms;
    if (arm === undefined) throw new Error('there is an arm');
    const job = jobOf(arm.sweep, { place: [], seed: 7 }, 1e9);
    if ('fault' in job) throw new Error(job.fault);
    expect(job.config.changes).toEqual(config?.changes);
  });

  test('is kept by a file, and copied with its time', () => {
    const document = branching('100 ms', weaker);
    const { problems, document: read } = validateDocument(JSON.parse(JSON.stringify(document)));
    expect(problems).toEqual([]);
    expect(read?.variants).toMatchObject([{ id: 'B', from: '100 ms', name: 'From 100 ms' }]);
    const copied = produce(document, (draft) => void addConfiguration(draft, 'B'));
    expect(copied.variants[1]).toMatchObject({ from: '100 ms', name: 'From 100 ms, copy', overrides: weaker });
  });
});
