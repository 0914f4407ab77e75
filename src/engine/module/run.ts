import { THREAD_STRIDE } from '../memory/layout.ts';
import type { Plan } from '../plan/plan.ts';
import { f64, i32 } from '../wat/literal.ts';
import { deliveries } from './deliveries.ts';
import { inputs } from './inputs.ts';
import { listsOfStep, ownLog } from './lists.ts';
import { emitters, STEP } from './names.ts';
import { samples } from './samples.ts';
import { backgrounds, keptSpikes, spikeSources } from './sources.ts';
import { resetCalls, updateCalls } from './updates.ts';

/** Instructions of one phase of a step. */
type Phase = (plan: Plan) => string[];

/**
 * The function `run(from, until)`, whose loop does one step after the other. A step takes its phases in this order: inputs from
 * the state at its start, samples of both, updates with their thresholds, the spikes of sources, deliveries, and resets.
 *
 * Threads meet at the starts of windows of steps, or, where a spike may arrive in the step in which it is emitted, in each step
 * before deliveries. A run stops where some log might overflow before the next meeting.
 */
export function runFunction(plan: Plan): string {
  const { threads, windowSteps } = plan;
  const named = emitters(plan);
  const locals = named.map(({ name }) => `(local $list_${name} i32) (local $from_${name} i32) (local $to_${name} i32)`);
  const ranges = named.map(({ name }, k) => {
    const place = `(i32.add (local.get $ranges) ${i32(8 * k)})`;
    return `(local.set $from_${name} (i32.load ${place})) (local.set $to_${name} (i32.load offset=4 ${place}))`;
  });
  const meet = `(call $meet ${nearlyFull(plan, windowSteps + 1)})`;
  const alone = threads === 1;
  const meetsInStep = !alone && windowSteps === 0;
  const meetsAtWindow = !alone && windowSteps > 0;
  const atWindow = `(if (i32.eqz (i32.rem_u ${STEP} ${i32(windowSteps)})) (then (br_if $stop ${meet})))`;
  const atStart = alone ? `(br_if $stop ${nearlyFull(plan, 1)})` : meetsAtWindow ? atWindow : '';
  const phases = (list: readonly Phase[]): string => list.map((phase) => phase(plan).join('\n')).join('\n');
  return `(func (export "run") (param $step i32) (param $until i32) (result i32)
(local $time f64) (local $self i32) (local $ranges i32) (local $full i32) ${locals.join(' ')}
(local.set $self (i32.mul (global.get $thread) ${i32(THREAD_STRIDE)}))
(local.set $ranges (i32.add ${i32(plan.ranges)} (i32.mul (global.get $thread) ${i32(8 * named.length)})))
${ranges.join('\n')}
(block $stop (loop $steps
  (br_if $stop (i32.ge_s ${STEP} (local.get $until)))
  ${atStart}
  (local.set $time (f64.mul (f64.convert_i32_s ${STEP}) ${f64(plan.config.dtMs)}))
  ${phases([listsOfStep, inputs, samples, updateCalls, spikeSources, keptSpikes])}
  ${meetsInStep ? `(local.set $full ${meet})` : ''}
  ${phases([deliveries, backgrounds, resetCalls])}
  (local.set $step (i32.add ${STEP} (i32.const 1)))
  ${meetsInStep ? '(br_if $stop (local.get $full))' : ''}
  (br $steps)))
${alone ? '' : '(drop (call $meet (i32.const 0)))'}
${STEP})`;
}

/** Whether some log of this thread might not hold all spikes of so many more steps. */
function nearlyFull(plan: Plan, steps: number): string {
  const full = emitters(plan).flatMap(({ memory: { log, capacity } }) =>
    log ? [`(i32.gt_u (i32.load ${ownLog(log)}) ${i32(log.capacity - capacity * steps)})`] : [],
  );
  return full.reduce((any, log) => `(i32.or ${any} ${log})`, '(i32.const 0)');
}
