import type {
  AssignmentConfig,
  CouplingConfig,
  Emitter,
  EngineConfig,
  GroupConfig,
  ProjectionConfig,
  RecorderConfig,
  SpikeSourceConfig,
} from '../../contract/index.ts';
import { parseStatements } from '../../equations/index.ts';
import type { OracleCase, OracleSynapses } from './case.ts';
import { translateGroup, valuesFrom } from './groups.ts';
import { NotSupported } from './not-supported.ts';
import { plasticityOf, relayOf } from './plasticity.ts';
import { isPlastic } from './split.ts';
import { ofTarget } from './statement-order.ts';
import { isConstant, modelOf, readModel } from './synapse-model.ts';

/**
 * Translates the network of a case for the engine. Its recorders are the spikes of every group in order, then the traces of
 * `case.record` in order. It throws NotSupported.
 */
export function translateCase(oracle: OracleCase): EngineConfig {
  const couplings = oracle.synapses.map((synapses) => ({ synapses, gap: gapOf(synapses) }));
  const relayed = oracle.generators.filter(({ name }) =>
    oracle.synapses.some((synapse) => isPlastic(synapse) && synapse.post === name),
  );
  const relays = relayed.map(({ name, n }) => relayOf(name, n));
  const groups = [...oracle.groups, ...relays].map((group, index) => {
    const inputs = couplings
      .filter(({ synapses, gap }) => gap && synapses.post === group.name)
      .map(({ gap }) => gap?.input);
    return translateGroup(group, [...new Set(inputs.filter((name) => name !== undefined))], oracle.dt_ms, index + 1);
  });
  const named = new Network(oracle, groups);
  // Pathways of one step act in the order of their names.
  const jumps = oracle.synapses
    .filter((synapses) => gapOf(synapses) === null)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    precision: 'f64',
    dtMs: oracle.dt_ms,
    seed: 0,
    groups,
    sources: [...oracle.generators, ...relayed.map(oneStepBefore)].map(translateGenerator),
    projections: [
      ...jumps.map((synapses, index) => translateJump(synapses, named, oracle.dt_ms, 1000 + index)),
      ...relayed.map(({ name }, index) => relayJump(named.group(name).index, oracle.generators.length + index)),
    ],
    backgrounds: [],
    injections: [],
    couplings: couplings.flatMap(({ synapses, gap }, index) =>
      gap ? [translateGap(synapses, gap, named, 2000 + index)] : [],
    ),
    assignments: oracle.inputs.map((input) => translateInput(input, named)),
    recorders: [
      ...groups.map((_, index): RecorderConfig => ({ kind: 'spikes', of: { of: 'group', index } })),
      ...oracle.record.map((record) => translateRecord(record, named, jumps)),
    ],
  };
}

/** This finds the groups and sources of a case by name. */
class Network {
  constructor(
    private readonly oracle: OracleCase,
    readonly groups: readonly GroupConfig[],
  ) {}

  group(name: string): { readonly index: number; readonly config: GroupConfig } {
    const index = this.groups.findIndex((group) => group.name === name);
    const config = this.groups[index];
    if (config === undefined) throw new NotSupported(`${name}, which is not a neuron group, in this place`);
    return { index, config };
  }

  emitter(name: string): Emitter {
    const index = this.oracle.generators.findIndex((generator) => generator.name === name);
    return index >= 0 ? { of: 'source', index } : { of: 'group', index: this.group(name).index };
  }
}

interface Gap {
  readonly input: string;
  readonly conductance: string;
  readonly state: string;
}

/** Recognises the electrical coupling `x_post = g*(v_pre - v_post) : amp (summed)`; else it gives null. */
function gapOf(synapses: OracleSynapses): Gap | null {
  const summed = readModel(synapses).equations.find(({ flags }) => flags.includes('summed'));
  const input = ofTarget(summed?.name ?? '');
  const product = summed?.expression ?? null;
  if (input === null || product?.kind !== 'binary' || product.operator !== '*') return null;
  const { left: conductance, right: difference } = product;
  if (conductance.kind !== 'name' || difference.kind !== 'binary' || difference.operator !== '-') return null;
  const { left: source, right: target } = difference;
  if (source.kind !== 'name' || target.kind !== 'name') return null;
  const state = ofTarget(target.name);
  return state !== null && source.name === `${state}_pre` ? { input, conductance: conductance.name, state } : null;
}

function translateGap(synapses: OracleSynapses, gap: Gap, named: Network, key: number): CouplingConfig {
  const source = named.group(synapses.pre);
  const target = named.group(synapses.post);
  return {
    name: synapses.name,
    key,
    source: source.index,
    target: target.index,
    direction: 'given',
    signals: [
      {
        of: 'state',
        index: indexOf(source.config.states, gap.state, 'state'),
        input: indexOf(target.config.inputs, gap.input, 'input'),
        less: indexOf(target.config.states, gap.state, 'state'),
      },
    ],
    degree: null,
    total: null,
    rule: { kind: 'list', pre: Int32Array.from(synapses.pre_index), post: Int32Array.from(synapses.post_index) },
    weight: valuesFrom(synapses.initial[gap.conductance] ?? synapses.parameters[gap.conductance]),
  };
}

function translateJump(synapses: OracleSynapses, named: Network, dtMs: number, key: number): ProjectionConfig {
  if (isPlastic(synapses)) return translatePlastic(synapses, named, dtMs, key);
  if (synapses.on_post !== null) throw new NotSupported(`on_post: ${synapses.on_post}`);
  const variable = modelOf(synapses).find((equation) => !isConstant(equation));
  if (variable !== undefined) throw new NotSupported(`the synaptic variable ${variable.text}`);
  const jump = jumpOf(synapses);
  if (jump === null) throw new NotSupported(`on_pre: ${synapses.on_pre}`);
  const { state, weight } = jump;
  const target = named.group(synapses.post);
  return {
    name: synapses.name,
    key,
    source: named.emitter(synapses.pre),
    target: target.index,
    state: indexOf(target.config.states, state, 'state'),
    rule: { kind: 'list', pre: Int32Array.from(synapses.pre_index), post: Int32Array.from(synapses.post_index) },
    weight: valuesFrom(synapses.initial[weight] ?? synapses.parameters[weight]),
    delayMs: { kind: 'array', values: Float64Array.from(synapses.delay_steps, (steps) => steps * dtMs) },
  };
}

/** Recognises `x_post += w`, a jump by the weight; else it gives null. */
function jumpOf({ on_pre }: OracleSynapses): { readonly state: string; readonly weight: string } | null {
  const { statements } = parseStatements(on_pre ?? '');
  const [jump] = statements;
  if (statements.length !== 1 || jump?.operator !== '+=' || jump.expression.kind !== 'name') return null;
  const state = ofTarget(jump.target);
  return state === null ? null : { state, weight: jump.expression.name };
}

function translatePlastic(synapses: OracleSynapses, named: Network, dtMs: number, key: number): ProjectionConfig {
  const [delay = 0] = synapses.delay_steps;
  if (synapses.delay_steps.some((steps) => steps !== delay))
    throw new NotSupported('plastic synapses of several delays');
  const target = named.group(synapses.post);
  const { config, state } = plasticityOf(synapses);
  return {
    name: synapses.name,
    key,
    source: named.emitter(synapses.pre),
    target: target.index,
    state: state === null ? 0 : indexOf(target.config.states, state, 'state'),
    rule: { kind: 'list', pre: Int32Array.from(synapses.pre_index), post: Int32Array.from(synapses.post_index) },
    weight: valuesFrom(synapses.initial.w),
    delayMs: { kind: 'constant', value: delay * dtMs },
    plasticity: config,
  };
}

function oneStepBefore(generator: OracleCase['generators'][number]): OracleCase['generators'][number] {
  if (generator.spikes.some(([, step]) => step === 0)) throw new NotSupported('a target that spikes in step 0');
  return { ...generator, spikes: generator.spikes.map(([neuron, step]) => [neuron, step - 1]) };
}

const relayJump = (group: number, source: number): ProjectionConfig => ({
  name: `relay ${group}`,
  key: 3000 + group,
  source: { of: 'source', index: source },
  target: group,
  state: 0,
  rule: { kind: 'one-to-one' },
  weight: { kind: 'constant', value: 1 },
  delayMs: { kind: 'constant', value: 0 },
});

function translateGenerator(generator: OracleCase['generators'][number], index: number): SpikeSourceConfig {
  const spikes = [...generator.spikes].sort((a, b) => a[1] - b[1]);
  return {
    kind: 'given',
    name: generator.name,
    key: 500 + index,
    size: generator.n,
    steps: Int32Array.from(spikes, ([, step]) => step),
    indices: Int32Array.from(spikes, ([neuron]) => neuron),
  };
}

function translateInput(input: OracleCase['inputs'][number], named: Network): AssignmentConfig {
  const { index: group, config } = named.group(input.group);
  const parameter = config.parameters.findIndex(({ name }) => name === input.variable);
  const values = valuesFrom(input);
  return {
    step: input.step,
    group,
    of: parameter >= 0 ? 'parameter' : 'state',
    index: parameter >= 0 ? parameter : indexOf(config.states, input.variable, 'variable'),
    values:
      values.kind === 'array'
        ? values.values
        : new Float64Array(config.size).fill(values.kind === 'constant' ? values.value : 0),
  };
}

function translateRecord(
  record: OracleCase['record'][number],
  named: Network,
  synapses: readonly OracleSynapses[],
): RecorderConfig {
  const projection = synapses.findIndex(({ name }) => name === record.of);
  const observed = synapses[projection];
  if (observed) return translateSynapseRecord(record, observed, projection);
  const { index: group, config } = named.group(record.of);
  const lists = [
    ['state', config.states],
    ['input', config.inputs],
    ['output', config.outputs],
  ] as const;
  for (const [of, list] of lists) {
    const index = list.findIndex(({ name }) => name === record.variable);
    if (index >= 0) {
      return {
        kind: 'trace',
        group,
        of,
        index,
        elements: Int32Array.from(record.index),
        // Summed inputs are recorded at every step, because Brian2 samples them one step late.
        everySteps: of === 'input' ? 1 : record.every_steps,
      };
    }
  }
  throw new NotSupported(`a trace of ${record.of}.${record.variable}`);
}

/** Synapses keep their order where they are listed by source. */
function translateSynapseRecord(
  record: OracleCase['record'][number],
  synapses: OracleSynapses,
  projection: number,
): RecorderConfig {
  const { pre, post } = plasticityOf(synapses).config;
  const at = { kind: 'synapses', projection, everySteps: record.every_steps } as const;
  if (record.variable === 'w') {
    if (synapses.pre_index.some((pre, k) => pre < (synapses.pre_index[k - 1] ?? 0)))
      throw new NotSupported(`traces of synapses that are not listed by source`);
    return { ...at, of: 'weight', index: 0, elements: Int32Array.from(record.index) };
  }
  for (const [of, { states }, ends] of [
    ['pre', pre, synapses.pre_index],
    ['post', post, synapses.post_index],
  ] as const) {
    const index = states.findIndex(({ name }) => name === record.variable);
    if (index >= 0) return { ...at, of, index, elements: Int32Array.from(record.index, (k) => ends[k] ?? 0) };
  }
  throw new NotSupported(`a trace of ${record.of}.${record.variable}`);
}

function indexOf(list: readonly { readonly name: string }[], name: string, what: string): number {
  const index = list.findIndex((entry) => entry.name === name);
  if (index < 0) throw new NotSupported(`${name}, which is not a ${what} of the group`);
  return index;
}
