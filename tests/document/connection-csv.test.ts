import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { listText, matrixText, readList, readMatrix, readProbabilities } from '../../src/document/connection-csv.ts';
import { emptyNetwork, type NetworkDocument, type Rule, type SynapseEdge } from '../../src/document/schema.ts';
import { summarise } from '../../src/document/summarise.ts';
import type { LineFault } from '../../src/document/table.ts';

const faultsOf = (read: object): readonly LineFault[] => ('faults' in read ? (read.faults as LineFault[]) : []);

const context = { weightUnit: 'mV', sources: 10, targets: 20 };

describe('a list of synapses', () => {
  test('is read with or without a heading, weights and delays, comments and any usual separator', () => {
    const pairs = [
      [0, 5],
      [9, 19],
    ];
    expect(readList('0 5\n9 19\n', context)).toEqual({ rule: { type: 'list', pairs } });
    expect(readList('# two\n\n0, 5\r\n9, 19 # last', context)).toEqual({ rule: { type: 'list', pairs } });
    expect(readList('0;5;0.1\n9;19;2e-1', context)).toEqual({
      rule: { type: 'list', pairs, weights: { unit: 'mV', values: [0.1, 0.2] } },
    });
    expect(readList('post,delay (s),pre,weight [nS]\n5,0.001,0,3\n19,0.002,9,4', context)).toEqual({
      rule: {
        type: 'list',
        pairs,
        weights: { unit: 'nS', values: [3, 4] },
        delays: { unit: 's', values: [0.001, 0.002] },
      },
    });
    expect(readList('  \n', context)).toEqual({ rule: { type: 'list', pairs: [] } });
  });

  test('names each line at fault and what is wrong with it', () => {
    const read = readList('pre,post,weight\n0,5,0.1\n1,x,0.1\n2.5,3,0.1\n\n3,20,0.1\n4,5,-1\n5,6\n-1,2,1', context);
    expect(read).toEqual({
      faults: [
        { line: 3, message: 'Line 3: the postsynaptic index is "x"; must be a whole number, at least 0.' },
        { line: 4, message: 'Line 4: the presynaptic index is "2.5"; must be a whole number, at least 0.' },
        { line: 6, message: 'Line 6: the postsynaptic index is 20; must be at most 19, the last neuron.' },
        { line: 7, message: 'Line 7: the weight is "-1"; must be a number, at least 0.' },
        { line: 8, message: 'Line 8 has 2 fields; must have 3.' },
        { line: 9, message: 'Line 9: the presynaptic index is "-1"; must be a whole number, at least 0.' },
      ],
    });
    expect(readList('1\n2', context)).toMatchObject({ faults: [{ line: 1 }, { line: 2 }] });
    expect(readList('1,2,3,4,5', context)).toMatchObject({ faults: [{ line: 1 }] });
    const [header] = faultsOf(readList('a,b\n1,2', context));
    expect(header?.message).toMatch(/^Line 1: the header must name a column for pre and one for post/);
  });

  test('is written as it is read', () => {
    for (const text of ['0, 5\n9, 19', 'pre, post, weight (mV), delay (ms)\n0, 5, 0.1, 1.5\n9, 19, 0.2, 2']) {
      const read = readList(text, context);
      expect('rule' in read && listText(read.rule)).toBe(text);
    }
  });
});

describe('a matrix of weights', () => {
  test('is read and written', () => {
    const read = readMatrix('0 1\n0.5 0', { ...context, sources: 2, targets: 2 });
    expect(read).toEqual({
      rule: {
        type: 'matrix',
        unit: 'mV',
        rows: [
          [0, 1],
          [0.5, 0],
        ],
      },
    });
    expect('rule' in read && matrixText(read.rule)).toBe('0, 1\n0.5, 0');
  });

  test('names each line at fault', () => {
    const small = { ...context, sources: 2, targets: 2 };
    expect(readMatrix('0,1\n1,x', small)).toEqual({
      faults: [{ line: 2, message: 'Line 2: an entry is "x"; must be a number, at least 0.' }],
    });
    expect(faultsOf(readMatrix('0,1\n1', small))).toEqual([{ line: 2, message: 'Line 2 has 1 field; must have 2.' }]);
    const short = 'There are 1 lines; must be 2, one for each presynaptic neuron.';
    expect(faultsOf(readMatrix('0,1', small))).toEqual([{ line: 1, message: short }]);
    expect(readMatrix('0,1\n1,0\n\n1,1', small)).toMatchObject({ faults: [{ line: 4 }] });
    expect(readMatrix('nan,nan\n0,1\n1,0', small)).toMatchObject({ faults: [{ line: 1 }, { line: 3 }] });
  });
});

test('probabilities of parts are read as any table is, and faults name their lines', () => {
  const rows = [
    [0.1, 0.2],
    [0, 1],
  ];
  for (const text of ['0.1 0.2\n0 1', '0,1; 0,2\n\n0; 1\n', 'a, b\n0.1, 0.2 # first\n0, 1'])
    expect(readProbabilities(text, 2, 'layer')).toEqual(rows);
  expect(readProbabilities('0.1 0.2\n\n0 2', 2, 'layer')).toBe('Line 3 must be 2 numbers between 0 and 1.');
  expect(readProbabilities('0.1 0.2', 2, 'layer')).toBe('There are 1 lines; must be 2, one for each source layer.');
});

test('the label of an edge does not name a weight or a delay that counts for no synapse', () => {
  const edge: SynapseEdge = {
    ...{ id: 'EE', kind: 'synapse', source: 'E', target: 'E', model: 'delta', sign: 'excitatory' },
    ...{ rule: { type: 'list', pairs: [[0, 1]], weights: { unit: 'mV', values: [1] } } },
    ...{ weight: '7 mV', relativeStrength: 1, delay: '1.5 ms', parameters: {} },
  };
  expect(summarise(edge)).toBe('1 pair · weights listed · 1.5 ms');
  const delays = { unit: 'ms', values: [1] };
  expect(summarise({ ...edge, rule: { type: 'list', pairs: [[0, 1]], delays } })).toBe('1 pair · 7 mV · delays listed');
});

describe('compiled', () => {
  const edgeOf = (rule: Rule, more: Partial<SynapseEdge> = {}): SynapseEdge => ({
    ...{ id: 'EE', kind: 'synapse', source: 'E', target: 'E', model: 'delta', sign: 'inhibitory', rule },
    ...{ weight: '7 mV', relativeStrength: 2, delay: '1.5 ms', parameters: {} },
    ...more,
  });
  const network = (edge: SynapseEdge): NetworkDocument => ({
    ...emptyNetwork(),
    nodes: [
      {
        ...{ id: 'E', name: 'E', position: { x: 0, y: 0 }, kind: 'population', model: 'lif', size: 3 },
        ...{ parameters: {}, initial: {}, integrator: 'default' },
      },
    ],
    edges: [edge],
  });
  const projection = (edge: SynapseEdge) => compile(network(edge)).config?.projections[0];
  const messages = (edge: SynapseEdge) => compile(network(edge)).problems.map(({ message }) => message);

  test('weights and delays of a list are each pair’s own, with the sign and strength of the edge', () => {
    const read = readList('pre,post,weight (uV),delay (s)\n2,0,50,0.001\n0,1,100,0.002', { ...context, sources: 3 });
    if (!('rule' in read)) throw new Error('not read');
    const made = projection(edgeOf(read.rule));
    expect(made?.weight).toEqual({ kind: 'array', values: Float64Array.of(-0.1, -0.2) });
    expect(made?.delayMs).toEqual({ kind: 'array', values: Float64Array.of(1, 2) });
    expect(made?.rule).toEqual({ kind: 'list', pre: Int32Array.of(2, 0), post: Int32Array.of(0, 1) });
  });

  test('a matrix brings the weights of its entries that are not 0, row by row', () => {
    const rows = [
      [0, 1, 2],
      [0, 0, 0],
      [3, 0, 0],
    ];
    const made = projection(edgeOf({ type: 'matrix', unit: 'mV', rows }, { sign: 'excitatory', relativeStrength: 1 }));
    expect(made?.weight).toEqual({ kind: 'array', values: Float64Array.of(1, 2, 3) });
  });

  test('says what does not fit', () => {
    const list = { type: 'list', pairs: [[0, 1]] as [number, number][] } as const;
    expect(messages(edgeOf({ ...list, weights: { unit: 'nS', values: [1] } }))[0]).toContain(
      'must be a unit such as mV',
    );
    expect(messages(edgeOf({ ...list, weights: { unit: 'mV', values: [1, 2] } }))[0]).toContain(
      'rule.weights has 2 numbers; must be 1',
    );
    expect(messages(edgeOf({ ...list, delays: { unit: 'ms', values: [-1] } }))[0]).toContain(
      '-1 ms; must be at least 0',
    );
    const ragged = { type: 'matrix', unit: 'mV', rows: [[0, 1], [1], [0, 0]] } as const;
    expect(messages(edgeOf({ ...ragged, rows: ragged.rows.map((row) => [...row]) }))[0]).toContain('row 2');
  });

  test('delays by distance and kernels need readable lengths, velocities, and equal extents of a periodic space', () => {
    const kernel: Rule = {
      ...{ type: 'distance-kernel', kernel: 'gaussian', probability: 0.5, width: '100 um' },
      ...{ border: 'periodic', autapses: false },
    };
    const made = projection(edgeOf(kernel, { delay: { distance: { offset: '0.5 ms', velocity: '0.3 mm/ms' } } }));
    expect(made?.rule).toMatchObject({ kind: 'distance-kernel', widthUm: 100, space: { period: [1000, 1000] } });
    expect(made?.delayMs).toMatchObject({ kind: 'distance', offset: 0.5, perUm: 1 / 300 });
    expect(messages(edgeOf({ ...kernel, width: '100 ms' }))[0]).toContain('must be a length');
    expect(messages(edgeOf(kernel, { delay: { distance: { offset: '1 ms', velocity: '0 mm/ms' } } }))[0]).toContain(
      'more than',
    );
    const document = network(edgeOf(kernel, { target: 'F' }));
    const [node] = document.nodes;
    if (node?.kind !== 'population') throw new Error('no population');
    const layout = { type: 'grid', width: '2 mm', height: '1 mm' } as const;
    const two = { ...document, nodes: [node, { ...node, id: 'F', layout }] };
    expect(compile(two).problems[0]?.message).toContain('same extents');
    const open = { ...two, edges: [edgeOf({ ...kernel, border: 'open' }, { target: 'F' })] };
    expect(compile(open).problems).toEqual([]);
  });

  test('on two rings distances run along the arc', () => {
    const kernel: Rule = {
      ...{ type: 'distance-kernel', kernel: 'box', probability: 1, width: '10 um' },
      ...{ border: 'open', autapses: false },
    };
    const document = network(edgeOf(kernel));
    const layout = { type: 'ring', width: '1 mm', height: '1 mm' } as const;
    const nodes = document.nodes.map((node) => (node.kind === 'population' ? { ...node, layout } : node));
    const rule = compile({ ...document, nodes }).config?.projections[0]?.rule;
    if (rule?.kind !== 'distance-kernel') throw new Error('no kernel');
    expect(rule.space.period[0]).toBeCloseTo(Math.PI * 1000, 9);
    expect((rule.space.source[2] ?? 0) - (rule.space.source[0] ?? 0)).toBeCloseTo((Math.PI * 1000) / 3, 9);
  });
});
