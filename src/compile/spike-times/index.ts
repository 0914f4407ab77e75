import type { Integrator, Problem } from '../../contract/index.ts';
import type { Subject } from '../../document/problems.ts';
import { namesIn, parseEquations } from '../../equations/index.ts';
import { remembered } from '../../equations/remembered.ts';
import type { NeuronModel } from '../../library/types.ts';
import { middle, startOf } from '../decays.ts';
import type { Context } from '../resolve.ts';
import { roundStep } from '../round-step.ts';
import { checkTimeStep } from '../step-check.ts';
import { stepProblem, twoDigits } from '../step-problem.ts';
import { checkUpstroke } from '../upstroke.ts';
import { type Assembly, populationsOf } from '../wiring.ts';
import { stimulated } from './drive.ts';
import { type Comparison, comparison, isFiring, type RateError } from './error.ts';
import type { Drive, Neuron } from './trial.ts';

/**
 * Parts of a rate by which it may be off: from the first on a note says so, from the second a warning. Where what drives a neuron
 * fluctuates, its mean gives the error only roughly (network of EIF cells under a background, Euler's method at 0.1 ms: 0.5 % for 3 %).
 */
const ERRORS = { steady: { note: 0.02, warning: 0.05 }, fluctuating: { note: 0.05, warning: 0.1 } } as const;
/** Advice keeps clear of them. */
const ADVISED = 0.015;
/** Shorter steps that are tried as advice, and methods. */
const SHORTER = [2, 2.5, 4, 5, 10, 20, 50];
const METHODS: readonly Integrator[] = ['rk4_below_threshold', 'strang', 'exponential_midpoint', 'rk4'];
/** Currents of which the first makes a neuron fire that no stimulus drives, in nA of a model of usual scale. */
const CURRENTS = [0.02, 0.05, 0.12, 0.3, 0.8, 2, 5, 12];
/** For so long at least. */
const LEAST_MS = 500;
/** A stronger current, which a step that is suspected has to stand as well. */
const STRONGER = 3;

/** Steps of which a time constant, or the last step before a reset, lets expect that they are too coarse. */
export function suspectedSteps(context: Context, assembly: Assembly): readonly Problem[] {
  const { dtMs } = context;
  return populationsOf(context, assembly).flatMap(({ subject, timescales }) => [
    ...checkTimeStep(dtMs, subject, timescales),
    ...checkUpstroke(dtMs, subject, timescales),
  ]);
}

/**
 * Judges a step by the spikes of one neuron of each population: under what its stimuli bring, else under a constant current that
 * makes it fire if a step is suspected, at the step and at a much shorter one. What is suspected is told only where the rate is indeed off, or where no
 * spikes tell.
 */
export function checkSpikeTimes(
  context: Context,
  assembly: Assembly,
  durationMs: number,
  { suspected, told }: Readonly<Record<'suspected' | 'told', readonly Problem[]>>,
): readonly Problem[] {
  const { dtMs } = context;
  return populationsOf(context, assembly).flatMap(({ node, subject, index, group, timescales }) => {
    const own = suspected.filter((problem) => problem.node === node.id);
    if (told.some((problem) => problem.node === node.id)) return [];
    const { integrator, threshold } = timescales.lowered;
    if (integrator === 'exact' || threshold === null || own.some(({ severity }) => severity === 'error')) return own;
    // The rates of a model that reads the time itself are no constant ones.
    if (group.model === null || readsTime(group.model)) return own;
    const drive = stimulated(assembly, index, { group, timescales }, durationMs);
    const neuron = { group, timescales };
    const trial = trialOf({ neuron, dtMs, durationMs, drive, isSuspected: own.length > 0 });
    if (trial === null) return own;
    const { note, warning } = ERRORS[timescales.lowered.noise !== 'none' || trial.isRough ? 'fluctuating' : 'steady'];
    // Of all spikes of the run at least one has to be missed, or too many.
    const spikes = trial.intervalMs === null ? 1 : (group.config.size * durationMs) / trial.intervalMs;
    return judged(dtMs, subject, trial, { note: Math.max(note, 1 / spikes), warning }, own);
  });
}

const readsTime = ({ equations }: NeuronModel): boolean =>
  parseEquations(equations).equations.some(({ expression }) => expression !== null && namesIn(expression).has('t'));

interface Trying {
  readonly neuron: Neuron;
  readonly dtMs: number;
  readonly durationMs: number;
  readonly drive: Drive;
  readonly isSuspected: boolean;
}

/** What a trial has shown. */
interface Trial extends RateError {
  readonly by: 'stimuli' | 'current';
  readonly isRough: boolean;
  readonly integrator: Integrator;
  /** The longest of the shorter steps at which the rate is right, and a method with which it is; null: none of those tried. */
  readonly stepMs: number | null;
  readonly method: Integrator | null;
}

/** Trials of which the outcome is remembered while a network is edited. */
const MOST_REMEMBERED = 200;

/** Null where no spikes tell of the step. */
const trialOf = remembered(keyOf, MOST_REMEMBERED, trialAnew);

/** All that a trial depends on: of what is drawn only the middle. */
function keyOf({ neuron: { group, timescales }, dtMs, durationMs, drive, isSuspected }: Trying): string {
  const { lowered, membrane, peak } = timescales;
  const { integrator, update, threshold, reset, refractoryWhile } = lowered;
  const { states, parameters } = startOf(timescales);
  return JSON.stringify([
    ...[integrator, update, threshold, reset, refractoryWhile, middle(group.config.refractoryMs ?? undefined)],
    ...[membrane, peak, states, parameters, group.model?.currentScale],
    ...[dtMs, durationMs, drive, [...drive.arrivals], isSuspected],
  ]);
}

function trialAnew({ neuron, dtMs, durationMs, drive, isSuspected }: Trying): Trial | null {
  const { integrator } = neuron.timescales.lowered;
  const under = (current: number): { compared: Comparison; error: RateError } | null => {
    const compared = comparison(
      neuron,
      { dtMs, durationMs: current === 0 ? durationMs : Math.max(durationMs, LEAST_MS) },
      { ...drive, current: drive.current + current },
    );
    const error = compared?.errorOf(integrator, dtMs) ?? null;
    return compared && error && { compared, error };
  };
  const stimuli = under(0);
  if (stimuli !== null) return withAdvice('stimuli', stimuli.compared, integrator, dtMs, stimuli.error);
  const current = isSuspected ? firingAt(neuron, dtMs, drive) : null;
  if (current === null) return null;
  const tried = [1, STRONGER].flatMap((times) => under(times * current) ?? []);
  const worst = tried.sort((a, b) => sizeOf(b.error) - sizeOf(a.error))[0];
  return worst === undefined ? null : withAdvice('current', worst.compared, integrator, dtMs, worst.error);
}

const sizeOf = ({ part }: RateError): number => Math.abs(part ?? Number.POSITIVE_INFINITY);

/** A current in pA, or whatever the model's input is, at which the neuron fires again and again; null: none of those tried. */
function firingAt(neuron: Neuron, dtMs: number, drive: Drive): number | null {
  const scale = 1000 * (neuron.group.model?.currentScale ?? 1);
  const currents = CURRENTS.map((current) => scale * current);
  return currents.find((current) => isFiring(neuron, dtMs, { ...drive, current: drive.current + current })) ?? null;
}

function withAdvice(
  by: Trial['by'],
  { errorOf, isRough }: Comparison,
  integrator: Integrator,
  dtMs: number,
  error: RateError,
): Trial {
  const told = sizeOf(error) >= ERRORS.steady.note;
  const holds = (method: Integrator, stepMs: number): boolean => {
    const other = errorOf(method, stepMs);
    return other !== null && sizeOf(other) < ADVISED;
  };
  const steps = told ? SHORTER.map((times) => roundStep(dtMs / times)) : [];
  const stepMs = steps.find((step) => holds(integrator, step)) ?? null;
  const others = told ? METHODS.filter((method) => method !== integrator) : [];
  const method = others.find((other) => holds(other, dtMs)) ?? null;
  return { ...error, by, isRough, integrator, stepMs, method };
}

function judged(
  dtMs: number,
  subject: Subject,
  trial: Trial,
  limits: Readonly<Record<'note' | 'warning', number>>,
  suspected: readonly Problem[],
): readonly Problem[] {
  const size = sizeOf(trial);
  if (size < limits.note) return [];
  const severity = size >= limits.warning ? 'warning' : 'note';
  const { stepMs, method } = trial;
  const choices = [
    ...(stepMs === null ? [] : [`a time step of ${stepMs} ms or less`]),
    ...(method === null ? [] : [`the integrator "${method}"`]),
  ];
  const advice = choices.length === 0 ? 'a much shorter time step' : choices.join(', or ');
  const said = saidOf(dtMs, trial);
  if (suspected.length > 0) {
    const figure = `${said[0]?.toUpperCase()}${said.slice(1)}`;
    return suspected.map((problem) => ({ ...problem, severity, message: `${problem.message} ${figure}` }));
  }
  return [
    stepProblem(dtMs, {
      subject,
      field: 'integrator',
      severity,
      stepMs,
      allowed: advice,
      sentence: `${said} Take ${advice}.`,
    }),
  ];
}

function saidOf(dtMs: number, { part, intervalMs, integrator, by }: Trial): string {
  const drive = by === 'stimuli' ? 'its stimuli drive it' : 'a constant current drives it';
  const right = intervalMs === null ? 'it should hardly spike' : `it should spike every ${twoDigits(intervalMs)} ms`;
  const off =
    part === null
      ? 'no finite number'
      : part <= -1
        ? 'no spikes'
        : `a rate that is ${part > 10 ? 'many times' : `${twoDigits(100 * Math.abs(part))} %`} too ${part < 0 ? 'low' : 'high'}`;
  return `where ${drive}, ${right}: at a time step of ${dtMs} ms the integrator "${integrator}" gives ${off}.`;
}
