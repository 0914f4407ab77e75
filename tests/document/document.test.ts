import { applyPatches, type Draft, enablePatches, produceWithPatches } from 'immer';
import { describe, expect, it } from 'vitest';
import {
  addPopulation,
  addProbe,
  addStimulus,
  canConnect,
  connect,
  moveNodes,
  removeSelection,
  rename,
} from '../../src/document/commands.ts';
import { copySelection, duplicateSelection, pasteFragment } from '../../src/document/fragments.ts';
import { emptyNetwork, type NetworkDocument } from '../../src/document/schema.ts';
import { signOf } from '../../src/document/sign.ts';
import { summarise } from '../../src/document/summarise.ts';
import { networkJsonSchema, validateDocument } from '../../src/document/validate.ts';

enablePatches();
const at = { x: 0, y: 0 };

/** E with a recurrent synapse, a step into it, a raster on it. */
function network(): { document: NetworkDocument; E: string; step: string; raster: string } {
  const ids = { E: '', step: '', raster: '' };
  const [document] = produceWithPatches(emptyNetwork(), (draft) => {
    ids.E = addPopulation(draft, 'lif', at);
    ids.step = addStimulus(draft, 'step', at);
    ids.raster = addProbe(draft, 'raster', at);
    connect(draft, ids.E, ids.E);
    connect(draft, ids.step, ids.E);
    connect(draft, ids.E, ids.raster);
  });
  return { document, ...ids };
}

describe('commands', () => {
  const { document, E, step, raster } = network();
  const all = { nodes: [E, step, raster], edges: document.edges.map(({ id }) => id) };
  const commands: readonly (readonly [string, (draft: Draft<NetworkDocument>) => unknown])[] = [
    ['adding a population', (draft) => addPopulation(draft, 'adex', at)],
    ['adding a stimulus', (draft) => addStimulus(draft, 'given-spikes', at)],
    ['adding a probe', (draft) => addProbe(draft, 'traces', at)],
    ['connecting', (draft) => connect(draft, E, E)],
    ['removing', (draft) => removeSelection(draft, { nodes: [E], edges: [] })],
    ['moving', (draft) => moveNodes(draft, [{ id: E, position: { x: 16, y: 32 } }])],
    ['renaming', (draft) => rename(draft, E, 'Pyramids')],
    ['duplicating', (draft) => duplicateSelection(draft, all)],
    ['pasting', (draft) => pasteFragment(draft, JSON.parse(JSON.stringify(copySelection(document, all))))],
  ];

  it.each(commands)('%s leaves a valid network and can be undone', (_name, command) => {
    const [next, , backward] = produceWithPatches(document, (draft) => {
      command(draft);
    });
    expect(next).not.toEqual(document);
    expect(validateDocument(JSON.parse(JSON.stringify(next)))).toEqual({ document: next, problems: [] });
    expect(applyPatches(next, backward)).toEqual(document);
  });

  it('removes the edges of a removed node', () => {
    const [next] = produceWithPatches(document, (draft) => {
      removeSelection(draft, { nodes: [E], edges: [] });
    });
    expect(next.edges).toEqual([]);
  });

  it.each([
    ['a population to itself', E, E, 'synapse'],
    ['a population to a probe', E, raster, null],
    ['a population to a stimulus', E, step, null],
    ['a stimulus to itself', step, step, null],
    ['a current to a probe of spikes', step, raster, null],
  ])('connects %s or says why not', (_name, source, target, kind) => {
    const link = canConnect(document, source, target);
    expect(link.ok ? link.kind : null).toBe(kind);
    if (!link.ok) expect(link.reason).toMatch(/\.$/);
  });
});

describe('validation', () => {
  it.each([
    ['a list', [], 'not-a-network', null],
    ['another format', { format: 'x' }, 'not-a-network', null],
    ['a newer version', { ...emptyNetwork(), version: 3 }, 'newer-version', null],
    ['an unknown field', { ...emptyNetwork(), colour: 1 }, 'schema', null],
    ['a seed of text', { ...emptyNetwork(), run: { ...emptyNetwork().run, seed: 'x' } }, 'schema', null],
  ])('refuses %s', (_name, json, code, node) => {
    const { document, problems } = validateDocument(json);
    expect(document).toBeNull();
    expect(problems[0]).toMatchObject({ code, node });
    expect(problems[0]?.message).toMatch(/\.$/);
  });

  it('names the node and the field at fault, and lists every fault', () => {
    const { document, E } = network();
    const broken = JSON.parse(JSON.stringify(document));
    broken.nodes[0].size = 0;
    broken.nodes[1].enabled = 'yes';
    const { problems } = validateDocument(broken);
    expect(problems.map(({ node, field }) => [node, field])).toEqual([
      [E, 'size'],
      [broken.nodes[1].id, 'enabled'],
    ]);
  });

  it('gives a JSON Schema of the format', () => {
    expect(networkJsonSchema()).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['format', 'nodes']),
    });
  });
});

describe('what an edge says', () => {
  const { document } = network();
  const edge = document.edges.find(({ kind }) => kind === 'synapse');
  if (edge?.kind !== 'synapse') throw new Error('no synapse');

  it.each([
    [{}, 'p 0.1 · 0.1 mV · 1.5 ms'],
    [{ sign: 'inhibitory', relativeStrength: 3 }, 'p 0.1 · −g w = −0.3 mV · 1.5 ms'],
  ] as const)('%o', (change, text) => {
    expect(summarise({ ...edge, ...change })).toBe(text);
  });

  it('makes a population inhibitory by the majority of its synapses', () => {
    const inhibitory = { ...edge, sign: 'inhibitory' as const };
    expect(signOf({ edges: [inhibitory] }, edge.source)).toBe('inhibitory');
    expect(signOf({ edges: [] }, edge.source)).toBe('excitatory');
  });
});
