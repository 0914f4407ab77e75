import { noise } from './examples.ts';

/** Random numbers of a fixed seed, and trains drawn with them; times in ms from 0 to a length. */
export interface Draws {
  readonly uniform: (low?: number, high?: number) => number;
  readonly normal: () => number;
  /** Of exact intervals, from a phase (in periods) on; each spike off by a normal jitter. */
  readonly regular: (hz: number, lengthMs: number, phase: number, jitterMs?: number) => number[];
  /** Its rate goes up and down by the share `depth` at a frequency. */
  readonly poisson: (hz: number, lengthMs: number, depth?: number, modulationHz?: number) => number[];
  /** Independent normal intervals of this CV. */
  readonly renewal: (hz: number, lengthMs: number, cv: number) => number[];
}

export function draws(seed: number): Draws {
  const pool = noise(seed, 1 << 16);
  let next = 0;
  const uniform = (low = 0, high = 1): number => {
    next = (next + 1) % pool.length;
    return low + ((high - low) * ((pool[next] ?? 0) + 1)) / 2;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform() + 1e-12)) * Math.cos(2 * Math.PI * uniform());
  const within = (times: readonly number[], lengthMs: number): number[] =>
    times.filter((time) => time >= 0 && time < lengthMs).sort((a, b) => a - b);
  return {
    uniform,
    normal,
    regular: (hz, lengthMs, phase, jitterMs = 0) => {
      const periodMs = 1000 / hz;
      const count = Math.ceil(lengthMs / periodMs) + 2;
      return within(
        Array.from({ length: count }, (_, k) => (k + phase - 1) * periodMs + (jitterMs && jitterMs * normal())),
        lengthMs,
      );
    },
    poisson: (hz, lengthMs, depth = 0, modulationHz = 0) => {
      const times: number[] = [];
      for (let time = 0; ; ) {
        time -= (1000 / (hz * (1 + depth))) * Math.log(1 - uniform());
        if (time >= lengthMs) return times;
        const share = (1 + depth * Math.sin((2 * Math.PI * modulationHz * time) / 1000)) / (1 + depth);
        if (uniform() < share) times.push(time);
      }
    },
    renewal: (hz, lengthMs, cv) => {
      const times: number[] = [];
      for (let time = uniform(0, 1000 / hz); time < lengthMs; ) {
        times.push(time);
        time += Math.max(0.2, (1000 / hz) * (1 + cv * normal()));
      }
      return times;
    },
  };
}
