import { stepAtOrAfter } from '../../equations/steps.ts';
import { item } from '../memory/item.ts';
import { shiftOf } from '../memory/precision.ts';
import type { Plan } from '../plan/plan.ts';
import { Purpose } from '../random/draws.ts';
import { sourceCall } from '../sources/call.ts';
import { i32 } from '../wat/literal.ts';
import { refractoryColumn } from './deliveries.ts';
import { ownLog } from './lists.ts';
import { emitters, from, groupName, list, own, STEP, sourceName, to } from './names.ts';

/** Instructions that run in the steps of a window of time only. */
const within = (startMs: number, stopMs: number, dtMs: number, then: string): string =>
  `(if (i32.and (i32.ge_s ${STEP} ${i32(stepAtOrAfter(startMs, dtMs))}) (i32.lt_s ${STEP} ${i32(stepAtOrAfter(stopMs, dtMs))})) (then ${then}))`;

/** Lists the spikes of the sources. */
export function spikeSources(plan: Plan): string[] {
  return plan.sources.map((source, s) => {
    const { config } = source;
    const name = sourceName(s);
    const call = sourceCall(source, plan.config, { list: list(name), from: from(name), to: to(name) });
    return config.kind === 'given' ? call : within(config.startMs, config.stopMs, plan.config.dtMs, call);
  });
}

/** Counts the spikes of the step and keeps those that are recorded. */
export function keptSpikes(plan: Plan): string[] {
  return emitters(plan).map(({ name, memory: { total, log } }) => {
    const place = own(total, true);
    const count = `(f64.store ${place} (f64.add (f64.load ${place}) (f64.convert_i32_u (i32.load ${list(name)}))))`;
    return log ? `${count} (call $keep ${list(name)} ${STEP} ${ownLog(log)})` : count;
  });
}

/** Adds what backgrounds bring to the states. */
export function backgrounds(plan: Plan): string[] {
  const { seed, dtMs, precision } = plan.config;
  const shift = i32(shiftOf({ precision }));
  return plan.config.backgrounds.map(({ key, target, state, startMs, stopMs }, k) => {
    const group = item(plan.groups, target);
    const { header, limits, rest, weight } = item(plan.backgrounds, k);
    const name = groupName(target);
    const numbers = [seed, key, Purpose.background, item(group.states, state), refractoryColumn(group, state)]
      .map(i32)
      .join(' ');
    const read = (offset: number): string => `(i32.load ${i32(header + offset)})`;
    const table = `${read(0)} ${i32(limits)} ${read(4)} ${i32(rest)} ${read(8)} ${read(12)} (f64.load ${i32(weight)})`;
    return within(
      startMs,
      stopMs,
      dtMs,
      `(call $background ${STEP} (i32.shr_u ${from(name)} ${shift}) (i32.shr_u ${to(name)} ${shift}) ${numbers} ${table})`,
    );
  });
}
