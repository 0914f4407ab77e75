import { type Chance, chanceRemark, chanceText, isChance } from '../analysis/chance.ts';
import { type BetweenMeasure, betweenMeasures, columnOf, headingOf, type Measure } from '../analysis/measures/index.ts';
import { remarkOf } from '../analysis/support.ts';
import type { Placed } from '../analysis/trains.ts';
import { NumberTable } from '../controls/NumberTable.tsx';
import { nameIn } from '../document/name-in.ts';
import { shortNumber } from './axes.ts';
import { MeasureName } from './MeasureName.tsx';
import type { Table } from './marks/plot.ts';
import { labelled } from './runs.ts';
import synchronyCss from './synchrony.module.css';
import { type DataTable, tableOf } from './tables.ts';
import type { Analysed } from './use-analysis.ts';
import { type Chanced, chanceIn } from './use-chances.ts';

/** A pair of populations of one configuration, and its measures in the order of their list. */
export interface PairRow {
  readonly title: string;
  readonly values: readonly Placed[];
  /** What chance gives of them, as far as it is known. */
  readonly chances: readonly (Chance | undefined)[];
}

/** Headings of what chance gives of a measure, in a file; of a formula, the second stays empty. */
export const chanceColumns = ({ id }: Measure): string[] => [`${id}: chance`, `${id}: chance sd`];

export const chanceValues = (chance: Chance | undefined): (number | null)[] =>
  chance === undefined || chance.mean === null ? [null, null] : [chance.mean, chance.sd];

export function pairsOf({ runs, answer }: Pick<Analysed, 'runs' | 'answer'>, chanced: Chanced | null): PairRow[] {
  return answer.between.flatMap(({ run: place, first, second, values }) => {
    const run = runs[place];
    if (run === undefined) return [];
    const name = (id: string) => nameIn(run.map.populations, id);
    const chances = betweenMeasures.map(({ id }) =>
      chanced === null ? undefined : chanceIn(chanced, place, [first, second], id),
    );
    return [{ title: labelled(run, `${name(first)}, ${name(second)}`), values, chances }];
  });
}

/** The pairs as a table of data for a file. */
export const betweenData = (pairs: readonly PairRow[], withChance: boolean): DataTable =>
  tableOf(
    [
      'between',
      ...(withChance ? betweenMeasures.flatMap(chanceColumns) : []),
      ...betweenMeasures.flatMap((measure) => [columnOf(measure), `${measure.id}: at (${measure.atUnit})`]),
    ],
    pairs.map(({ title, values, chances }) => [
      title,
      ...(withChance ? chances.flatMap(chanceValues) : []),
      ...values.flatMap(({ value, at }) => [value.value, at.value]),
    ]),
  );

/** The table as texts, as a file and a report draw it. */
export const betweenTexts = (pairs: readonly PairRow[]): Table => [
  ['between', ...betweenMeasures.map(headingOf)],
  ...pairs.map(({ title, values, chances }) => [
    title,
    ...betweenMeasures.map((measure, k) => {
      const placed = values[k];
      if (placed === undefined || placed.value.value === null) return 'undefined';
      const chance = chances[k];
      const value = [placed.value.value.toFixed(measure.digits), whereOf(measure, placed)].filter(Boolean).join(' at ');
      return chance === undefined || chance.mean === null
        ? value
        : `${value}, chance ${chanceText(chance, measure.digits)}`;
    }),
  ]),
];

/** At which lag or frequency a value is found; empty where that is undefined. */
const whereOf = ({ atUnit }: BetweenMeasure, { at }: Placed): string =>
  at.value === null ? '' : `${shortNumber(Number(at.value.toPrecision(3)))} ${atUnit}`;

/** How the rates of each two populations go together. */
export function BetweenTable({ pairs }: { pairs: readonly PairRow[] }) {
  return (
    <NumberTable data-testid="between" className={synchronyCss.between}>
      <thead>
        <tr>
          <th scope="col">between</th>
          {betweenMeasures.map((measure) => (
            <th scope="col" key={measure.id}>
              <MeasureName measure={measure} withHint={false} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ title, values, chances }) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            {values.every(({ value }) => value.value === null) ? (
              <Undefined values={values} />
            ) : (
              betweenMeasures.map((measure, k) => (
                <PairCell key={measure.id} measure={measure} placed={values[k]} chance={chances[k]} />
              ))
            )}
          </tr>
        ))}
      </tbody>
    </NumberTable>
  );
}

/** Where nothing is defined: why, once for all columns. */
function Undefined({ values }: { values: readonly Placed[] }) {
  const reasons = [...new Set(values.flatMap(({ value }) => (value.value === null ? [value.reason] : [])))];
  return (
    <td
      className={synchronyCss.undefined}
      colSpan={values.length}
      title={reasons.join('; ')}
      data-testid="between-undefined"
    >
      undefined: {reasons[0]}
    </td>
  );
}

interface PairCellProps {
  readonly measure: BetweenMeasure;
  readonly placed: Placed | undefined;
  readonly chance: Chance | undefined;
}

/** A value, where it is found, and below what chance gives. */
function PairCell({ measure, placed, chance }: PairCellProps) {
  if (placed === undefined) return <td />;
  const { value, at } = placed;
  const testId = `between-${measure.id}`;
  if (value.value === null)
    return (
      <td className={synchronyCss.undefined} title={value.reason} data-testid={testId}>
        undefined<span>: {value.reason}</span>
      </td>
    );
  return (
    <td
      data-testid={testId}
      data-value={value.value}
      data-at={at.value ?? ''}
      className={isChance(value.value, chance) ? synchronyCss.byChance : undefined}
      title={[remarkOf(value), remarkOf(at), chanceRemark(value.value, chance)]
        .filter((part) => part !== '')
        .join('; ')}
    >
      {value.value.toFixed(measure.digits)} <small>{whereOf(measure, placed)}</small>
      {chance !== undefined && chance.mean !== null && (
        <small className={synchronyCss.chance} data-testid={`between-chance-${measure.id}`}>
          {chanceText(chance, measure.digits)}
        </small>
      )}
    </td>
  );
}
