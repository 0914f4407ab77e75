import type { Problem, Values } from '../contract/index.ts';
import { problem, type Subject } from '../document/problems.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { parseQuantity } from '../units/index.ts';
import type { Outcome } from './outcome.ts';
import { type Context, isRead, type Parameters } from './resolve.ts';
import { shown } from './timing.ts';

/** What a time in single precision misses, as a share of it, after it has been rounded twice. */
const ROUNDING = 2 ** -23;

/** Share of a step, or of a sine's period, that a time may be wrong by. */
const TOLERATED = 0.01;

/** A time that is wrong by an error, and the time with which that is compared. */
interface Miss {
  readonly declaration: ParameterDeclaration;
  readonly errorMs: number;
  readonly ofMs: number;
  readonly of: 'step' | 'period';
}

/**
 * Warns where times or frequencies that differ from neuron to neuron make single precision too coarse: the clock of a neuron then has
 * it, where one time for all is subtracted in double precision.
 */
export function checkPrecision(
  context: Context,
  subject: Subject,
  declarations: readonly ParameterDeclaration[],
  parameters: Outcome<Parameters>,
): readonly Problem[] {
  const { precision, duration } = context.document.run;
  const read = parseQuantity(duration);
  if (precision !== 'single' || 'fault' in read) return [];
  const [worst] = misses(context, declarations, parameters.value, read.value)
    .filter(({ declaration }) => isRead(parameters, `parameters.${declaration.name}`))
    .sort((a, b) => b.errorMs / b.ofMs - a.errorMs / a.ofMs);
  if (worst === undefined || worst.errorMs <= TOLERATED * worst.ofMs) return [];
  const { declaration, errorMs, ofMs, of } = worst;
  const one = declaration.timing === 'frequency' ? 'one frequency' : 'one time';
  const given = `${shown(errorMs)} ms`;
  const allowed = `at most ${shown(TOLERATED * ofMs)} ms`;
  const sentence = `its ${declaration.meaning} differs from neuron to neuron, and single precision then holds times to ${given} only: ${shown((100 * errorMs) / ofMs)} % of a ${of} of ${shown(ofMs)} ms. Take double precision, or ${one} for all.`;
  const said = { field: `parameters.${declaration.name}`, given, allowed, sentence };
  return [problem({ code: 'precision', severity: 'warning', subject, ...said })];
}

function misses(
  { dtMs }: Context,
  declarations: readonly ParameterDeclaration[],
  values: Parameters,
  durationMs: number,
): Miss[] {
  const of = (timing: ParameterDeclaration['timing']) => {
    const declaration = declarations.find((declaration) => declaration.timing === timing);
    return declaration === undefined ? 0 : largest(values.get(declaration.name));
  };
  const fastest = of('frequency');
  // The last time at which an edge may fall.
  const lastPulse = of('onset') + of('count') * of('period');
  return declarations.flatMap((declaration): Miss[] => {
    const { timing } = declaration;
    const given = values.get(declaration.name);
    if (timing === undefined || !isPerNeuron(given)) return [];
    const until = (timeMs: number) => ROUNDING * Math.min(durationMs, timeMs);
    const sine: Miss = { declaration, errorMs: until(of('offset')), ofMs: 1 / fastest, of: 'period' };
    if (timing === 'frequency') return [sine];
    if (timing === 'period') return [{ declaration, errorMs: until(lastPulse), ofMs: dtMs, of: 'step' }];
    if (timing !== 'onset' && timing !== 'offset') return [];
    const last = lastPulse > of('onset') ? lastPulse : largest(given);
    const edge: Miss = { declaration, errorMs: until(last), ofMs: dtMs, of: 'step' };
    return timing === 'onset' && fastest > 0 ? [edge, sine] : [edge];
  });
}

/** Whether neurons may have different numbers. */
function isPerNeuron(values: Values | undefined): boolean {
  switch (values?.kind) {
    case 'uniform':
    case 'normal':
      return values.once === undefined;
    default:
      return values?.kind === 'array';
  }
}

/** The largest number; of a normal distribution one that is seldom passed. */
function largest(values: Values | undefined): number {
  switch (values?.kind) {
    case 'constant':
      return values.value;
    case 'uniform':
      return values.high;
    case 'normal':
      return Math.min(values.max, values.mean + 4 * values.sd);
    case 'array':
      return values.values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    default:
      return 0;
  }
}
