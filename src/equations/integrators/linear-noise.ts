import type { NodeIndex, PropagatorConfig } from '../../contract/index.ts';
import type { LinearForm } from '../linear.ts';
import { noisyRates } from '../noise.ts';
import type { System } from '../system.ts';
import { components, influences } from './joint-propagators.ts';

/** Strengths of a system's noises: row by state, column by noise, in the order of the system's. */
type Strengths = readonly (readonly NodeIndex[])[];

/** Rows that noise reaches and that belong together, in the order of their factor's rows, with a normal number for each. */
interface Kicked {
  readonly rows: readonly number[];
  readonly numbers: readonly NodeIndex[];
}

/** Strengths of parameters only, or why the noise is not of such strengths, as the end of a sentence. */
export function fixedStrengths(system: System): Strengths | string {
  const { builder, names, noises, states, time } = system;
  const zero = builder.constant(0);
  const rows = noisyRates(system, system.derivatives(states, time)).map(({ strengths }) =>
    noises.named.map(({ xi }) => strengths.get(xi) ?? zero),
  );
  const k = rows.findIndex((row) => row.some((strength) => builder.varies(strength)));
  return k < 0 ? rows : `needs noise of a fixed strength, and that in d${names[k]}/dt is not`;
}

/**
 * What noise adds to the states in a step: rows L z, z standard normal, for each state that it reaches. States in
 * `late` come after the others of their factor, so that those others have the same factor whatever happens to these.
 */
export function kicked(system: System, form: LinearForm, strengths: Strengths, late: readonly number[]): Kicked[] {
  const reach = influences(system, form.matrix);
  const noisy = noisyRows(system, reach, strengths);
  const drives = (i: number, k: number): boolean => !system.builder.isConstant(strengths[i]?.[k] ?? 0, 0);
  const columns = system.noises.named.map((_, k) => k);
  // One noise in two equations makes their states one set, even if neither drives the other.
  const joined = reach.map((row, i) =>
    row.map((reaches, j) => reaches || columns.some((k) => drives(i, k) && drives(j, k))),
  );
  return components(joined).flatMap((members) => {
    const reached = members.filter((i) => noisy[i]);
    if (reached.length === 0) return [];
    const rows = [...reached.filter((i) => !late.includes(i)), ...reached.filter((i) => late.includes(i))];
    const named = system.noises.named.filter((_, k) => members.some((i) => drives(i, k))).map(({ normal }) => normal);
    const numbers = rows.map((_, k) => named[k] ?? system.noises.addNormal());
    return [{ rows, numbers }];
  });
}

/** The sums L z for the rows asked for; slots of L are named with the label. */
export function kicks(
  system: System,
  form: LinearForm,
  strengths: Strengths,
  sets: readonly Kicked[],
  wanted: readonly number[],
  label: string,
): Map<number, NodeIndex> {
  const { builder, names } = system;
  const noisy = noisyRows(system, influences(system, form.matrix), strengths);
  const sums = new Map<number, NodeIndex>();
  for (const { rows, numbers } of sets) {
    const entries: PropagatorConfig['entries'][number][] = [];
    for (const [row, i] of rows.entries()) {
      if (!wanted.includes(i) || !noisy[i]) continue;
      const terms = rows.slice(0, row + 1).flatMap((j, column) => {
        if (!noisy[j]) return [];
        const { parameter, node } = system.addSlot(`L${label}_${names[i]}_${names[j]}`);
        entries.push({ which: 'L', row, column, parameter });
        return [builder.mul(node, numbers[column] ?? node)];
      });
      sums.set(
        i,
        terms.reduce((sum, term) => builder.add(sum, term)),
      );
    }
    if (entries.length === 0) continue;
    const matrix = builder.extract(rows.flatMap((i) => rows.map((j) => form.matrix[i]?.[j] ?? 0)));
    const noise = builder.extract(rows.flatMap((i) => strengths[i] ?? []));
    system.addPropagator({ matrix, order: rows.length, noise, entries });
  }
  return sums;
}

/** Which states noise reaches, directly or through others. */
function noisyRows({ builder }: System, reach: readonly (readonly boolean[])[], strengths: Strengths): boolean[] {
  const stirred = strengths.map((row) => row.some((strength) => !builder.isConstant(strength, 0)));
  return reach.map((row) => row.some((reaches, j) => reaches && stirred[j]));
}
