import { Fragment } from 'react';
import { usualMeasures } from '../analysis/measures/index.ts';
import { isPartial, shortSupport, supportText } from '../analysis/support.ts';
import type { Measured } from '../analysis/trains.ts';
import { NumberTable } from '../controls/NumberTable.tsx';
import { MeasureName } from '../plots/MeasureName.tsx';
import compareCss from './Compare.module.css';
import { ScrollBox } from './ScrollBox.tsx';
import type { SideIndices } from './use-run-indices.ts';

function Cell({ measured, digits }: { measured: Measured | undefined; digits: number }) {
  if (measured !== undefined && measured.value !== null) {
    const { value, support } = measured;
    return (
      <td title={support && supportText(support)}>
        {value.toFixed(digits)}
        {support && isPartial(support) && <small className={compareCss.restsOn}>{shortSupport(support)}</small>}
      </td>
    );
  }
  const reason = measured?.reason;
  return <td title={reason}>undefined{reason === undefined ? '' : `: ${reason}`}</td>;
}

/** All configurations' indices, population by population. */
export function IndexTable({ sides }: { sides: readonly SideIndices[] }) {
  const [first] = sides;
  if (first === undefined) return null;
  return (
    <ScrollBox label="Indices with one seed">
      <NumberTable className={compareCss.table} data-testid="compare-indices">
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
              <tr className={compareCss.population}>
                <th scope="rowgroup" colSpan={sides.length + 1}>
                  {population.name}
                </th>
              </tr>
              {usualMeasures.map((measure) => (
                <tr key={measure.id}>
                  <th scope="row">
                    <MeasureName measure={measure} />
                  </th>
                  {sides.map(({ label, rows }) => (
                    <Cell key={label} measured={rows[k]?.indices[measure.id]} digits={measure.digits} />
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </NumberTable>
    </ScrollBox>
  );
}
