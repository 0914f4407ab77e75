import { readdirSync, readFileSync } from 'node:fs';
import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { addBlock, blockOf, isBlockFile, readBlock } from '../../src/document/blocks.ts';
import { emptyNetwork, type NetworkDocument } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { createSession } from '../../src/session/host.ts';
import { Recordings } from '../../src/session/recordings.ts';

const FOLDER = 'presets/blocks';
const shipped = readdirSync(FOLDER).map((file) => file.replace('.json', ''));

function load(key: string) {
  const { block, problems } = readBlock(JSON.parse(readFileSync(`${FOLDER}/${key}.json`, 'utf8')));
  if (block === null) throw new Error(problems.map(({ message }) => message).join(' '));
  return block;
}

const put = (key: string, times = 1): NetworkDocument =>
  produce(emptyNetwork(), (draft) => {
    for (let k = 0; k < times; k++) addBlock(draft, load(key), { x: 600 * k, y: 0 });
  });

/** Mean rate of each population from 100 to 500 ms, Hz. */
async function rates(document: NetworkDocument): Promise<Record<string, number>> {
  const { config, map, problems } = compile(document);
  if (config === null) throw new Error(problems.map(({ message }) => message).join(' '));
  const session = createSession();
  const recordings = new Recordings(config);
  try {
    await session.build(config, { budgetBytes: 2e9, threads: { exactly: 1 } }, () => undefined);
    await session.run(Math.round(500 / map.dtMs), (chunk) => recordings.append(chunk));
  } finally {
    await session.dispose();
  }
  return Object.fromEntries(
    map.populations
      .filter(({ kind }) => kind === 'population')
      .map(({ id, size, spikes }) => {
        const late = recordings.spikes(spikes).steps.filter((step) => step * map.dtMs >= 100);
        return [id, late.length / size / 0.4];
      }),
  );
}

describe.each(shipped)('the block %s', (key) => {
  it('is a valid network of one group, with sentences, whose populations fire', async () => {
    const block = load(key);
    expect(block.about.length).toBeGreaterThan(20);
    const document = put(key);
    expect(validateDocument(JSON.parse(JSON.stringify(document))).problems).toEqual([]);
    expect(compile(document).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(document.groups?.filter(({ parent }) => parent === undefined)).toHaveLength(1);
    for (const node of document.nodes) expect(node.parent).toBeDefined();
    for (const rate of Object.values(await rates(document))) expect(rate).toBeGreaterThan(1);
  });

  it('can be there twice', () => {
    const twice = put(key, 2);
    expect(validateDocument(twice).problems).toEqual([]);
    expect(twice.nodes).toHaveLength(2 * load(key).nodes.length);
    expect(twice.edges).toHaveLength(2 * load(key).edges.length);
  });
});

describe('blocks', () => {
  it('do what their sentences say: layer 4 fires near the rates of the whole circuit, 4.0 and 5.0 Hz', async () => {
    const { L4E = 0, L4I = 0 } = await rates(put('cortical-layer'));
    expect(Math.abs(L4E - 4.02) / 4.02).toBeLessThan(0.35);
    expect(Math.abs(L4I - 4.96) / 4.96).toBeLessThan(0.35);
  });

  it('are made of a group and give it back, wherever it stood and in whatever group', () => {
    const document = put('ping-pair');
    const moved = produce(document, (draft) => {
      draft.groups?.push({
        id: 'around',
        name: 'around',
        position: { x: 0, y: 0 },
        size: { width: 2000, height: 2000 },
        collapsed: false,
      });
      for (const group of draft.groups ?? []) if (group.id !== 'around') group.parent = 'around';
    });
    const id = document.groups?.[0]?.id ?? '';
    const block = blockOf(moved, id, 'a pair');
    expect(block?.nodes).toEqual(load('ping-pair').nodes);
    expect(block?.groups?.[0]).toMatchObject({ position: { x: 0, y: 0 } });
    expect(block?.groups?.[0]?.parent).toBeUndefined();
  });

  it('lower the time step to their own, and never raise it', () => {
    expect(put('ping-pair').run.dt).toBe('0.02 ms');
    const fine = produce(emptyNetwork(), (draft) => {
      draft.run.dt = '0.01 ms';
      addBlock(draft, load('ping-pair'), { x: 0, y: 0 });
    });
    expect(fine.run.dt).toBe('0.01 ms');
  });

  it('carry the own models of their populations', () => {
    const own = produce(put('balanced-pair'), (draft) => {
      draft.models = {
        mine: {
          name: 'Mine',
          summary: '',
          equations: 'dv/dt = -v/tau : mV',
          threshold: 'v > 10 mV',
          reset: 'v = 0 mV',
          refractory: null,
          parameters: [{ name: 'tau', unit: 'ms', meaning: 'time constant', default: '10 ms' }],
          initial: {},
          membrane: 'v',
          adaptation: null,
          integrator: 'default',
          spikePeak: '20 mV',
          source: 'own model',
        },
      };
      for (const node of draft.nodes) if (node.kind === 'population') node.model = 'mine';
    });
    const block = blockOf(own, own.groups?.[0]?.id ?? '', 'mine');
    if (block === null) throw new Error('there is no block');
    const placed = produce(emptyNetwork(), (draft) => void addBlock(draft, block, { x: 0, y: 0 }));
    expect(Object.keys(placed.models ?? {})).toEqual(['mine']);
    expect(compile(placed).problems.filter(({ code }) => code === 'unknown-model')).toEqual([]);
  });

  it('are refused with every fault named', () => {
    const block = load('ping-pair');
    const dangling = { ...block, nodes: block.nodes.slice(1) };
    expect(readBlock(dangling).problems.map(({ code }) => code)).toContain('dangling-edge');
    expect(readBlock({ ...block, groups: [] }).problems.map(({ code }) => code)).toContain('wrong-parent');
    expect(readBlock({ ...block, extra: 1 }).problems[0]?.message).toContain('extra');
    expect(isBlockFile(JSON.stringify(block))).toBe(true);
    expect(isBlockFile(JSON.stringify(emptyNetwork()))).toBe(false);
    expect(isBlockFile('{')).toBe(false);
  });
});
