import type { RecorderConfig, RecorderResult } from '../../contract/index.ts';
import { type EmitterMemory, emitterMemory } from '../memory/emitter.ts';
import type { Views } from '../memory/views.ts';
import type { Collector } from './collector.ts';
import { lateTraceCollector } from './late.ts';
import { momentsCollector } from './moments.ts';
import type { RecordedNetwork } from './network.ts';
import { plasticCollector } from './plastic.ts';
import { type SpikePieces, spikeCollector } from './spikes.ts';
import { traceCollector } from './trace.ts';

/** Moves what recorders have left in the linear memory into results, before it overflows. */
export class Drain {
  private readonly collectors: Collector[];
  private readonly logs = new Map<EmitterMemory, SpikePieces>();

  constructor(
    private readonly network: RecordedNetwork,
    private readonly views: Views,
  ) {
    this.collectors = network.config.recorders.map((recorder, k) =>
      collectorOf(recorder, k, network, views, this.logs),
    );
  }

  /** Records this too, from the next step on; its results come after those of the others. Between two results. */
  add(recorder: RecorderConfig): void {
    const { network, views, logs } = this;
    this.collectors.push(
      recorder.kind === 'trace'
        ? lateTraceCollector(recorder, network, views)
        : collectorOf(recorder, this.collectors.length, network, views, logs),
    );
  }

  roomUntil(step: number): number {
    return this.collectors.reduce(
      (least, collector) => Math.min(least, collector.roomUntil(step)),
      Number.POSITIVE_INFINITY,
    );
  }

  sampleAfter(step: number): void {
    for (const collector of this.collectors) collector.sampleAfter?.(step);
  }

  /** The next step before which something is sampled between two steps. */
  stopAt(step: number): number {
    return this.collectors.reduce(
      (least, collector) => Math.min(least, collector.stopAt?.(step) ?? Number.POSITIVE_INFINITY),
      Number.POSITIVE_INFINITY,
    );
  }

  collect(from: number, to: number): void {
    for (const collector of this.collectors) collector.collect(from, to);
  }

  sample(step: number): void {
    for (const collector of this.collectors) collector.sample?.(step);
  }

  take(firstStep: number): RecorderResult[] {
    return this.collectors.map((collector) => collector.take(firstStep));
  }
}

function collectorOf(
  recorder: RecorderConfig,
  k: number,
  network: RecordedNetwork,
  views: Views,
  logs: Map<EmitterMemory, SpikePieces>,
): Collector {
  const memory = network.recorders[k];
  if (recorder.kind === 'trace' && memory?.kind === 'trace') return traceCollector(recorder, memory, views);
  if (recorder.kind === 'moments' && memory?.kind === 'moments') return momentsCollector(recorder, memory, views);
  if (recorder.kind === 'synapses' || recorder.kind === 'weights') return plasticCollector(recorder, network, views);
  if (recorder.kind !== 'spikes') throw new RangeError(`recorder ${k} has no memory`);
  return spikeCollector(emitterMemory(network, recorder.of), views, network.threads, logs);
}
