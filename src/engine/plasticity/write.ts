import type { WeightList } from '../../contract/index.ts';
import { type ProjectionMemory, stretchesOf } from '../connectivity/index.ts';
import { bytesOf } from '../memory/precision.ts';
import type { Views } from '../memory/views.ts';
import type { PlasticityMemory } from './memory.ts';

/** Visits all synapses in the order in which their rows are kept; `position` counts from the first synapse. */
export function forEachSynapse(
  views: Views,
  memory: ProjectionMemory,
  visit: (source: number, target: number, position: number) => void,
): void {
  const { ends, partition } = memory.request;
  const stretches = stretchesOf(partition);
  const rows = views.words(memory.rows, ends.sources * (stretches + 1));
  for (let source = 0; source < ends.sources; source++) {
    for (let stretch = 0; stretch < stretches; stretch++) {
      const from = rows[source * (stretches + 1) + stretch] ?? 0;
      const to = rows[source * (stretches + 1) + stretch + 1] ?? 0;
      const targets = views.halves(from, (to - from) / 2);
      const start = partition.starts[stretch] ?? 0;
      const first = (from - memory.targets) / 2;
      for (let k = 0; k < targets.length; k++) visit(source, start + (targets[k] ?? 0), first + k);
    }
  }
}

/** Writes the index of synapses by target, from the rows. */
export function writeIncoming(views: Views, memory: ProjectionMemory, plastic: PlasticityMemory): void {
  const { firsts, entries, weights, precision, post } = plastic;
  if (firsts === 0) return;
  const next = views.words(firsts, post.size + 1);
  next.fill(0);
  forEachSynapse(views, memory, (_source, target) => {
    next[target] = (next[target] ?? 0) + 1;
  });
  // Counts become the addresses where the entries of each target end.
  let end = entries;
  for (let target = 0; target <= post.size; target++) {
    end += 8 * (next[target] ?? 0);
    next[target] = end;
  }
  const width = bytesOf(precision);
  const table = views.words(entries, 2 * plastic.room);
  const filled = new Uint32Array(post.size);
  forEachSynapse(views, memory, (source, target, position) => {
    const begins = target === 0 ? entries : (next[target - 1] ?? 0);
    const at = (begins - entries) / 4 + 2 * (filled[target] ?? 0);
    filled[target] = (filled[target] ?? 0) + 1;
    table[at] = weights + position * width;
    table[at + 1] = source * width;
  });
  next.copyWithin(1, 0, post.size);
  next[0] = entries;
}

/** Writes weights as they were drawn or given, and the states of both ends as they are before the first spike. */
export function writeInitialWeights(views: Views, memory: ProjectionMemory, plastic: PlasticityMemory): void {
  const { config, precision, room, pre, post } = plastic;
  const weights = views.numbers(precision, plastic.weights, room);
  if (memory.weight.kind === 'constant') weights.fill(memory.weight.value);
  else weights.set(views.numbers(memory.weight.kind, memory.weights, room));
  for (const [{ states }, end] of [
    [config.pre, pre],
    [config.post, post],
  ] as const) {
    states.forEach(({ initial }, k) => {
      views.numbers(precision, end.states[k] ?? 0, end.size).fill(initial);
    });
    views.integers(end.last, 1)[0] = 0;
  }
}

/** All synapses with their present weights. */
export function readWeights(views: Views, memory: ProjectionMemory, plastic: PlasticityMemory): WeightList {
  const pre: number[] = [];
  const post: number[] = [];
  const values: number[] = [];
  const weights = views.numbers(plastic.precision, plastic.weights, plastic.room);
  forEachSynapse(views, memory, (source, target, position) => {
    pre.push(source);
    post.push(target);
    values.push(weights[position] ?? Number.NaN);
  });
  return { pre: Int32Array.from(pre), post: Int32Array.from(post), weights: Float64Array.from(values) };
}
