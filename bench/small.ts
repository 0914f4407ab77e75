import { type BenchNetwork, networks } from './networks.ts';

const SIZES = [80, 20];
const PROBABILITY = 0.2;

/** A network as one draws by hand: the COBA network with 100 neurons. */
export function smallNetwork(): BenchNetwork {
  const whole = networks.find(({ name }) => name.startsWith('COBA '));
  if (whole === undefined) throw new Error('there is no COBA network');
  return {
    name: '100 neurons',
    durationMs: 10_000,
    config: (seed, precision) => {
      const config = whole.config(seed, precision);
      return {
        ...config,
        groups: config.groups.map((group, k) => ({ ...group, size: SIZES[k] ?? group.size })),
        projections: config.projections.map((projection) => ({
          ...projection,
          rule: { kind: 'fixed-probability', probability: PROBABILITY, autapses: true },
        })),
      };
    },
  };
}
