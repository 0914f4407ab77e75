import type { Expectation, NetworkDocument } from '../../src/document/schema.ts';
import { applyVariant } from '../fields.ts';
import { holds, isLarge, measured, type PresetRun, runPreset } from './expectations.ts';
import { type Cause, coupledBy, isCoupling, withoutCause } from './mutations.ts';

/** Presets with synapses of which no expectation claims an effect of these; and why. */
export const NO_EFFECT_OF_COUPLING: Readonly<Record<string, string>> = {};

const STRENGTHS = [0.5, 1.5] as const;

interface Tolerance {
  /** Of STRENGTHS. */
  readonly at: readonly number[];
  readonly because: string;
}

/** Presets whose expectations also hold with synapses half, or half as much again, as strong. */
export const HOLD_AT_OTHER_STRENGTHS: Readonly<Record<string, Tolerance>> = {
  'adex-bursting-3-neurons': {
    at: STRENGTHS,
    because: 'the partner is coupled far beyond what locks the bursts, and the network itself far below it',
  },
  'adex-bursting-8-neurons': {
    at: STRENGTHS,
    because: 'the partner is coupled far beyond what locks the bursts, and the network itself far below it',
  },
  'coba-hh': { at: [1.5], because: 'rates fall by a tenth, which is less than the scatter over seeds' },
  'lif-random-start': { at: [1.5], because: 'nearly all neurons join the volleys already: chi rises by 0.03' },
  'vogels-istdp': {
    at: STRENGTHS,
    because: 'inhibitory weights are learned: from wherever they start, plasticity brings the rate to its target',
  },
  'chua-network-2': { at: STRENGTHS, because: 'beyond a least strength the circuits move as one, and chi is 1' },
  'chua-network-10': { at: STRENGTHS, because: 'beyond a least strength the circuits move as one, and chi is 1' },
  'chua-release': { at: STRENGTHS, because: 'beyond a least strength the circuits move as one, and stay one' },
};

/** Seconds of computing for one run, on the whole: `npm run verify` has these. */
const SLOW = new Set([
  'coba-hh',
  'eif-network-2000',
  'eif-network-2500',
  'eif-network-5000',
  'gamma-columns',
  'gap-junction-wang-buzsaki',
  'hindmarsh-rose-pair',
  'kuramoto',
  'ping',
  'ring-bump',
  'small-world-kuramoto',
  'stdp-bimodal',
  'stimulus-and-synchrony-adex',
  'stimulus-and-synchrony-eif',
  'vogels-istdp',
  'wang-buzsaki-gamma',
  'winner-take-all',
]);

/** Whether mutated networks and other seeds are a matter of `npm run verify`. */
export const isSlow = (id: string, document: NetworkDocument): boolean => SLOW.has(id) || isLarge(document);

export const isCoupled = (document: NetworkDocument): boolean =>
  document.edges.some((edge) => isCoupling(document, edge));

export const claims = (document: NetworkDocument, cause?: Cause): readonly Expectation[] =>
  document.expect.filter((expectation) =>
    cause === undefined ? expectation.cause !== undefined : expectation.cause === cause,
  );

/** Claims that hold although their cause is removed: a list of sentences. */
export async function claimsWithoutCause(document: NetworkDocument): Promise<string[]> {
  const runs = runsOf(document);
  const faults: string[] = [];
  for (const expectation of claims(document)) {
    const { cause } = expectation;
    if (cause === undefined) continue;
    const value = measured(expectation, await runs(expectation.variant, cause, withoutCause[cause]));
    if (holds(expectation, value)) faults.push(`without ${cause}, ${named(expectation)} is ${value} and still holds`);
  }
  return faults;
}

/** Strengths of STRENGTHS at which all that is expected holds. */
export async function strengthsHeld(document: NetworkDocument): Promise<number[]> {
  const held: number[] = [];
  for (const factor of STRENGTHS) if (!(await failsAt(document, factor))) held.push(factor);
  return held;
}

/** Whether an expectation fails where all synapses between neurons are so many times as strong. */
async function failsAt(document: NetworkDocument, factor: number): Promise<boolean> {
  const runs = runsOf(document);
  // Those that claim an effect first: most networks need one run.
  const byClaim = document.expect.toSorted((a, b) => Number(b.cause === 'coupling') - Number(a.cause === 'coupling'));
  for (const expectation of byClaim) {
    const run = await runs(expectation.variant, `${factor}`, (chosen) => coupledBy(chosen, factor));
    if (!holds(expectation, measured(expectation, run))) return true;
  }
  return false;
}

export const named = ({ population, measure, variant = 'A', from, to, min, max }: Expectation): string =>
  `${variant} ${population} ${measure}${from === undefined && to === undefined ? '' : ` ${from ?? ''}-${to ?? ''}`} [${min ?? ''}, ${max ?? ''}]`;

/** Runs of a variant after a change, each made once. */
function runsOf(document: NetworkDocument) {
  const runs = new Map<string, Promise<PresetRun>>();
  return (variant: string | undefined, name: string, change: (chosen: NetworkDocument) => NetworkDocument) => {
    const key = `${variant}/${name}`;
    const run =
      runs.get(key) ?? runPreset(change(variant === undefined ? document : applyVariant(document, variant)), undefined);
    runs.set(key, run);
    return run;
  };
}
