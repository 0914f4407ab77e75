import type { Program, ProgramNode } from '../../contract/index.ts';
import { operandsOf } from '../../equations/builder.ts';
import type { GroupMemory } from '../memory/group.ts';
import { shiftOf } from '../memory/precision.ts';
import type { Bindings, KernelBuilder, Value } from '../wat/program.ts';
import { bindingsOf, type Kernel, type KernelStyle, kernel, newBuilder, overElements, vectorBytes } from './group.ts';
import { emitSpikeList, emitSpikes } from './spikes.ts';

/** Updates states and tests the threshold in one pass; elements that spike join the list at `$list`, a slot of the ring. */
export function updateKernel(name: string, group: GroupMemory, style: KernelStyle): Kernel {
  const builder = newBuilder(style);
  const update = group.openUpdate ?? group.config.update;
  emitSpikeList(builder, group);
  const vectors = vectorsPerTurn(update, group);
  const bodies = Array.from({ length: vectors }, (_, vector) => {
    builder.body = [];
    updateVector(builder, group, update, style, vector);
    return builder.body;
  });
  // Vectors are interleaved line by line, so that a constant is read once for all and their chains of operations overlap.
  builder.body = bodies[0]?.flatMap((_, line) => bodies.map((body) => body[line] ?? '')) ?? [];
  return kernel(name, builder, overElements(builder, vectors));
}

/** So few operations on a vector take little more time than the loop around them. */
const FEW_OPERATIONS = 20;

function vectorsPerTurn(update: Program, group: GroupMemory): number {
  const operations = ofElements(update, group);
  const light = operations.length <= FEW_OPERATIONS && !operations.some(({ op }) => op in LONG);
  return light ? 4 : 2;
}

/** The operations that are done for each element; what follows from time and common parameters alone is done once a step. */
function ofElements({ nodes }: Program, { parameters, inputs }: GroupMemory): ProgramNode[] {
  const differs: boolean[] = [];
  return nodes.filter((node, k) => {
    const uniform =
      node.op === 'constant' ||
      node.op === 'time' ||
      (node.op === 'parameter' && parameters[node.index]?.uniform === true) ||
      (node.op === 'input' && inputs[node.index]?.uniform === true);
    const operands = operandsOf(node);
    differs[k] = operands.length > 0 ? operands.some((operand) => differs[operand]) : !uniform;
    return operands.length > 0 && differs[k];
  });
}

/** Operations that take many instructions. */
const LONG = {
  exp: true,
  expm1: true,
  exprel: true,
  bernoulli: true,
  bernoulliNearZero: true,
  log: true,
  log1p: true,
  sin: true,
  cos: true,
  tanh: true,
  pow: true,
};

function updateVector(
  builder: KernelBuilder,
  group: GroupMemory,
  update: Program,
  style: KernelStyle,
  vector: number,
): void {
  const { dialect } = builder;
  const bytes = vector * vectorBytes(dialect);
  const bindings = bindingsOf(builder, group, bytes);
  prolong(builder, group, bindings, bytes);
  const masked = group.until !== null && group.openUpdate === null;
  const after = builder.evaluate(update, bindings).map((value, state) => {
    const clamped = group.config.states[state]?.clampedWhileRefractory === true;
    return clamped && masked ? ifOpen(builder, bindings, value, bindings.state(state)) : value;
  });
  group.states.forEach((address, state) => {
    const value = after[state];
    const node = update.nodes[update.results[state] ?? -1];
    const unchanged = node?.op === 'state' && node.index === state;
    if (value && !unchanged) builder.body.push(dialect.store(address + bytes, '(local.get $p)', builder.number(value)));
  });
  const { threshold } = group.config;
  if (threshold === null) return;
  const [crossed] = builder.evaluate(threshold, {
    ...bindings,
    state: (index) => after[index] ?? bindings.state(index),
  });
  if (crossed) emitSpikes(builder, group, crossed, masked ? bindings.notRefractory() : null, style, bytes);
}

/** An element whose condition holds stays refractory for this step; that is settled before anything asks for it. */
function prolong(builder: KernelBuilder, { config, until }: GroupMemory, bindings: Bindings, bytes: number): void {
  if (config.refractoryWhile === undefined || until === null) return;
  const { dialect } = builder;
  const [condition] = builder.evaluate(config.refractoryWhile, bindings);
  if (condition === undefined) return;
  const address = until + (bytes >> shiftOf(dialect)) * 4;
  builder.body.push(dialect.prolong(address, '(local.get $p)', builder.mask(condition)));
}

/** Takes the new value outside the refractory period, and the old one within it. */
function ifOpen(builder: KernelBuilder, bindings: Bindings, value: Value, old: Value): Value {
  const open = builder.mask(bindings.notRefractory());
  return builder.local(2, 'number', builder.dialect.choose(open, builder.number(value), builder.number(old)));
}
