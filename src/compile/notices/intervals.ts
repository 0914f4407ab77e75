import type { GroupConfig, Problem } from '../../contract/index.ts';
import { problem } from '../../document/problems.ts';
import { periodSteps } from '../../equations/steps.ts';
import { middle } from '../decays.ts';
import { titleOf } from '../resolve.ts';
import { roundStep } from '../round-step.ts';
import type { PopulationMap } from '../types.ts';
import { type RunFacts, windowStart } from './facts.ts';

/** Steps after the refractory period within which the next spike is the step's doing: it may come late by a third of the time. */
const CLOSE_STEPS = 2;
/** Share of intervals that may be so short. */
const MOST = 0.1;
/** A spike falls on a step, on average half a step late: of intervals so short, 7 % and more. */
const SHORT_STEPS = 7;
/** Fewer intervals tell nothing. */
const LEAST_INTERVALS = 20;
/** Share of intervals that may be as short as that. */
const MOST_SHORT = 0.5;
/** So many of the latest spikes are looked at. */
const LATEST = 2_000_000;
/** A step so much shorter leaves time for ten steps in an interval. */
const SHORTER = 5;

/**
 * Neurons that are ready to spike again and do so within two steps: their rate is that of the step. So fires a strongly driven
 * neuron at a step that is too coarse, and one whose membrane grows without bound and is reset each time.
 */
export function intervalNotices(
  facts: RunFacts,
  population: PopulationMap,
  { refractoryMs }: GroupConfig,
): Problem[] | null {
  const { dtMs } = facts.map;
  const periodMs = refractoryMs === null ? 0 : middle(refractoryMs);
  const closest = periodSteps(periodMs, dtMs) + CLOSE_STEPS;
  const { intervals, close, short } = countsOf(facts, population, closest);
  if (intervals < LEAST_INTERVALS) return null;
  const isClose = close > MOST * intervals;
  if (!isClose && short <= MOST_SHORT * intervals) return null;
  if (relayedFrom(facts, population).some((source) => isAsFast(countsOf(facts, source, closest)))) return null;
  const share = Math.round((100 * (isClose ? close : short)) / intervals);
  const shorter = `${roundStep(dtMs / SHORTER)} ms`;
  const after = periodMs > 0 ? 'after its refractory period' : 'after the spike before';
  const subject = { id: population.id, title: titleOf('Population', population.name) };
  const said = isClose
    ? `${share} % of its intervals end within two steps of ${dtMs} ms ${after}: the time step decides when it spikes, or its potential grows from step to step and resets hide it.`
    : `${share} % of its intervals are at most ${SHORT_STEPS} steps of ${dtMs} ms long: a spike falls on a step, and so comes late, which lowers its rate.`;
  const sentence = `${said} Try ${shorter}.`;
  return [problem({ code: 'time-step', severity: 'note', subject, sentence, mend: { field: 'dt', value: shorter } })];
}

/** Intervals in the analysis window: all, those of `closest` steps at most, and those of a few steps. */
interface Counts {
  readonly intervals: number;
  readonly close: number;
  readonly short: number;
}

function countsOf(facts: RunFacts, { spikes, size }: PopulationMap, closest: number): Counts {
  const first = windowStart(facts);
  const { steps, elements } = facts.recordings.spikes(spikes);
  const last = new Int32Array(size).fill(-1);
  let [intervals, close, short] = [0, 0, 0];
  for (let k = Math.max(0, steps.length - LATEST); k < steps.length; k++) {
    const [step, element] = [steps[k] ?? 0, elements[k] ?? 0];
    const before = last[element] ?? -1;
    last[element] = step;
    if (step < first || before < first) continue;
    intervals++;
    if (step - before <= closest) close++;
    if (step - before <= SHORT_STEPS) short++;
  }
  return { intervals, close, short };
}

const isAsFast = ({ intervals, close, short }: Counts): boolean =>
  close > MOST * intervals || short > MOST_SHORT * intervals;

/** Given spikes whose jumps are all that reaches a population: what it fires at them it owes to no step. */
function relayedFrom({ document, map }: RunFacts, { id }: PopulationMap): readonly PopulationMap[] {
  const edges = document.edges.filter(({ kind, target }) => target === id && kind !== 'tap');
  const given = edges.flatMap((edge) => {
    const node = document.nodes.find((candidate) => candidate.id === edge.source);
    const relays = edge.kind === 'synapse' && edge.model === 'delta';
    return relays && node?.kind === 'stimulus' && node.model === 'given-spikes' ? [node.id] : [];
  });
  return given.length < edges.length ? [] : map.populations.filter((source) => given.includes(source.id));
}
