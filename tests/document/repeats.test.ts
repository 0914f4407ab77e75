import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { countCopies, countNeurons, expandRepeats, originOf } from '../../src/document/repeats.ts';
import {
  type Copies,
  emptyNetwork,
  type Group,
  type NetworkDocument,
  type NetworkEdge,
  type PopulationNode,
  type Repeat,
} from '../../src/document/schema.ts';
import { synapse as joined, population as ungrouped } from '../editor/networks.ts';

const population = (id: string, parent?: string): PopulationNode => ({
  ...ungrouped(id),
  ...(parent === undefined ? {} : { parent }),
});

const group = (id: string, repeat?: Repeat, parent?: string): Group => ({
  id,
  name: id,
  position: { x: 0, y: 0 },
  size: { width: 400, height: 300 },
  collapsed: false,
  ...(repeat && { repeat }),
  ...(parent === undefined ? {} : { parent }),
});

const synapse = (id: string, source: string, target: string, copies?: Copies): NetworkEdge =>
  joined(id, source, target, copies === undefined ? {} : { copies });

const grid = (columns: number, rows = 1, border: Repeat['border'] = 'open'): Repeat => ({ columns, rows, border });

function network(
  nodes: NetworkDocument['nodes'],
  groups: readonly Group[],
  edges: readonly NetworkEdge[],
): NetworkDocument {
  return { ...emptyNetwork(), nodes, groups: [...groups], edges: [...edges] };
}

const ways = (document: NetworkDocument) =>
  expandRepeats(document)
    .edges.map(({ source, target }) => `${source}>${target}`)
    .sort();

describe('copies of repeated groups', () => {
  it('keeps a document in which nothing is repeated', () => {
    const document = network([population('E', 'g')], [group('g')], []);
    expect(expandRepeats(document)).toBe(document);
  });

  it('numbers copies from the second on, and names them', () => {
    const document = network([population('E', 'g'), population('I')], [group('g', grid(3))], []);
    const { nodes } = expandRepeats(document);
    expect(nodes.map(({ id, name }) => [id, name])).toEqual([
      ['E', 'E'],
      ['E~2', 'E 2'],
      ['E~3', 'E 3'],
      ['I', 'I'],
    ]);
    expect(originOf('E~3')).toBe('E');
  });

  it('joins within each copy, and what lies outside with every copy', () => {
    const edges = [synapse('EI', 'E', 'I'), synapse('EX', 'E', 'X'), synapse('XE', 'X', 'E')];
    const document = network(
      [population('E', 'g'), population('I', 'g'), population('X')],
      [group('g', grid(2))],
      edges,
    );
    expect(ways(document)).toEqual(['E>I', 'E>X', 'E~2>I~2', 'E~2>X', 'X>E', 'X>E~2']);
    expect(new Set(expandRepeats(document).edges.map(({ id }) => id)).size).toBe(6);
  });

  it('joins each copy with the others, or with all', () => {
    const of = (copies: Copies) =>
      ways(network([population('E', 'g')], [group('g', grid(3))], [synapse('EE', 'E', 'E', copies)]));
    expect(of('same')).toEqual(['E>E', 'E~2>E~2', 'E~3>E~3']);
    expect(of('others')).toEqual(['E>E~2', 'E>E~3', 'E~2>E', 'E~2>E~3', 'E~3>E', 'E~3>E~2']);
    expect(of('all')).toHaveLength(9);
  });

  it('joins neighbours in the grid: 2 (m (n-1) + n (m-1)) ways with an open border, 4 m n with a periodic one', () => {
    const of = (repeat: Repeat) =>
      ways(network([population('E', 'g')], [group('g', repeat)], [synapse('EE', 'E', 'E', 'neighbours')]));
    expect(of(grid(4, 3))).toHaveLength(2 * (3 * 3 + 4 * 2));
    expect(of(grid(4, 3, 'periodic'))).toHaveLength(4 * 12);
    expect(of(grid(3))).toEqual(['E>E~2', 'E~2>E', 'E~2>E~3', 'E~3>E~2']);
    // Left and right are one copy: it is joined once.
    expect(of(grid(2, 1, 'periodic'))).toEqual(['E>E~2', 'E~2>E']);
    expect(of(grid(1, 1, 'periodic'))).toEqual(['E>E']);
  });

  it('repeats groups within groups, the inner ones in each copy of the outer', () => {
    const groups = [group('outer', grid(2)), group('inner', grid(2), 'outer')];
    const nodes = [population('E', 'inner'), population('I', 'outer')];
    const document = network(nodes, groups, [synapse('EE', 'E', 'E', 'others'), synapse('EI', 'E', 'I')]);
    expect(expandRepeats(document).nodes.map(({ id }) => id)).toEqual(['E', 'E~1.2', 'E~2.1', 'E~2.2', 'I', 'I~2']);
    expect(ways(document)).toEqual([
      'E>E~1.2',
      'E>I',
      'E~1.2>E',
      'E~1.2>I',
      'E~2.1>E~2.2',
      'E~2.1>I~2',
      'E~2.2>E~2.1',
      'E~2.2>I~2',
    ]);
  });

  it('joins two groups with all copies, or copy by copy where both have one grid', () => {
    const nodes = [population('A', 'g'), population('B', 'h')];
    const of = (copies: Copies | undefined, columns: number) =>
      network(nodes, [group('g', grid(3)), group('h', grid(columns))], [synapse('AB', 'A', 'B', copies)]);
    expect(ways(of(undefined, 3))).toHaveLength(9);
    expect(ways(of('same', 3))).toEqual(['A>B', 'A~2>B~2', 'A~3>B~3']);
    const { config, problems } = compile(of('same', 2));
    expect(config).toBeNull();
    expect(problems.find(({ field }) => field === 'copies')?.message).toContain('not repeated alike');
  });

  it('lets one probe observe every copy', () => {
    const probe: NetworkDocument['nodes'][number] = {
      id: 'P',
      name: 'P',
      kind: 'probe',
      probe: 'raster',
      position: { x: 0, y: 0 },
      options: {},
      size: { width: 400, height: 200 },
      parent: 'g',
    };
    const tap: NetworkEdge = { id: 'PE', kind: 'tap', source: 'P', target: 'E' };
    const { map } = compile(network([population('E', 'g'), probe], [group('g', grid(3))], [tap]));
    expect(map?.probes.P?.populations).toEqual(['E', 'E~2', 'E~3']);
  });

  it('counts the copies without making them', () => {
    for (const copies of ['same', 'others', 'neighbours', 'all'] as const) {
      const groups = [group('outer', grid(2)), group('inner', grid(3, 2, 'periodic'), 'outer')];
      const document = network([population('E', 'inner')], groups, [synapse('EE', 'E', 'E', copies)]);
      const { nodes, edges } = expandRepeats(document);
      expect(countCopies(document)).toBe(nodes.length + edges.length);
    }
    const apart = [population('A', 'g'), population('B', 'h')];
    for (const copies of ['same', 'others', 'neighbours', 'all', undefined] as const) {
      const groups = [group('g', grid(3, 2)), group('h', grid(3, 2))];
      const document = network(apart, groups, [synapse('AB', 'A', 'B', copies)]);
      const { nodes, edges } = expandRepeats(document);
      expect(countCopies(document)).toBe(nodes.length + edges.length);
      expect(countNeurons(document)).toBe(1200);
    }
    const many = network([population('E', 'g')], [group('g', grid(100, 100))], [synapse('EE', 'E', 'E', 'all')]);
    const { problems } = compile(many);
    expect(problems.map(({ code }) => code)).toEqual(['too-many-copies']);
  });

  it('tells a fault of copies once, of what they are copies of', () => {
    const faulty = { ...population('E', 'g'), parameters: { tau_m: '0 ms' } };
    const { problems } = compile(network([faulty], [group('g', grid(4))], []));
    expect(problems.map(({ node, field }) => [node, field])).toEqual([['E', 'parameters.tau_m']]);
  });

  it('gives the first copy the streams that it has alone, and each copy its own', () => {
    const nodes = [population('E', 'g')];
    const once = compile(network(nodes, [group('g')], [])).config;
    const thrice = compile(network(nodes, [group('g', grid(3))], [])).config;
    const streams = thrice?.groups.map(({ key }) => key) ?? [];
    expect(streams[0]).toBe(once?.groups[0]?.key);
    expect(new Set(streams).size).toBe(3);
  });
});
