import type { EngineConfig } from '../../contract/index.ts';
import { stepAtOrAfter } from '../../equations/steps.ts';
import { Purpose } from '../random/draws.ts';
import { f64, i32 } from '../wat/literal.ts';
import { gammaCounts } from './gamma.ts';
import type { SourceMemory } from './memory.ts';
import { poissonPlaces, sharesRate } from './poisson.ts';
import { profilePoints } from './profile.ts';

/** Fills the thread's list with the spikes of a source in `$step`, which starts at `$time`. */
export function sourceCall(
  { config, data, tables, emitter }: SourceMemory,
  { seed, dtMs }: EngineConfig,
  { list, from, to }: { readonly list: string; readonly from: string; readonly to: string },
): string {
  const step = '(local.get $step)';
  const limit = i32(emitter.capacity);
  const stream = (purpose: number): string => [seed, config.key, purpose].map(i32).join(' ');
  switch (config.kind) {
    case 'given': {
      // The events are one list, which the first thread reads.
      const events = [data, ...tables, config.steps.length].map(i32).join(' ');
      return `(if (i32.eqz (global.get $thread)) (then (call $given ${list} ${step} ${events})))`;
    }
    case 'poisson': {
      const trains = `${step} ${from} ${to} ${stream(Purpose.poisson)} ${list} ${limit}`;
      if (sharesRate(config)) return `(call $poisson_common ${trains} (f64.load ${i32(data)}))`;
      const { some, several } = poissonPlaces(config);
      return `(call $poisson_each ${trains} ${[data + some, data + several, data].map(i32).join(' ')})`;
    }
    case 'profile': {
      const since = `(f64.max (f64.const 0) (f64.sub (local.get $time) ${f64(config.startMs)}))`;
      const table = tables.map(i32).join(' ');
      const points = i32(profilePoints(config));
      const mean = `(call $profile_mean ${since} ${f64(dtMs)} ${f64(config.periodMs ?? 0)} ${table} ${points})`;
      return `(call $poisson_common ${step} ${from} ${to} ${stream(Purpose.poisson)} ${list} ${limit} ${mean})`;
    }
    case 'gamma': {
      const starts = `(i32.eq ${step} ${i32(stepAtOrAfter(config.startMs, dtMs))})`;
      const end = `(f64.mul (f64.convert_i32_s (i32.add ${step} (i32.const 1))) ${f64(dtMs)})`;
      const places = [data, data + gammaCounts(config.size)].map(i32).join(' ');
      return `(if ${starts} (then (call $gamma_start (local.get $time) ${from} ${to} ${stream(Purpose.gamma)} ${places})))
(call $gamma ${end} ${from} ${to} ${stream(Purpose.gamma)} ${list} ${limit} ${places})`;
    }
  }
}
