import type { EngineConfig, GroupConfig } from '../contract/index.ts';
import { estimate } from '../engine/index.ts';

/** More gain little: threads wait for the slowest of them several times a millisecond. */
const MOST_THREADS = 8;
/** Work of a step that a thread should have at least: with less, meeting the others takes what they save. */
const LEAST_NS = 15_000;

/** Rough times on one core: of an operation for one element, and of what takes many of them. */
const OPERATION_NS = 0.3;
const ELEMENTARY_NS = 5;
const NORMAL_NS = 10;
const BACKGROUND_NS = 3;
const JUMP_NS = 1;
/** A rate at which neurons of a network may spike. */
const RATE_KHZ = 0.02;

const ELEMENTARY: ReadonlySet<string> = new Set([
  'exp',
  'expm1',
  'log',
  'log1p',
  'sin',
  'cos',
  'tanh',
  'exprel',
  'bernoulli',
  'bernoulliNearZero',
  'pow',
]);

/** Threads that a network gains from, of so many at most. */
export function threadsFor(config: EngineConfig, most: number): number {
  const { groups, backgrounds, dtMs } = config;
  const updates = groups.reduce((sum, group) => sum + group.size * elementNs(group), 0);
  const events = backgrounds.reduce((sum, { target }) => sum + (groups[target]?.size ?? 0) * BACKGROUND_NS, 0);
  const jumps = estimate(config).synapses * RATE_KHZ * dtMs * JUMP_NS;
  const useful = Math.floor((updates + events + jumps) / LEAST_NS);
  return Math.max(1, Math.min(useful, most, MOST_THREADS));
}

/** Of updating one element. */
function elementNs({ update, outputs }: GroupConfig): number {
  const nodes = [update, ...outputs.map(({ program }) => program)].flatMap((program) => program.nodes);
  return nodes.reduce((sum, { op }) => {
    if (op === 'normal') return sum + NORMAL_NS;
    return sum + (ELEMENTARY.has(op) ? ELEMENTARY_NS : OPERATION_NS);
  }, 0);
}
