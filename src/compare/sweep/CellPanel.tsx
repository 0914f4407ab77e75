import { Button } from '@mantine/core';
import { findPopulationMeasure } from '../../analysis/measures/index.ts';
import { supportText } from '../../analysis/support.ts';
import { NumberTable } from '../../controls/NumberTable.tsx';
import { nameIn } from '../../document/name-in.ts';
import { useSweep } from '../../experiments/sweep/store.ts';
import type { Sweep } from '../../experiments/sweep/sweep.ts';
import { type PlaceSummary, summarise } from '../../experiments/sweep/table.ts';
import { shortNumber } from '../../plots/axes.ts';
import { MeasureName } from '../../plots/MeasureName.tsx';
import compareCss from '../Compare.module.css';
import css from './CellPanel.module.css';
import { CellRaster } from './CellRaster.tsx';
import sweepCss from './Sweep.module.css';
import { valueText } from './sentences.ts';

interface Props {
  readonly sweep: Sweep;
  readonly names: readonly string[];
  readonly place: readonly number[] | null;
  readonly summaries: readonly PlaceSummary[];
  readonly measure: string;
  readonly onOpen: (place: readonly number[], asVariant: boolean) => void;
}

/** The place that is pointed at: its values, its measures over the seeds, and its raster. */
export function CellPanel({ sweep, names, place, summaries, measure, onOpen }: Props) {
  if (place === null) {
    return (
      <section className={css.cell} aria-label="Chosen value">
        <p className={sweepCss.hint}>
          Point at a value to see its spikes. A click opens its network in the editor, with Shift as a configuration.
        </p>
      </section>
    );
  }
  const summary = summaries.find((candidate) => candidate.place.join(' ') === place.join(' '));
  const text = sweep.axes.map((axis, k) => valueText(axis, place[k] ?? 0, names[k] ?? '')).join(', ');
  return (
    <section className={css.cell} aria-label="Chosen value">
      <div className={css.text}>
        <h2 data-testid="sweep-cell">{text}</h2>
        <p>{meanText(summary, measure)}</p>
        <Means place={place} sweep={sweep} />
        <div className={sweepCss.buttons}>
          <Button size="compact-xs" variant="default" onClick={() => onOpen(place, false)} data-testid="sweep-open">
            Open in the editor
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onOpen(place, true)}>
            Compare as B
          </Button>
        </div>
      </div>
      <CellRaster sweep={sweep} place={place} />
    </section>
  );
}

function meanText(summary: PlaceSummary | undefined, measure: string): string {
  if (summary === undefined) return 'not run yet';
  if (summary.interval === null) return `${measure} is undefined here: ${summary.reasons[0] ?? 'no run says why'}`;
  const { mean, low, high, count } = summary.interval;
  const basis = summary.support === null ? '' : `; ${supportText(summary.support)}`;
  const seeds = `${count} ${count === 1 ? 'seed' : 'seeds'}`;
  return `${measure} = ${shortNumber(mean)} (95 % interval ${shortNumber(low)} to ${shortNumber(high)}, ${seeds}${basis})`;
}

/** Means of all measures of each population. */
function Means({ place, sweep }: { place: readonly number[]; sweep: Sweep }) {
  const results = useSweep((state) => state.results);
  const here = results.filter(({ cell }) => cell.place.join(' ') === place.join(' '));
  const populations = [...new Set(here.flatMap(({ values }) => Object.keys(values)))];
  if (populations.length === 0) return null;
  return (
    <NumberTable className={compareCss.table}>
      <thead>
        <tr>
          <th scope="col">population</th>
          {sweep.measures.map((id) => {
            const measure = findPopulationMeasure(id);
            return (
              <th key={id} scope="col">
                {measure === undefined ? id : <MeasureName measure={measure} />}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {populations.map((id) => (
          <tr key={id}>
            <th scope="row">{nameIn(sweep.document.nodes, id)}</th>
            {sweep.measures.map((measure) => {
              const [summary] = summarise(here, sweep.measures, id, measure);
              const support = summary?.support ?? null;
              const title = [support === null ? '' : supportText(support), ...(summary?.reasons ?? [])]
                .join('\n')
                .trim();
              const mean = summary?.interval?.mean ?? null;
              return (
                <td key={measure} title={title}>
                  {mean === null ? `undefined: ${summary?.reasons[0] ?? ''}` : shortNumber(mean)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </NumberTable>
  );
}
