import type { EngineConfig, Estimate } from '../contract/index.ts';
import { wiringOf } from '../library/topologies/index.ts';
import { couplingSynapses, isDense } from './couplings/memory.ts';
import { item } from './memory/item.ts';
import { plan } from './plan/plan.ts';
import { endsOf } from './plan/projections.ts';
import { backgroundTable } from './sources/backgrounds.ts';

/** What every run needs whatever its size: chunks under way, code, constants of kernels. */
const BASE_BYTES = 4 * 2 ** 20;
/** Bytes of a synapse of a coupling with rows: a target, a weight, and what is made on the way. */
const COUPLING_BYTES = 24;

/** The cost of a network before it is made. The numbers are expected ones, right to a few percent. */
export function estimate(config: EngineConfig): Estimate {
  const tables = config.backgrounds.map((background) => backgroundTable(background, config));
  const { layout } = plan({ ...config, couplings: [] }, tables, 1, Number.POSITIVE_INFINITY);
  const synapses = config.projections.map(
    (projection) => wiringOf(projection.rule, endsOf(config, projection)).expected,
  );
  const coupled = config.couplings.map((coupling) => couplingSynapses(config, coupling));
  const inRows = coupled.filter((_, k) => !isDense(item(config.couplings, k)));
  const sum = (list: readonly number[]): number => list.reduce((total, entry) => total + entry, 0);
  return {
    neurons: sum(config.groups.map(({ size }) => size)),
    synapses: Math.round(sum(synapses) + sum(coupled)),
    bytes: Math.round(BASE_BYTES + layout.bytes + COUPLING_BYTES * sum(inRows)),
  };
}
