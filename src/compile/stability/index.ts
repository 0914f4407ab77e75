import type { Integrator, Problem } from '../../contract/index.ts';
import type { Subject } from '../../document/problems.ts';
import type { LoweredGroup } from '../../equations/index.ts';
import { gather, type Outcome } from '../outcome.ts';
import { compilePopulation } from '../populations.ts';
import type { Context } from '../resolve.ts';
import { roundStep } from '../round-step.ts';
import { stepProblem, twoDigits } from '../step-problem.ts';
import { thrownOff } from '../upstroke.ts';
import { type Assembly, populationsOf } from '../wiring.ts';
import { faultOf, faultsOf, isOfSpikes, type Standing, type StepFault } from './fault.ts';
import { couplingLoads, spikeLoads } from './load.ts';
import { stand } from './step-map.ts';

/** Methods that may take a step in which others fail. */
const OTHERS: readonly Integrator[] = ['exact', 'strang', 'exponential_midpoint'];
/** Advice stays clear of the limits. */
const MARGIN = 0.6;
/** Shorter steps are no advice, in parts of the step. */
const SHORTEST = 1e-3;

/**
 * Looks at steps in which deviations grow that the equations let decay: of several states of a neuron together, under the
 * conductances that its synapses are to be expected to have, and of neurons from each other under couplings, which are held over
 * a step. A reset hides such growth: the spikes look like others. Where the integrator is the default and another one takes
 * the conductances, the population gets that; else it is a problem.
 */
export function checkStability(context: Context, assembly: Assembly, known: readonly Problem[]): Outcome<Stability> {
  const { dtMs } = context;
  return gather(({ tell }) => {
    const groups = [...assembly.groups];
    const suspected: Problem[] = [];
    for (const { node, subject, index, group, timescales } of populationsOf(context, assembly)) {
      if (isTold(known, node.id)) continue;
      const loads = { couplings: couplingLoads(assembly, index), spikes: spikeLoads(assembly, index) };
      const standing: Standing = { group, timescales, ...loads };
      const faults = [...faultsOf(standing, timescales.lowered, dtMs)];
      const own = faults.find(isOfSpikes);
      if (own !== undefined) suspected.push(faultProblem(dtMs, subject, standing, own));
      const fault = faults.find((other) => !isOfSpikes(other));
      if (fault === undefined) continue;
      const method = ofSynapses(fault) && node.integrator === 'default' ? otherMethod(standing, dtMs) : undefined;
      // What is wrong with the population has been told.
      const better = method && compilePopulation(context, { ...node, integrator: method }).value;
      if (better) groups[index] = better;
      else tell([faultProblem(dtMs, subject, standing, fault)]);
    }
    return { assembly: { ...assembly, groups }, suspected };
  });
}

/** What is to be simulated, and steps that are told only if the spikes of a neuron alone come out wrong (see spike-times). */
interface Stability {
  readonly assembly: Assembly;
  readonly suspected: readonly Problem[];
}

const isTold = (known: readonly Problem[], id: string): boolean =>
  known.some(({ node, code, field }) => node === id && code === 'time-step' && field === 'integrator');

const ofSynapses = ({ cause }: StepFault): boolean => cause === 'synapses' || cause === 'volleys';

function faultProblem(dtMs: number, subject: Subject, standing: Standing, fault: StepFault): Problem {
  const { integrator } = standing.timescales.lowered;
  const stepMs = longestStep(standing, dtMs);
  const ofOwnStates = fault.cause === 'states' || fault.cause === 'growth';
  const method = ofOwnStates || ofSynapses(fault) ? otherMethod(standing, dtMs) : undefined;
  const choices = [
    ...(stepMs === null ? [] : [`a time step of ${stepMs} ms or less`]),
    ...(method === undefined ? [] : [`the integrator "${method}"`]),
  ];
  const advice = choices.length === 0 ? 'a shorter time step' : choices.join(', or ');
  const sentence = `${sentenceOf(standing, fault, dtMs, integrator)} Take ${advice}.`;
  return stepProblem(dtMs, { subject, field: 'integrator', stepMs, allowed: advice, sentence });
}

const quoted = (edges: readonly string[]): string => [...new Set(edges)].map((edge) => `"${edge}"`).join(', ');

function sentenceOf(standing: Standing, fault: StepFault, dtMs: number, integrator: Integrator): string {
  const { timescales, couplings, spikes } = standing;
  const hidden = (timescales.lowered.reset ?? []).length > 0 ? ', and resets hide it' : '';
  const coupling = `the coupling ${quoted(couplings.map(({ edge }) => edge))} is held over a step`;
  if (fault.cause === 'progress')
    return `${coupling} of ${dtMs} ms, in which all neurons move on: where they are in step it holds them back by ${twoDigits(100 * fault.part)} %.`;
  if (fault.cause === 'exchange')
    return `in a step of ${dtMs} ms its membrane and ${fault.state} exchange ${twoDigits(100 * fault.part)} % of their difference, so that what the membrane runs beyond its threshold in the last step before a reset goes into ${fault.state}: rates come out too high.`;
  const { computed, exact, rate } = fault.map;
  const states = timescales.lowered.states.map(({ name }) => name).join(', ');
  if (fault.cause === 'growth')
    return `from step to step of ${dtMs} ms deviations of its states ${states} grow by ${twoDigits(100 * (computed - 1))} % under the integrator "${integrator}"${hidden}: by the equations they do not grow.`;
  const grows = computed > Math.max(1, exact) + 1e-3;
  const outcome = grows ? `grow from step to step${hidden}` : 'are far from decaying as they should';
  const compared = `a time constant of ${twoDigits(1 / rate)} ms, and the time step of ${dtMs} ms is ${twoDigits(dtMs * rate)} times that`;
  if (fault.cause === 'couplings')
    return `${coupling} and levels differences between neurons with ${compared}: they ${outcome}.`;
  const known = fault.cause === 'synapses';
  const through = quoted(spikes.filter(({ rateKHz }) => (rateKHz !== null) === known).map(({ edge }) => edge));
  const when =
    fault.cause === 'states'
      ? `its states ${states} have together`
      : known
        ? `under the conductances that spikes through ${through} bring at their rates it has`
        : `where all neurons that reach it through ${through} spike at once it has`;
  return `${when} ${compared}: under the integrator "${integrator}" deviations ${outcome}.`;
}

/** The longest round step at which nothing is at fault. */
function longestStep(standing: Standing, dtMs: number): number | null {
  const { lowered } = standing.timescales;
  for (let stepMs = roundStep(dtMs * 0.99); stepMs >= dtMs * SHORTEST; stepMs = roundStep(stepMs * 0.99)) {
    const other = standing.timescales.lowerWith(lowered.integrator, stepMs);
    if (other !== null && faultOf(standing, other, stepMs, MARGIN) === null) return stepMs;
  }
  return null;
}

/** A method under which nothing is at fault at this step, and no spike throws a state off. */
function otherMethod(standing: Standing, dtMs: number): Integrator | undefined {
  const { group, timescales, couplings } = standing;
  const suits = (lowered: LoweredGroup | null): boolean =>
    lowered !== null &&
    faultOf(standing, lowered, dtMs) === null &&
    thrownOff({ ...timescales, lowered }, dtMs, (place) => stand(group, lowered, place, couplings, dtMs).place) ===
      null;
  return OTHERS.find((method) => suits(timescales.lowerWith(method, dtMs)));
}
