import { Fragment } from 'react';
import type { PopulationIndices } from '../analysis/indices.ts';
import { isPartial, shortSupport, supportText } from '../analysis/support.ts';
import { ScrollBox } from './ScrollBox.tsx';
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
  const support = indices?.supports[row.id];
  if (value !== null) {
    return (
      <td title={support && supportText(support)}>
        {value.toFixed(row.digits)}
        {support && isPartial(support) && <small className="rests-on">{shortSupport(support)}</small>}
      </td>
    );
  }
  const reason = indices?.reasons[row.id];
  return <td title={reason}>undefined{reason === undefined ? '' : `: ${reason}`}</td>;
}

/** All configurations' indices, population by population. */
export function IndexTable({ sides }: { sides: readonly SideIndices[] }) {
  const [first] = sides;
  if (first === undefined) return null;
  return (
    <ScrollBox label="Indices with one seed">
      <table className="compare-table" data-testid="compare-indices">
        <thead>
          <tr>
            <th scope="col">index</th>
            {sides.map(({ label }) => (
              <th scope="col" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first.rows.map((population, k) => (
            <Fragment key={population.id}>
              <tr className="compare-population">
                <th scope="rowgroup" colSpan={sides.length + 1}>
                  {population.name}
                </th>
              </tr>
              {ROWS.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.name}</th>
                  {sides.map(({ label, rows }) => (
                    <Cell key={label} indices={rows[k]?.indices} row={row} />
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
