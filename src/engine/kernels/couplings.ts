import { type CouplingMemory, leavesOutSelf } from '../couplings.ts';
import { item, type Plan } from '../plan.ts';
import { i32 } from './dialect.ts';

/** Outputs of a group that couplings read. */
export function coupledOutputs({ config }: Plan, group: number): number[] {
  const read = config.couplings.flatMap(({ source, signals }) =>
    source === group ? signals.flatMap(({ of, index }) => (of === 'output' ? [index] : [])) : [],
  );
  return [...new Set(read)];
}

/** Calls that add what couplings bring to the inputs; `range`: first and end byte of a group's columns. */
export function couplingCalls(plan: Plan, range: (group: number) => string): string[] {
  return plan.couplings.flatMap((coupling) => {
    const { signals, source } = coupling.config;
    const from = item(plan.groups, source);
    return signals.map((signal) => {
      const column = item(signal.of === 'state' ? from.states : from.outputs, signal.index);
      return signalCall(plan, coupling, column, signal, range);
    });
  });
}

function signalCall(
  plan: Plan,
  { config, rows, weight }: CouplingMemory,
  column: number,
  { input, less }: CouplingMemory['config']['signals'][number],
  range: (group: number) => string,
): string {
  const target = item(plan.groups, config.target);
  const { size } = item(plan.groups, config.source).config;
  const into = i32(item(target.inputs, input).address);
  const own = less === null ? null : i32(item(target.states, less));
  const w = `(f64.load ${i32(weight)})`;
  if (rows !== null) {
    const along = `${[rows.rows, size, column].map(i32).join(' ')} ${own ?? ''} ${into} ${w} ${i32(rows.weights)} ${i32(rows.targets)}`;
    return `(call ${own === null ? '$couple' : '$couple_less'} ${along})`;
  }
  // About one source's value: where all are equal, the differences are exactly 0.
  const reference = own === null ? '(f64.const 0)' : firstOf(plan, column);
  const sum = `(call $sum_all ${i32(column)} ${i32(size)} ${reference})`;
  const [subtracted, factor] = own !== null ? [own, size] : leavesOutSelf(config) ? [i32(column), 1] : [i32(0), 0];
  return `(call $couple_all ${into} ${subtracted} (f64.const ${factor}) ${reference} ${sum} ${w} ${range(config.target)})`;
}

const firstOf = ({ config }: Plan, column: number): string =>
  config.precision === 'f64' ? `(f64.load ${i32(column)})` : `(f64.promote_f32 (f32.load ${i32(column)}))`;
