import type { SpikeSourceConfig, Values } from '../contract/index.ts';
import type { StimulusNode } from '../document/schema.ts';
import { nearestSteps } from '../equations/steps.ts';
import { streamKey } from '../equations/stream-key.ts';
import { PROFILE_RATE, PROFILE_TIME } from '../library/stimuli/rate-profile.ts';
import type { ParameterDeclaration, SpikeStimulus } from '../library/types.ts';
import { type Context, constantOf, report, resolveParameters, resolveQuantity, titleOf } from './context.ts';
import { checkTrain, figure, largestOf } from './spikes-per-step.ts';
import { checkWindow } from './timing.ts';
import type { Assembly } from './wiring.ts';

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

/** A spike source of a stimulus; none for a background, which has none of its own. */
export function addSpikeSource(context: Context, assembly: Assembly, node: StimulusNode, model: SpikeStimulus): void {
  const source = sourceOf(context, node, model);
  if (source !== null) assembly.sourceOf.set(node.id, assembly.sources.push(source) - 1);
}

function sourceOf(context: Context, node: StimulusNode, model: SpikeStimulus): SpikeSourceConfig | null {
  const { generator } = model;
  const base = { name: node.name, key: streamKey(node.id) };
  if (generator === 'background') return null;
  if (generator === 'given') return { kind: generator, ...base, ...givenSpikes(context, node) };
  const subject = subjectOf(node);
  const values = resolveParameters(context, subject, node.parameters, model.parameters);
  checkWindow(context, subject, model.parameters, values);
  const number = (name: string, whole: 'whole' | 'real' = 'real') =>
    constantOf(context, subject, `parameters.${name}`, values.get(name), whole);
  const trains = { ...base, size: number('size', 'whole'), startMs: number('onset'), stopMs: number('offset') };
  switch (generator) {
    case 'poisson': {
      const rateKHz: Values = values.get('rate') ?? { kind: 'constant', value: 0 };
      checkTrain(context, subject, 'parameters.rate', largestOf(rateKHz));
      return { kind: generator, ...trains, rateKHz };
    }
    case 'profile':
      return { kind: generator, ...trains, ...profile(context, node, number('period')) };
    case 'gamma':
      return { kind: generator, ...trains, ...renewal(context, node, number) };
  }
}

/** A time is rounded to the nearest step, the middle between two to the later one. */
function givenSpikes(context: Context, node: StimulusNode): Part<'given', 'size' | 'steps' | 'indices'> {
  const rows = node.spikeTimes ?? [];
  const spikes = rows.flatMap((row, index) =>
    row.flatMap((time, k) => {
      const field = `spikeTimes.${index}.${k}`;
      const value = resolveQuantity(context, subjectOf(node), field, time, TIME);
      const step = value === null ? null : nearestSteps(value, context.dtMs);
      if (step !== null && step > LAST_STEP) return reportLate(context, node, field, String(time)) ?? [];
      return step === null ? [] : [{ index, step }];
    }),
  );
  spikes.sort((a, b) => a.step - b.step || a.index - b.index);
  return {
    size: Math.max(1, rows.length),
    steps: Int32Array.from(spikes, ({ step }) => step),
    indices: Int32Array.from(spikes, ({ index }) => index),
  };
}

function reportLate(context: Context, node: StimulusNode, field: string, given: string): null {
  const allowed = `at most ${figure((LAST_STEP * context.dtMs) / 1000)} s`;
  const sentence = `spike time is ${given}; must be ${allowed}, as many steps of ${context.dtMs} ms as can be counted.`;
  return report(context, { code: 'out-of-range', subject: subjectOf(node), field, given, allowed, sentence });
}

/** The points of a rate profile, in the order of their times. */
function profile(
  context: Context,
  node: StimulusNode,
  period: number,
): Part<'profile', 'timesMs' | 'ratesKHz' | 'periodMs'> {
  const subject = subjectOf(node);
  const given = node.profile ?? [];
  const points = given.flatMap(([time, rate], k) => {
    const timeMs = resolveQuantity(context, subject, `profile.${k}.0`, time, PROFILE_TIME);
    const rateKHz = resolveQuantity(context, subject, `profile.${k}.1`, rate, PROFILE_RATE);
    return timeMs === null || rateKHz === null ? [] : [{ timeMs, rateKHz, k }];
  });
  if (given.length === 0) {
    const sentence = 'the rate profile has no point. Add one, such as 0 ms, 20 Hz.';
    report(context, {
      code: 'rule',
      subject,
      field: 'profile',
      given: 'none',
      allowed: 'at least one point',
      sentence,
    });
  }
  const wrong = points.findIndex(({ timeMs }, k) => timeMs < (points[k - 1]?.timeMs ?? 0));
  const late = points[wrong];
  if (late !== undefined) {
    const [text, before] = [String(given[late.k]?.[0]), String(given[points[wrong - 1]?.k ?? 0]?.[0])];
    const allowed = `at least ${before}, the time of the point before`;
    const sentence = `point ${late.k + 1} of the rate profile is at ${text}; must be ${allowed}.`;
    report(context, { code: 'out-of-range', subject, field: `profile.${late.k}.0`, given: text, allowed, sentence });
  }
  const last = points.at(-1);
  if (period > 0 && last !== undefined && period < last.timeMs) {
    const text = `${period} ms`;
    const allowed = `0 ms (no repeat) or at least ${last.timeMs} ms, the time of the last point`;
    const sentence = `the profile repeats every ${text}; must be ${allowed}.`;
    report(context, { code: 'out-of-range', subject, field: 'parameters.period', given: text, allowed, sentence });
  }
  points.forEach(({ rateKHz, k }) => {
    checkTrain(context, subject, `profile.${k}.1`, rateKHz);
  });
  return {
    timesMs: Float64Array.from(points, ({ timeMs }) => timeMs),
    ratesKHz: Float64Array.from(points, ({ rateKHz }) => rateKHz),
    periodMs: period > 0 ? period : null,
  };
}

/** The numbers of a gamma process: intervals must be longer than the dead time. */
function renewal(
  context: Context,
  node: StimulusNode,
  number: (name: string) => number,
): Part<'gamma', 'rateKHz' | 'shape' | 'deadMs'> {
  const subject = subjectOf(node);
  const [rateKHz, shape, deadMs] = [number('rate'), number('shape'), number('dead_time')];
  if (rateKHz * deadMs >= 1) {
    const given = `${rateKHz * 1000} Hz`;
    const allowed = `less than ${1000 / deadMs} Hz`;
    const sentence = `the rate is ${given}; with a dead time of ${deadMs} ms it must be ${allowed}.`;
    report(context, { code: 'out-of-range', subject, field: 'parameters.dead_time', given, allowed, sentence });
  }
  checkTrain(context, subject, 'parameters.rate', rateKHz);
  return { rateKHz, shape, deadMs };
}
