import type { EngineConfig, GroupConfig } from '../../contract/index.ts';
import { refractoryStepsOf, withoutRefractoriness } from '../kernels/refractoriness.ts';
import type { ClosedMemory, Column, GroupMemory } from '../memory/group.ts';
import { type Layout, padded, THREAD_STRIDE } from '../memory/layout.ts';
import { partitionOf } from '../memory/partition.ts';
import { bytesOf } from '../memory/precision.ts';
import type { PlanContext } from './context.ts';
import { placeEmitter } from './emitters.ts';
import { hasUniformInput, isReplicated, isUniform, writtenPerElement } from './uniform.ts';

export function placeGroup(context: PlanContext, group: GroupConfig, index: number): GroupMemory {
  const { layout, config, threads } = context;
  const replicated = isReplicated(group, index, config);
  const width = bytesOf(config.precision);
  const columnBytes = replicated ? threads * THREAD_STRIDE : padded(group.size) * width;
  const column = () => layout.reserve(columnBytes);
  const uniformInput = (): Column => ({ uniform: true, address: layout.reserve(threads * THREAD_STRIDE) });
  const refractory = hasRefractoriness(group, config);
  const until = !refractory ? null : layout.reserve(replicated ? columnBytes : padded(group.size) * 4);
  const closed = until === null ? null : placeClosed(context, group);
  return {
    config: group,
    partition: partitionOf(group.size, threads),
    replicated,
    states: group.states.map(column),
    parameters: group.parameters.map((parameter, slot) => {
      const uniform = isUniform(config, index, parameter, slot) && !writtenPerElement(config, index, slot);
      return { uniform, address: uniform ? layout.reserve(8) : column() };
    }),
    inputs: group.inputs.map((_, input) =>
      hasUniformInput(config, index, input) ? uniformInput() : { uniform: false, address: column() },
    ),
    outputs: group.outputs.map(column),
    normals: Array.from({ length: normalsOf(group) }, column),
    until,
    refractorySteps: refractory ? placeRefractory(layout, group, config) : null,
    closed,
    aside: until === null || closed !== null ? [] : placeAside(context, group),
    openUpdate: closed === null ? null : withoutRefractoriness(group),
    emitter: placeEmitter(context, { of: 'group', index }),
  };
}

/** Whether any element is ever refractory: none is without a condition and with a period shorter than a step. */
function hasRefractoriness(group: GroupConfig, { dtMs }: EngineConfig): boolean {
  const { refractoryMs, refractoryWhile } = group;
  if (refractoryWhile !== undefined || refractoryMs === null) return refractoryWhile !== undefined;
  return refractoryMs.kind !== 'constant' || refractoryStepsOf(group, refractoryMs.value, dtMs) > 0;
}

function placeRefractory(layout: Layout, group: GroupConfig, { dtMs }: EngineConfig): GroupMemory['refractorySteps'] {
  const values = group.refractoryMs ?? { kind: 'constant', value: 0 };
  if (values.kind === 'constant') return { constant: refractoryStepsOf(group, values.value, dtMs) };
  return { address: layout.reserve(padded(group.size) * 4) };
}

function placeAside({ layout, config }: PlanContext, { states, size }: GroupConfig): ClosedMemory['saved'] {
  const bytes = padded(size) * bytesOf(config.precision);
  return states.flatMap(({ clampedWhileRefractory }, state) =>
    clampedWhileRefractory ? [{ state, address: layout.reserve(bytes) }] : [],
  );
}

function placeClosed({ layout, config, threads }: PlanContext, group: GroupConfig): ClosedMemory | null {
  const states = group.states.flatMap(({ clampedWhileRefractory }, state) => (clampedWhileRefractory ? [state] : []));
  if (states.length === 0 || group.refractoryMs?.kind !== 'constant' || group.refractoryWhile) return null;
  const bytes = padded(group.size) * bytesOf(config.precision);
  return {
    ends: layout.reserve(threads * THREAD_STRIDE),
    elements: layout.reserve((group.size + threads) * 4),
    saved: states.map((state) => ({ state, address: layout.reserve(bytes) })),
  };
}

/** Number of normal numbers that an element draws in a step. */
function normalsOf(group: GroupConfig): number {
  const programs = [
    group.update,
    group.threshold,
    group.refractoryWhile,
    ...group.outputs.map(({ program }) => program),
    ...group.reset.map(({ program }) => program),
  ];
  const indices = programs.flatMap(
    (program) => program?.nodes.flatMap((node) => (node.op === 'normal' ? [node.index + 1] : [])) ?? [],
  );
  return Math.max(0, ...indices);
}
