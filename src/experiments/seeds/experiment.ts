import { populationMeasures } from '../../analysis/measures/index.ts';
import type { NamedConfiguration } from '../../document/configurations.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import { runVariant } from '../../document/variants.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Sweep } from '../sweep/sweep.ts';

/** One configuration to be run with every seed. */
export interface Arm extends NamedConfiguration {
  /** Without axes: its cells are its seeds. */
  readonly sweep: Sweep;
  /** Another one where its values would be; the same for any number of seeds. */
  readonly fingerprint: string;
}

/** Every compared configuration, with every seed. */
export interface Experiment {
  readonly arms: readonly Arm[];
  readonly seeds: readonly number[];
}

const SEEDS = 4294967296;
export const MOST_SEEDS = 1000;

/** All are computed, so that another index needs no further run. */
const MEASURES = populationMeasures.map(({ id }) => id);

/** The compared configurations with `count` seeds, from the network's own on; the sentence on why there is no experiment. */
export function experimentOf(
  document: NetworkDocument,
  compared: readonly NamedConfiguration[],
  count: number,
): Experiment | { readonly fault: string } {
  if (compared.length === 0) return { fault: 'No configuration is checked: check those that shall run.' };
  if (!Number.isInteger(count) || count < 1 || count > MOST_SEEDS)
    return { fault: `The number of seeds is a whole number from 1 to ${MOST_SEEDS}.` };
  const [misfit] = compared.flatMap(({ id }) => (id === null ? [] : runVariant(document, id).problems));
  if (misfit !== undefined) return { fault: misfit.message };
  const seeds = Array.from({ length: count }, (_, k) => (document.run.seed + k) % SEEDS);
  const arms = compared.map((configuration): Arm => {
    const configured = configuration.id === null ? document : runVariant(document, configuration.id).document;
    const sweep: Sweep = { document: configured, axes: [], seeds, measures: MEASURES };
    return { ...configuration, sweep, fingerprint: fingerprintOf({ ...sweep, seeds: [] }) };
  });
  return { arms, seeds };
}

/** Whether two experiments have the same values: names and labels may differ. */
export function sameExperiment(a: Experiment, b: Experiment): boolean {
  const key = ({ arms, seeds }: Experiment) =>
    `${arms.map(({ fingerprint }) => fingerprint).join(' ')} ${seeds.join(' ')}`;
  return key(a) === key(b);
}

/** The population that is looked at first: the largest. */
export function largestPopulation({ nodes }: NetworkDocument): string | null {
  const populations = nodes.flatMap((node) => (node.kind === 'population' ? [node] : []));
  return populations.toSorted((a, b) => b.size - a.size)[0]?.id ?? null;
}
