import { describe, expect, it } from 'vitest';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { edgeDeriver, nodeDeriver } from '../../src/editor/derive.ts';
import { widths } from '../../src/editor/edges/lanes.ts';
import type { Overlay } from '../../src/editor/overlays.ts';
import { network, synapse } from './networks.ts';

const NOTHING = { nodes: [], edges: [] };
const FLAT: ReadonlyMap<string, Overlay> = new Map();

describe('nodes on the canvas', () => {
  it('are those of the document, in its order and places', () => {
    const nodes = nodeDeriver()(network(), NOTHING, FLAT);
    expect(nodes.map(({ id, type }) => [id, type])).toEqual([
      ['E', 'population'],
      ['I', 'population'],
      ['step', 'stimulus'],
      ['raster', 'probe'],
    ]);
    expect(nodes[1]?.position).toEqual({ x: 0, y: 200 });
    expect(nodes[3]).toMatchObject({ width: 300, height: 200 });
  });

  it('keep their objects unless they themselves changed', () => {
    const derive = nodeDeriver();
    const before = derive(network(), NOTHING, FLAT);
    const document = network();
    const first = derive(document, NOTHING, FLAT);
    expect(first[0]).not.toBe(before[0]);
    const dragged = derive(document, NOTHING, new Map([['E', { position: { x: 5, y: 5 }, dragging: true }]]));
    expect(dragged[0]).toMatchObject({ position: { x: 5, y: 5 }, dragging: true });
    expect(dragged.slice(1).every((node, k) => node === first[k + 1])).toBe(true);
    const selected = derive(document, { nodes: ['I'], edges: [] }, FLAT);
    expect(selected[1]?.selected).toBe(true);
    expect(selected[2]).toBe(first[2]);
  });
});

describe('groups on the canvas', () => {
  const grouped = (collapsed: boolean): NetworkDocument => {
    const edges = [synapse('EI', 'E', 'I'), synapse('IE', 'I', 'E')];
    const document = network([...edges, { id: 't', kind: 'tap', source: 'raster', target: 'I' }]);
    const group = { id: 'G', name: 'G', position: { x: -40, y: 120 }, size: { width: 300, height: 200 }, collapsed };
    const nodes = document.nodes.map((node) => (node.id === 'I' ? { ...node, parent: 'G' } : node));
    return { ...document, nodes, groups: [group] };
  };

  it('are frames before what lies in them, whose places count from the frame', () => {
    const nodes = nodeDeriver()(grouped(false), NOTHING, FLAT);
    expect(nodes[0]).toMatchObject({ id: 'G', type: 'frame', position: { x: -40, y: 120 }, width: 300 });
    expect(nodes.find(({ id }) => id === 'I')).toMatchObject({ parentId: 'G', position: { x: 40, y: 80 } });
    expect(nodes.find(({ id }) => id === 'E')?.parentId).toBeUndefined();
  });

  it('are one node when collapsed, with the ports of what they hide', () => {
    const document = grouped(true);
    const nodes = nodeDeriver()(document, NOTHING, FLAT);
    expect(nodes.map(({ id, type }) => [id, type])).toEqual([
      ['G', 'collapsed'],
      ['E', 'population'],
      ['step', 'stimulus'],
      ['raster', 'probe'],
    ]);
    expect(nodes[0]?.type === 'collapsed' && nodes[0].data.ports.map(({ id }) => id)).toEqual(['I']);
    const edges = edgeDeriver()(document, NOTHING);
    expect(
      edges.map(({ source, sourceHandle, target, targetHandle }) => [source, sourceHandle, target, targetHandle]),
    ).toEqual([
      ['E', 'out', 'G', 'in:I'],
      ['G', 'out:I', 'E', 'in'],
      ['G', 'out:I', 'raster', 'in'],
    ]);
  });
});

describe('edges on the canvas', () => {
  const derive = (edges: NetworkDocument['edges']) => edgeDeriver()(network(edges), NOTHING);

  it('run from source to target, and a tap from what is observed to the probe', () => {
    const edges = derive([
      synapse('s', 'E', 'I'),
      { id: 'j', kind: 'injection', source: 'step', target: 'E', scale: 1 },
      { id: 't', kind: 'tap', source: 'raster', target: 'E' },
    ]);
    expect(edges.map(({ type, source, target }) => [type, source, target])).toEqual([
      ['synapse', 'E', 'I'],
      ['injection', 'step', 'E'],
      ['tap', 'E', 'raster'],
    ]);
  });

  it('that run in parallel have lanes of their own', () => {
    const lanes = derive([synapse('a', 'E', 'I'), synapse('b', 'E', 'I'), synapse('c', 'I', 'E')]).map(
      (edge) => edge.type === 'synapse' && edge.data?.lane,
    );
    expect(lanes).toEqual([0, 1, 0]);
  });

  it('say in words what they join', () => {
    const [edge] = derive([synapse('a', 'I', 'E', { sign: 'inhibitory' })]);
    expect(edge?.ariaLabel).toBe('Synapses from I to E, inhibitory');
  });

  it('grow wider with the magnitude of the effective weight, among weights of one dimension', () => {
    const width = widths([
      synapse('weak', 'E', 'E', { weight: '0.1 mV' }),
      synapse('strong', 'I', 'E', { weight: '0.1 mV', relativeStrength: 4, sign: 'inhibitory' }),
      synapse('conductance', 'E', 'I', { weight: '6 nS' }),
      synapse('drawn', 'E', 'I', { weight: { normal: ['100 uV', '10 uV'] } }),
      synapse('none', 'E', 'I', { weight: '0 mV' }),
    ]);
    const of = (id: string) => width.get(id) ?? Number.NaN;
    expect(of('strong')).toBeGreaterThan(of('weak'));
    expect(of('conductance')).toBe(of('strong'));
    expect(of('drawn')).toBeCloseTo(of('weak'), 10);
    expect(of('none')).toBeLessThan(of('weak'));
  });
});
