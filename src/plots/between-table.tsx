import type { BetweenIndices } from '../analysis/between.ts';
import { remarkOf } from '../analysis/support.ts';
import type { Measured } from '../analysis/trains.ts';
import { shortNumber } from './axes.ts';
import { csvText } from './csv.ts';
import { labelled } from './runs.ts';
import type { Analysed } from './use-analysis.ts';

/** A pair of populations of one configuration. */
export interface PairRow {
  readonly title: string;
  readonly indices: BetweenIndices;
}

export function pairsOf({ runs, answer }: Pick<Analysed, 'runs' | 'answer'>): PairRow[] {
  return answer.between.flatMap(({ run: place, first, second, ...indices }) => {
    const run = runs[place];
    if (run === undefined) return [];
    const name = (id: string) => run.map.populations.find((one) => one.id === id)?.name ?? id;
    return [{ title: labelled(run, `${name(first)}, ${name(second)}`), indices }];
  });
}

/** What the columns say, with the number that goes with the value. */
const COLUMNS: readonly {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly value: (indices: BetweenIndices) => Measured;
  readonly at: (indices: BetweenIndices) => Measured;
  readonly unit: 'Hz' | 'ms';
}[] = [
  {
    id: 'coherence',
    name: 'coherence',
    hint: 'Largest coherence of the two rates, and its frequency (segments of 200 ms, of 500 ms from 4 s on, of 1 s from 8 s on)',
    value: ({ coherence }) => coherence,
    at: ({ coherenceHz }) => coherenceHz,
    unit: 'Hz',
  },
  {
    id: 'coherence-rhythm',
    name: 'at the rhythm',
    hint: 'Coherence at the rhythm of the two: the fundamental of the peaks of their mean spectrum',
    value: ({ coherenceAtRhythm }) => coherenceAtRhythm,
    at: ({ rhythmHz }) => rhythmHz,
    unit: 'Hz',
  },
  {
    id: 'phase-locking',
    name: 'phase locking',
    hint: 'Phase-locking value of the two rates about their rhythm',
    value: ({ phaseLocking }) => phaseLocking,
    at: ({ rhythmHz }) => rhythmHz,
    unit: 'Hz',
  },
  {
    id: 'correlation',
    name: 'correlation',
    hint: 'Largest correlation of the two rates in bins of 1 ms, and its lag: positive where the second follows the first',
    value: ({ correlation }) => correlation,
    at: ({ lagMs }) => lagMs,
    unit: 'ms',
  },
];

/** The table as CSV; empty where there is no pair. */
export function betweenCsv(pairs: readonly PairRow[]): string {
  if (pairs.length === 0) return '';
  return csvText(
    ['between', ...COLUMNS.flatMap(({ name, unit }) => [name, `${name}: at (${unit})`])],
    pairs.map(({ title, indices }) => [
      title,
      ...COLUMNS.flatMap(({ value, at }) => [value(indices).value, at(indices).value]),
    ]),
  );
}

/** How the rates of each two populations go together. */
export function BetweenTable({ pairs }: { pairs: readonly PairRow[] }) {
  return (
    <table data-testid="between" className="between">
      <thead>
        <tr>
          <th scope="col">between</th>
          {COLUMNS.map(({ id, name, hint }) => (
            <th scope="col" key={id} title={hint}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ title, indices }) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            {COLUMNS.every(({ value }) => value(indices).value === null) ? (
              <Undefined values={COLUMNS.map(({ value }) => value(indices))} />
            ) : (
              COLUMNS.map(({ id, value, at, unit }) => (
                <PairCell key={id} id={id} value={value(indices)} at={at(indices)} unit={unit} />
              ))
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where nothing is defined: why, once for all columns. */
function Undefined({ values }: { values: readonly Measured[] }) {
  const reasons = [...new Set(values.flatMap((measured) => (measured.value === null ? [measured.reason] : [])))];
  return (
    <td className="is-undefined" colSpan={values.length} title={reasons.join('; ')} data-testid="between-undefined">
      undefined: {reasons[0]}
    </td>
  );
}

function PairCell({ id, value, at, unit }: { id: string; value: Measured; at: Measured; unit: string }) {
  const testId = `between-${id}`;
  if (value.value === null)
    return (
      <td className="is-undefined" title={value.reason} data-testid={testId}>
        undefined<span className="reason">: {value.reason}</span>
      </td>
    );
  const where = at.value === null ? '' : `${shortNumber(Number(at.value.toPrecision(3)))} ${unit}`;
  return (
    <td
      data-testid={testId}
      data-value={value.value}
      data-at={at.value ?? ''}
      title={[remarkOf(value), remarkOf(at)].filter((part) => part !== '').join('; ')}
    >
      {value.value.toFixed(2)} <small>{where}</small>
    </td>
  );
}
