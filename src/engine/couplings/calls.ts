import type { EngineConfig } from '../../contract/index.ts';
import type { GroupMemory } from '../memory/group.ts';
import { item } from '../memory/item.ts';
import { readDouble } from '../wat/columns.ts';
import { i32 } from '../wat/literal.ts';
import { type CouplingMemory, leavesOutSelf } from './memory.ts';

/** What couplings need to know of a network. */
export interface CoupledNetwork {
  readonly config: EngineConfig;
  readonly groups: readonly GroupMemory[];
  readonly couplings: readonly CouplingMemory[];
}

/** Outputs of a group that couplings read. */
export function coupledOutputs({ config }: CoupledNetwork, group: number): number[] {
  const read = config.couplings.flatMap(({ source, signals }) =>
    source === group ? signals.flatMap(({ of, index }) => (of === 'output' ? [index] : [])) : [],
  );
  return [...new Set(read)];
}

/** Calls that add what couplings bring to the inputs; `range` gives the first and the end byte of the columns of a group. */
export function couplingCalls(network: CoupledNetwork, range: (group: number) => string): string[] {
  return network.couplings.flatMap((coupling) => {
    const { signals, source } = coupling.config;
    const from = item(network.groups, source);
    return signals.map((signal) => {
      const column = item(signal.of === 'state' ? from.states : from.outputs, signal.index);
      return signalCall(network, coupling, column, signal, range);
    });
  });
}

function signalCall(
  network: CoupledNetwork,
  { config, rows, weight }: CouplingMemory,
  column: number,
  { input, less }: CouplingMemory['config']['signals'][number],
  range: (group: number) => string,
): string {
  const target = item(network.groups, config.target);
  const { size } = item(network.groups, config.source).config;
  const into = i32(item(target.inputs, input).address);
  const subtracted = less === null ? null : i32(item(target.states, less));
  const w = `(f64.load ${i32(weight)})`;
  if (rows !== null) {
    const along = `${[rows.rows, size, column].map(i32).join(' ')} ${subtracted ?? ''} ${into} ${w} ${i32(rows.weights)} ${i32(rows.targets)}`;
    return `(call ${subtracted === null ? '$couple' : '$couple_less'} ${along})`;
  }
  // Differences from the value of the first source are summed: where all sources are equal, they are exactly 0.
  const reference = subtracted === null ? '(f64.const 0)' : readDouble(network.config.precision, i32(column));
  const sum = `(call $sum_all ${i32(column)} ${i32(size)} ${reference})`;
  const [minuend, factor] =
    subtracted !== null ? [subtracted, size] : leavesOutSelf(config) ? [i32(column), 1] : [i32(0), 0];
  return `(call $couple_all ${into} ${minuend} (f64.const ${factor}) ${reference} ${sum} ${w} ${range(config.target)})`;
}
