import { describe, expect, it } from 'vitest';
import { compile, noticesOf } from '../../src/compile/index.ts';
import type { Problem } from '../../src/contract/index.ts';
import { emptyNetwork, type NetworkDocument, type SynapseEdge } from '../../src/document/schema.ts';
import { createSession } from '../../src/session/host.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { driven } from '../cli/network.ts';
import { networkOf } from './coarse.ts';

/** Runs a network to its end, and says what that showed. */
async function seen(document: NetworkDocument): Promise<readonly Problem[]> {
  const { config, map, problems } = compile(document);
  if (config === null || map === null) throw new Error(problems[0]?.message);
  const session = createSession();
  const outcome = await session.build(config, { budgetBytes: 1e9, threads: { exactly: 1 } }, () => undefined);
  if (!outcome.ok) throw new Error(outcome.message);
  const recordings = new Recordings(config);
  await session.run(Math.round(map.durationMs / map.dtMs), (chunk) => recordings.append(chunk));
  await session.dispose();
  return noticesOf({ document, config, map, recordings, synapsesOf: outcome.report.synapsesOf });
}

type Change = (draft: NetworkDocument) => void;

function changed(change: Change): NetworkDocument {
  const draft = structuredClone(driven);
  change(draft);
  return draft;
}

const parametersOf = (draft: NetworkDocument, id: string): Record<string, unknown> => {
  const node = draft.nodes.find((one) => one.id === id);
  if (node === undefined || node.kind === 'probe') throw new Error(id);
  return node.parameters;
};

const recurrent: SynapseEdge = {
  id: 'CC',
  kind: 'synapse',
  source: 'cells',
  target: 'cells',
  model: 'delta',
  sign: 'excitatory',
  rule: { type: 'fixed-probability', probability: 0, autapses: false },
  weight: '0.1 mV',
  relativeStrength: 1,
  delay: '1 ms',
  parameters: {},
};

const joined =
  (changes: Partial<SynapseEdge>): Change =>
  (draft) =>
    void draft.edges.push({ ...recurrent, ...changes });

describe('after a run it is said that', () => {
  it.each<[string, Change, Partial<Problem>]>([
    [
      'a population did not spike at all',
      (draft) => void Object.assign(parametersOf(draft, 'drive'), { amplitude: '1.9 nA' }),
      {
        code: 'silent',
        node: 'cells',
        message: 'Population "Cells": it did not spike in 500 ms. Is its input strong enough for its threshold?',
      },
    ],
    [
      // At 32.2 and 56.2 ms each.
      'it did not spike in the analysis window, but before',
      (draft) => void Object.assign(parametersOf(draft, 'drive'), { offset: '80 ms' }),
      { code: 'silent', node: 'cells', message: expect.stringContaining('from 100 to 500 ms; before it, 20 times') },
    ],
    [
      'nothing reaches it, where others are reached',
      (draft) => {
        const [cells] = draft.nodes;
        if (cells?.kind === 'population') draft.nodes.push({ ...cells, id: 'alone', name: 'Alone' });
      },
      { code: 'never-connected', node: 'alone', message: expect.stringContaining('no synapse and no current') },
    ],
    [
      'it is saturated',
      (draft) => void Object.assign(parametersOf(draft, 'drive'), { amplitude: '1 uA' }),
      // T = 2 ms + a step.
      {
        code: 'saturated',
        node: 'cells',
        message: expect.stringContaining('refractory period of 2 ms allows 487.8 Hz'),
      },
    ],
    [
      'a rule of probability 0 made no synapse',
      joined({}),
      {
        code: 'no-synapse',
        node: 'CC',
        field: 'rule',
        message: 'Synapse "CC": no synapse was made from "Cells" (10) to "Cells" (10), at a probability of 0.',
      },
    ],
    [
      'an in-degree of 0 made none',
      joined({ rule: { type: 'fixed-in-degree', inDegree: 0, autapses: false, multapses: true } }),
      { code: 'no-synapse', node: 'CC' },
    ],
    [
      'an empty list made none',
      joined({ rule: { type: 'list', pairs: [] } }),
      { code: 'no-synapse', message: expect.stringContaining('nothing is listed') },
    ],
    [
      'synapses weigh nothing',
      joined({ rule: { type: 'all-to-all', autapses: false }, weight: '0 mV' }),
      { code: 'never-acts', node: 'CC', field: 'weight' },
    ],
    [
      'a stimulus began after the end',
      (draft) => {
        const [, drive] = draft.nodes;
        if (drive?.kind === 'stimulus')
          draft.nodes.push({ ...drive, id: 'late', parameters: { amplitude: '1 pA', onset: '600 ms' } });
        draft.edges.push({ id: 'x', kind: 'injection', source: 'late', target: 'cells', scale: 1 });
      },
      {
        code: 'never-acts',
        node: 'late',
        field: 'parameters.onset',
        message: expect.stringContaining('begins at 600 ms, and the run ended at 500 ms'),
      },
    ],
    [
      'a stimulus is connected to nothing',
      (draft) => {
        const [, drive] = draft.nodes;
        if (drive) draft.nodes.push({ ...drive, id: 'loose' });
      },
      { code: 'never-connected', node: 'loose' },
    ],
    [
      'a stimulus that is switched off',
      (draft) => {
        const [, drive] = draft.nodes;
        if (drive?.kind === 'stimulus') draft.nodes.push({ ...drive, id: 'off', enabled: false });
        draft.edges.push({ id: 'x', kind: 'injection', source: 'off', target: 'cells', scale: 1 });
      },
      { code: 'never-acts', node: 'off', field: 'enabled' },
    ],
    [
      'a probe asks for a neuron that is not there',
      (draft) => {
        const size = { width: 200, height: 100 };
        const probe = { kind: 'probe', id: 'P', name: 'P', position: { x: 0, y: 0 }, probe: 'traces', size } as const;
        draft.nodes.push({ ...probe, options: { variable: 'v', neurons: [0, 10] } });
        draft.edges.push({ id: 'tap', kind: 'tap', source: 'P', target: 'cells' });
      },
      { code: 'never-acts', node: 'P', field: 'options.neurons', message: expect.stringContaining('neuron 10') },
    ],
    [
      'a rule whose interval is longer than the run',
      joined({
        rule: { type: 'all-to-all', autapses: false },
        weight: '0.001 mV',
        plasticity: [{ model: 'synaptic-scaling', parameters: { T: '1 s' } }],
      }),
      { code: 'never-acts', node: 'CC', field: 'plasticity' },
    ],
  ])('%s', async (_, change, notice) => {
    const found = await seen(changed(change));
    expect(found).toEqual([expect.objectContaining({ severity: 'note', ...notice })]);
  });

  it.each([
    // 360 spikes at 0.01 ms; 356, 333 and 249 here.
    ['0.1 ms', []],
    ['0.5 ms', [/100 % of its intervals are at most 7 steps of 0\.5 ms long.*Try 0\.1 ms/]],
    ['2 ms', [/100 % of its intervals end within two steps of 2 ms after the spike before/]],
  ])('intervals are a few steps long, at %s', async (dt, sentences) => {
    const notes = await seen(networkOf({ model: 'eif', size: 1, dt, duration: '500 ms', current: '3 nA' }));
    expect(notes).toEqual(
      sentences.map((said) =>
        expect.objectContaining({
          code: 'time-step',
          severity: 'note',
          node: 'N',
          message: expect.stringMatching(said),
        }),
      ),
    );
  });

  describe('of intervals of a few steps nothing', () => {
    /** Neurons that a jump makes spike at each given time, from the first of `every` ms on. */
    const relaying = (everyMs: number, count: number, own: object = {}): NetworkDocument => {
      const spikeTimes = [Array.from({ length: count }, (_, k) => `${Number((1 + k * everyMs).toFixed(4))} ms`)];
      const given = { kind: 'stimulus', id: 'G', name: 'G', position: { x: 0, y: 0 }, model: 'given-spikes' } as const;
      const jump: SynapseEdge = {
        ...recurrent,
        source: 'G',
        target: 'N',
        rule: { type: 'all-to-all', autapses: false },
        weight: '1000 mV',
        delay: '0 ms',
      };
      const network = networkOf({
        model: 'lif',
        size: 1,
        dt: '0.1 ms',
        duration: '300 ms',
        nodes: [{ ...given, parameters: {}, enabled: true, spikeTimes }],
        edges: [jump],
        ...own,
      });
      const nodes = network.nodes.map((node) =>
        node.id === 'N' ? Object.assign(node, { parameters: { t_ref: '0 ms' } }) : node,
      );
      return { ...network, nodes };
    };
    const told = async (document: NetworkDocument) => (await seen(document)).filter(({ code }) => code === 'time-step');

    it.each([
      ['where they are those of given spikes', relaying(0.7, 400)],
      ['of fewer than 20', relaying(0.2, 19, { current: '0.1 pA' })],
    ])('%s', async (_of, document) => {
      expect(await told(document)).toEqual([]);
    });

    it('is kept back where a current drives the neuron as well', async () => {
      expect(await told(relaying(0.2, 100, { current: '0.1 pA' }))).toMatchObject([
        { message: expect.stringContaining('100 % of its intervals end within two steps') },
      ]);
    });
  });

  it('nothing, of a network that does what it says', async () => {
    expect(await seen(changed(joined({ rule: { type: 'all-to-all', autapses: false } })))).toEqual([]);
    expect(await seen(emptied())).toMatchObject([{ code: 'silent' }]);
  });

  it('one sentence of all copies of a repeated group', async () => {
    const repeated = changed((draft) => {
      draft.groups = [
        {
          id: 'G',
          name: 'G',
          position: { x: 0, y: 0 },
          size: { width: 400, height: 300 },
          collapsed: false,
          repeat: { columns: 3, rows: 1, border: 'open' },
        },
      ];
      for (const node of draft.nodes) node.parent = 'G';
      joined({})(draft);
    });
    expect(await seen(repeated)).toMatchObject([{ code: 'no-synapse', node: 'CC' }]);
  });
});

/** A population that nothing reaches, and no other. */
const emptied = (): NetworkDocument => ({
  ...emptyNetwork(),
  run: driven.run,
  nodes: driven.nodes.filter(({ kind }) => kind === 'population'),
});
