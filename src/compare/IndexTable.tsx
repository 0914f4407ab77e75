import { Fragment } from 'react';
import type { PopulationIndices } from '../analysis/indices.ts';
import type { SideIndices } from './use-run-indices.ts';

const ROWS: readonly {
  readonly id: 'chi' | 'R' | 'correlation' | 'cv' | 'rateHz';
  readonly name: string;
  readonly digits: number;
}[] = [
  { id: 'chi', name: 'χ Golomb–Rinzel', digits: 2 },
  { id: 'R', name: 'R spike phase', digits: 2 },
  { id: 'correlation', name: 'pair correlation', digits: 2 },
  { id: 'cv', name: 'CV of ISI', digits: 2 },
  { id: 'rateHz', name: 'rate (Hz)', digits: 1 },
];

function Cell({ indices, row }: { indices: PopulationIndices | undefined; row: (typeof ROWS)[number] }) {
  const value = indices?.[row.id] ?? null;
  if (value !== null) return <td>{value.toFixed(row.digits)}</td>;
  const reason = indices?.reasons[row.id];
  return <td title={reason}>undefined</td>;
}

/** Both configurations' indices, population by population. */
export function IndexTable({ sides }: { sides: readonly [SideIndices, SideIndices] }) {
  const [a, b] = sides;
  return (
    <table className="compare-table" data-testid="compare-indices">
      <caption>
        Indices, {Math.round(a.fromMs)} to {Math.round(a.toMs)} ms
      </caption>
      <thead>
        <tr>
          <th scope="col">index</th>
          <th scope="col">A</th>
          <th scope="col">B</th>
        </tr>
      </thead>
      <tbody>
        {a.rows.map((population, k) => (
          <Fragment key={population.id}>
            <tr className="compare-population">
              <th scope="rowgroup" colSpan={3}>
                {population.name}
              </th>
            </tr>
            {ROWS.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.name}</th>
                <Cell indices={population.indices} row={row} />
                <Cell indices={b.rows[k]?.indices} row={row} />
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
