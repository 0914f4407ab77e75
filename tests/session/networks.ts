import type { EngineConfig, GroupConfig, ProgramNode } from '../../src/contract/index.ts';

/** `size` elements whose x changes per step as `nodes` say; emits above 1 and is set back to 0. */
function group(size: number, nodes: readonly ProgramNode[], result: number): GroupConfig {
  const state = { op: 'state', index: 0 } as const;
  return {
    name: 'Cells',
    key: 1,
    size,
    states: [{ name: 'x', initial: { kind: 'constant', value: 0.5 }, clampedWhileRefractory: false }],
    parameters: [],
    propagators: [],
    inputs: [],
    update: { nodes, results: [result] },
    outputs: [],
    threshold: { nodes: [state, { op: 'constant', value: 1 }, { op: 'gt', a: 0, b: 1 }], results: [2] },
    reset: [{ target: 0, program: { nodes: [{ op: 'constant', value: 0 }], results: [0] } }],
    refractoryMs: null,
  };
}

function network(cells: GroupConfig): EngineConfig {
  return {
    precision: 'f64',
    dtMs: 0.1,
    seed: 1,
    groups: [cells],
    sources: [],
    projections: [],
    backgrounds: [],
    injections: [],
    couplings: [],
    assignments: [],
    recorders: [
      { kind: 'spikes', of: { of: 'group', index: 0 } },
      { kind: 'trace', group: 0, of: 'state', index: 0, elements: Int32Array.of(0), everySteps: 2 },
      { kind: 'moments', group: 0, state: 0, everySteps: 1, blockSteps: 50, reference: 0 },
    ],
  };
}

/** x grows by a parameter per step. */
export function driven(size: number, growth: number): EngineConfig {
  const nodes: ProgramNode[] = [
    { op: 'state', index: 0 },
    { op: 'parameter', index: 0 },
    { op: 'add', a: 0, b: 1 },
  ];
  const parameters = [{ name: 'growth', values: { kind: 'constant', value: growth } as const }];
  return network({ ...group(size, nodes, 2), parameters });
}

/** x grows by 0.125 per step: a spike every ninth step after the first. */
export function counters(size: number): EngineConfig {
  const nodes: ProgramNode[] = [
    { op: 'state', index: 0 },
    { op: 'constant', value: 0.125 },
    { op: 'add', a: 0, b: 1 },
  ];
  return network(group(size, nodes, 2));
}

/** x falls as -2^n, and is infinite after about 1024 steps. */
export function diverging(size: number): EngineConfig {
  const nodes: ProgramNode[] = [
    { op: 'state', index: 0 },
    { op: 'abs', a: 0 },
    { op: 'constant', value: -2 },
    { op: 'mul', a: 1, b: 2 },
  ];
  return network(group(size, nodes, 3));
}

/** All to all among `size` cells. */
export function allToAll(size: number): EngineConfig {
  const base = counters(size);
  return {
    ...base,
    projections: [
      {
        name: 'recurrent',
        key: 2,
        source: { of: 'group', index: 0 },
        target: 0,
        state: 0,
        rule: { kind: 'all-to-all', autapses: false },
        weight: { kind: 'constant', value: 0 },
        delayMs: { kind: 'constant', value: 1 },
      },
    ],
  };
}
