import { useMemo } from 'react';
import { NumberTable } from '../controls/NumberTable.tsx';
import type { NetworkDocument } from '../document/schema.ts';
import compareCss from './Compare.module.css';
import { differences } from './differences.ts';
import { ScrollBox } from './ScrollBox.tsx';

/** Parameters that differ, a column for each configuration; what a configuration leaves to the network is pale. */
export function DifferencesTable({ base }: { base: NetworkDocument }) {
  const { configurations, rows } = useMemo(() => differences(base), [base]);
  if (rows.length === 0) {
    return (
      <p className={compareCss.hint}>
        Nothing differs yet. Choose “Edit” of a configuration, select a node or an edge, and change a value.
      </p>
    );
  }
  return (
    <ScrollBox label="What differs">
      <NumberTable className={compareCss.table} data-testid="compare-table">
        <caption>What differs</caption>
        <thead>
          <tr>
            <th scope="col">parameter</th>
            {configurations.map(({ label, name }) => (
              <th scope="col" key={label} title={name}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, owner, parameter, cells }) => (
            <tr key={key}>
              <th scope="row">
                {owner} · {parameter}
              </th>
              {cells.map(({ text, overridden }, k) => (
                <td
                  key={configurations[k]?.label}
                  className={overridden || k === 0 ? undefined : compareCss.inherited}
                  title={overridden || k === 0 ? undefined : 'as in A'}
                >
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </NumberTable>
    </ScrollBox>
  );
}
