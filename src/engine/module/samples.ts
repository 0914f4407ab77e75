import type { RecorderConfig } from '../../contract/index.ts';
import { item } from '../memory/item.ts';
import { PARTITION_UNIT } from '../memory/partition.ts';
import { shiftOf } from '../memory/precision.ts';
import type { Plan } from '../plan/plan.ts';
import type { MomentsMemory, TraceMemory } from '../recorders/memory.ts';
import { f64, i32 } from '../wat/literal.ts';
import { injectedOutputs, outputCall } from './inputs.ts';
import { from, groupName, own, STEP, to } from './names.ts';

type Recorder<K> = Extract<RecorderConfig, { readonly kind: K }>;

/** Samples that recorders take of the state at the start of a step, each every so many steps. */
export function samples(plan: Plan): string[] {
  return plan.config.recorders.flatMap((recorder, r) => {
    const memory = item(plan.recorders, r);
    if (recorder.kind === 'trace' && memory.kind === 'trace')
      return [every(recorder.everySteps, traceSample(plan, recorder, memory))];
    if (recorder.kind === 'moments' && memory.kind === 'moments')
      return [every(recorder.everySteps, momentsSample(plan, recorder, memory))];
    return [];
  });
}

const every = (steps: number, sample: string): string =>
  `(if (i32.eqz (i32.rem_u ${STEP} ${i32(steps)})) (then ${sample}))`;

/** Adds the values of a state to sums and squares, and the sums over parts of the group to those of the block's sample. */
function momentsSample(plan: Plan, recorder: Recorder<'moments'>, memory: MomentsMemory): string {
  const { everySteps, blockSteps } = recorder;
  const shift = i32(shiftOf(plan.config));
  const name = groupName(recorder.group);
  const group = item(plan.groups, recorder.group);
  // A block starts at a multiple of blockSteps; its first sample is the first one from there on.
  const start = `(i32.mul (i32.div_u ${STEP} ${i32(blockSteps)}) ${i32(blockSteps)})`;
  const first = `(i32.div_u (i32.add ${start} ${i32(everySteps - 1)}) ${i32(everySteps)})`;
  const index = `(i32.sub (i32.div_u ${STEP} ${i32(everySteps)}) ${first})`;
  const partsBytes = Math.ceil(group.config.size / PARTITION_UNIT) * 8;
  const parts = `(i32.add ${i32(memory.parts)} (i32.mul ${index} ${i32(partsBytes)}))`;
  const elements = `(i32.shr_u ${from(name)} ${shift}) (i32.shr_u ${to(name)} ${shift})`;
  const sums = `${i32(memory.sums)} ${i32(memory.squares)} ${parts}`;
  return `(call $moments ${i32(item(group.states, recorder.state))} ${elements} ${f64(recorder.reference)} ${sums})`;
}

/** Copies the values of the recorded elements; an output that no injection has evaluated yet is evaluated before. */
function traceSample(plan: Plan, recorder: Recorder<'trace'>, { cursors, column }: TraceMemory): string {
  const evaluated = recorder.of !== 'output' || injectedOutputs(plan.config, recorder.group).includes(recorder.index);
  const output = evaluated ? '' : outputCall(recorder.group, recorder.index);
  const sample = column.uniform
    ? `(call $sample_one ${own(cursors, true)} ${own(column.address, true)})`
    : `(call $sample ${own(cursors, true)} ${i32(column.address)})`;
  return `${output} ${sample}`;
}
