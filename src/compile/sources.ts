import type { Problem, SpikeSourceConfig, Values } from '../contract/index.ts';
import { problem } from '../document/problems.ts';
import type { Quantity, StimulusNode } from '../document/schema.ts';
import { nearestSteps } from '../equations/steps.ts';
import { streamKey } from '../equations/stream-key.ts';
import { PROFILE_RATE, PROFILE_TIME } from '../library/stimuli/rate-profile.ts';
import type { ParameterDeclaration, SpikeStimulus } from '../library/types.ts';
import { gather, type Outcome, outcome, refused } from './outcome.ts';
import { constantOf, resolveParameters, resolveQuantity, titleOf } from './resolve.ts';
import { checkTrain, figure, largestOf } from './spikes-per-step.ts';
import { checkWindow } from './timing.ts';

type Of<K extends SpikeSourceConfig['kind']> = Extract<SpikeSourceConfig, { readonly kind: K }>;
type Part<K extends SpikeSourceConfig['kind'], Fields extends keyof Of<K>> = Pick<Of<K>, Fields>;

const TIME: ParameterDeclaration = {
  name: 'time',
  symbol: 't',
  unit: 'ms',
  meaning: 'spike time',
  default: '10 ms',
  min: '0 ms',
};

const LAST_STEP = 2 ** 31 - 1;

const subjectOf = (node: StimulusNode) => ({ id: node.id, title: titleOf('Stimulus', node.name) });

/** The spike source of a stimulus; none for a background, which has none of its own. */
export function sourceOf(dtMs: number, node: StimulusNode, model: SpikeStimulus): Outcome<SpikeSourceConfig | null> {
  const { generator } = model;
  const base = { name: node.name, key: streamKey(node.id) };
  if (generator === 'background') return outcome(null);
  if (generator === 'given')
    return gather(({ take }) => ({ kind: generator, ...base, ...take(givenSpikes(dtMs, node)) }));
  const subject = subjectOf(node);
  return gather(({ take, tell }) => {
    const parameters = resolveParameters(subject, node.parameters, model.parameters);
    const values = take(parameters);
    tell(checkWindow(subject, model.parameters, parameters));
    const number = (name: string, whole: 'whole' | 'real' = 'real') =>
      take(constantOf(subject, `parameters.${name}`, values.get(name), whole));
    const trains = { ...base, size: number('size', 'whole'), startMs: number('onset'), stopMs: number('offset') };
    switch (generator) {
      case 'poisson': {
        const rateKHz: Values = values.get('rate') ?? { kind: 'constant', value: 0 };
        tell(checkTrain(dtMs, subject, 'parameters.rate', largestOf(rateKHz)));
        return { kind: generator, ...trains, rateKHz };
      }
      case 'profile':
        return { kind: generator, ...trains, ...take(profile(dtMs, node, number('period'))) };
      case 'gamma': {
        const renewal = { rateKHz: number('rate'), shape: number('shape'), deadMs: number('dead_time') };
        tell(checkRenewal(dtMs, node, renewal));
        return { kind: generator, ...trains, ...renewal };
      }
    }
  });
}

/** A time is rounded to the nearest step, the middle between two to the later one. */
function givenSpikes(dtMs: number, node: StimulusNode): Outcome<Part<'given', 'size' | 'steps' | 'indices'>> {
  const rows = node.spikeTimes ?? [];
  return gather(({ take }) => {
    const spikes = rows.flatMap((row, index) =>
      row.flatMap((time, k) => {
        const step = take(stepOf(dtMs, node, `spikeTimes.${index}.${k}`, time));
        return step === null ? [] : [{ index, step }];
      }),
    );
    spikes.sort((a, b) => a.step - b.step || a.index - b.index);
    return {
      size: Math.max(1, rows.length),
      steps: Int32Array.from(spikes, ({ step }) => step),
      indices: Int32Array.from(spikes, ({ index }) => index),
    };
  });
}

function stepOf(dtMs: number, node: StimulusNode, field: string, time: Quantity): Outcome<number | null> {
  const { value: timeMs, problems } = resolveQuantity(subjectOf(node), field, time, TIME);
  if (timeMs === null) return { value: null, problems };
  const step = nearestSteps(timeMs, dtMs);
  if (step <= LAST_STEP) return outcome(step);
  const given = String(time);
  const allowed = `at most ${figure((LAST_STEP * dtMs) / 1000)} s`;
  const sentence = `spike time is ${given}; must be ${allowed}, as many steps of ${dtMs} ms as can be counted.`;
  return refused({ code: 'out-of-range', subject: subjectOf(node), field, given, allowed, sentence });
}

interface Point {
  readonly timeMs: number;
  readonly rateKHz: number;
  /** Its place in the document. */
  readonly k: number;
}

/** The points of a rate profile, in the order of their times. */
function profile(
  dtMs: number,
  node: StimulusNode,
  period: number,
): Outcome<Part<'profile', 'timesMs' | 'ratesKHz' | 'periodMs'>> {
  const subject = subjectOf(node);
  return gather(({ take, tell }) => {
    const points = (node.profile ?? []).flatMap(([time, rate], k): Point[] => {
      const timeMs = take(resolveQuantity(subject, `profile.${k}.0`, time, PROFILE_TIME));
      const rateKHz = take(resolveQuantity(subject, `profile.${k}.1`, rate, PROFILE_RATE));
      return timeMs === null || rateKHz === null ? [] : [{ timeMs, rateKHz, k }];
    });
    tell(checkPoints(node, points, period));
    for (const { rateKHz, k } of points) tell(checkTrain(dtMs, subject, `profile.${k}.1`, rateKHz));
    return {
      timesMs: Float64Array.from(points, ({ timeMs }) => timeMs),
      ratesKHz: Float64Array.from(points, ({ rateKHz }) => rateKHz),
      periodMs: period > 0 ? period : null,
    };
  });
}

/** Points must be there, in the order of their times, and end before they repeat. */
function checkPoints(node: StimulusNode, points: readonly Point[], period: number): readonly Problem[] {
  const subject = subjectOf(node);
  const given = node.profile ?? [];
  const problems: Problem[] = [];
  if (given.length === 0) {
    const sentence = 'the rate profile has no point. Add one, such as 0 ms, 20 Hz.';
    const said = { given: 'none', allowed: 'at least one point', sentence };
    problems.push(problem({ code: 'rule', subject, field: 'profile', ...said }));
  }
  const wrong = points.findIndex(({ timeMs }, k) => timeMs < (points[k - 1]?.timeMs ?? 0));
  const late = points[wrong];
  if (late !== undefined) {
    const [text, before] = [String(given[late.k]?.[0]), String(given[points[wrong - 1]?.k ?? 0]?.[0])];
    const allowed = `at least ${before}, the time of the point before`;
    const sentence = `point ${late.k + 1} of the rate profile is at ${text}; must be ${allowed}.`;
    const field = `profile.${late.k}.0`;
    problems.push(problem({ code: 'out-of-range', subject, field, given: text, allowed, sentence }));
  }
  const last = points.at(-1);
  if (period > 0 && last !== undefined && period < last.timeMs) {
    const text = `${period} ms`;
    const allowed = `0 ms (no repeat) or at least ${last.timeMs} ms, the time of the last point`;
    const sentence = `the profile repeats every ${text}; must be ${allowed}.`;
    const field = 'parameters.period';
    problems.push(problem({ code: 'out-of-range', subject, field, given: text, allowed, sentence }));
  }
  return problems;
}

/** Intervals of a gamma process must be longer than its dead time. */
function checkRenewal(
  dtMs: number,
  node: StimulusNode,
  { rateKHz, deadMs }: Part<'gamma', 'rateKHz' | 'deadMs'>,
): readonly Problem[] {
  const subject = subjectOf(node);
  const rate = checkTrain(dtMs, subject, 'parameters.rate', rateKHz);
  if (rateKHz * deadMs < 1) return rate;
  const given = `${rateKHz * 1000} Hz`;
  const allowed = `less than ${1000 / deadMs} Hz`;
  const sentence = `the rate is ${given}; with a dead time of ${deadMs} ms it must be ${allowed}.`;
  const field = 'parameters.dead_time';
  return [problem({ code: 'out-of-range', subject, field, given, allowed, sentence }), ...rate];
}
