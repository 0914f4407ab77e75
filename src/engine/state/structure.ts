import { writeProjection } from '../connectivity/index.ts';
import { writeCoupling } from '../couplings/memory.ts';
import { item } from '../memory/item.ts';
import { THREAD_STRIDE } from '../memory/layout.ts';
import { rangeOf } from '../memory/partition.ts';
import { bytesOf } from '../memory/precision.ts';
import type { Views } from '../memory/views.ts';
import type { Plan } from '../plan/plan.ts';
import { writeTraceElements } from '../recorders/memory.ts';
import { writeTables } from '../sources/write.ts';

/** Writes what stays as long as the network: rows, given spikes, elements of probes, and the elements of each thread. */
export function writeStructure(views: Views, plan: Plan): void {
  for (const projection of plan.projections) writeProjection(views, projection);
  for (const coupling of plan.couplings) writeCoupling(views, coupling);
  for (const { config, tables } of plan.sources) writeTables(views, config, tables);
  writeRanges(views, plan);
  plan.config.recorders.forEach((recorder, k) => {
    const memory = item(plan.recorders, k);
    if (recorder.kind === 'trace' && memory.kind === 'trace') writeTraceElements(views, memory, recorder.elements);
  });
}

/** Which bytes of the columns of a group, and which elements of a source, each thread computes. */
function writeRanges(views: Views, { config, groups, sources, ranges, threads }: Plan): void {
  const width = bytesOf(config.precision);
  for (let thread = 0; thread < threads; thread++) {
    const ofGroups = groups.map(({ partition, replicated }) => {
      const { from, to } = rangeOf(partition, thread);
      const copy = thread * THREAD_STRIDE;
      return replicated ? [copy, copy + width] : [from * width, to * width];
    });
    const ofSources = sources.map(({ emitter }) => {
      const { from, to } = rangeOf(emitter.partition, thread);
      return [from, to];
    });
    const entries = [...ofGroups, ...ofSources].flat();
    views.integers(ranges + thread * entries.length * 4, entries.length).set(entries);
  }
}
