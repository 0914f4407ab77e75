import type { NodeIndex } from '../contract/index.ts';
import type { System } from './system.ts';

/** A rate as drift + sum of strength xi over the noises, by their xi; noises that it does not read are left out. */
export interface NoisyRate {
  readonly drift: NodeIndex;
  readonly strengths: ReadonlyMap<NodeIndex, NodeIndex>;
}

/** `additive`: no strength depends on a state, so that Ito's and Stratonovich's calculus agree. */
export type NoiseKind = 'none' | 'additive' | 'multiplicative';

/** Separates drift and noise; null where the rate is not linear in the noise by its structure. */
export function splitNoise({ builder, noises }: System, rate: NodeIndex): NoisyRate | null {
  if (noises.named.length === 0) return { drift: rate, strengths: new Map() };
  const zero = builder.constant(0);
  const done = new Map<NodeIndex, NoisyRate | null>();
  const combined = (a: NoisyRate, b: NoisyRate, join: (x: NodeIndex, y: NodeIndex) => NodeIndex): NoisyRate => {
    const read = new Set([...a.strengths.keys(), ...b.strengths.keys()]);
    const joined = [...read].map((xi): [NodeIndex, NodeIndex] => [
      xi,
      join(a.strengths.get(xi) ?? zero, b.strengths.get(xi) ?? zero),
    ]);
    return { drift: join(a.drift, b.drift), strengths: new Map(joined) };
  };
  const split = (index: NodeIndex): NoisyRate | null => {
    if (noises.named.some(({ xi }) => xi === index))
      return { drift: zero, strengths: new Map([[index, builder.constant(1)]]) };
    const node = builder.nodes[index];
    const alone: NoisyRate = { drift: index, strengths: new Map() };
    if (node === undefined || node.op === 'normal') return null;
    if (!('a' in node)) return alone;
    const a = visit(node.a);
    const b = 'b' in node ? visit(node.b) : alone;
    const c = 'c' in node ? visit(node.c) : alone;
    if (a === null || b === null || c === null) return null;
    const [inA, inB, inC] = [a, b, c].map(({ strengths }) => strengths.size > 0);
    if (!inA && !inB && !inC) return alone;
    switch (node.op) {
      case 'neg':
        return combined(a, a, (x) => builder.unary('neg', x));
      case 'add':
      case 'sub':
        return combined(a, b, (x, y) => builder.binary(node.op, x, y));
      case 'mul':
        if (inA && inB) return null;
        return inA ? combined(a, a, (x) => builder.mul(x, node.b)) : combined(b, b, (y) => builder.mul(node.a, y));
      case 'div':
        return inB ? null : combined(a, a, (x) => builder.div(x, node.b));
      case 'select':
        return inA ? null : combined(b, c, (x, y) => builder.select(node.a, x, y));
      default:
        return null;
    }
  };
  const visit = (index: NodeIndex): NoisyRate | null => {
    const known = done.get(index);
    if (known !== undefined) return known;
    const result = split(index);
    done.set(index, result);
    return result;
  };
  return visit(rate);
}

/** Drift and noise of each of these rates, all of which are linear in the noise. */
export function noisyRates(system: System, rates: readonly NodeIndex[]): NoisyRate[] {
  return rates.map((rate) => {
    const found = splitNoise(system, rate);
    if (found === null) throw new RangeError('A rate is not linear in its noise.');
    return found;
  });
}

/** The system with its noise left out. */
export function withoutNoise(system: System): System {
  const drifts = (rates: readonly NodeIndex[]): NodeIndex[] => noisyRates(system, rates).map(({ drift }) => drift);
  return {
    ...system,
    derivatives: (states, time) => drifts(system.derivatives(states, time)),
    heldDerivatives: (states, time) => drifts(system.heldDerivatives(states, time)),
  };
}

export function noiseKind(system: System): NoiseKind {
  const { builder, states, time } = system;
  const strengths = noisyRates(system, system.derivatives(states, time)).flatMap((rate) => [
    ...rate.strengths.values(),
  ]);
  if (strengths.length === 0) return 'none';
  const reads = strengths.some((strength) => builder.reads(strength, ({ op }) => op === 'state'));
  return reads ? 'multiplicative' : 'additive';
}
