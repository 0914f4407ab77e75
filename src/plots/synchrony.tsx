import { sum } from 'd3-array';
import { Fragment, useEffect, useRef } from 'react';
import { type Chance, chanceRemark, chanceText, isChance, SURROGATES } from '../analysis/chance.ts';
import {
  columnOf,
  headingOf,
  hintOf,
  type PopulationMeasure,
  populationMeasures,
  timedMeasures,
} from '../analysis/measures/index.ts';
import { isPartial, remarkOf, shortSupport } from '../analysis/support.ts';
import { type Surrogates, surrogatesText } from '../analysis/surrogates.ts';
import type { Measured } from '../analysis/trains.ts';
import { NumberTable } from '../controls/NumberTable.tsx';
import { optionsOf } from '../library/probes/index.ts';
import { synchrony as declaration, surrogatesOf } from '../library/probes/synchrony.ts';
import { analysisFailed } from '../session/analysis-client.ts';
import { BetweenTable, betweenData, betweenTexts, pairsOf } from './between-table.tsx';
import { ChanceCell } from './ChanceCell.tsx';
import { token } from './colours.ts';
import { Empty } from './Empty.tsx';
import { askedOf, type Column, columnsOf, fixed, historyPlot, linesOf, overOf, rowsOf, tappedIds } from './indices.ts';
import { historyTable, indicesTable } from './indices-file.ts';
import { MeasureName } from './MeasureName.tsx';
import type { Drawing, Table } from './marks/plot.ts';
import { tableHeight } from './marks/plot-scene.ts';
import { StreamingPlot } from './StreamingPlot.tsx';
import css from './synchrony.module.css';
import { joinedTables } from './tables.ts';
import type { Given, ProbeProps, ProbeView } from './types.ts';
import { type Analysed, answerOf, useAnalysis } from './use-analysis.ts';
import { type Chanced, chanceForFile, isStopped, useChances } from './use-chances.ts';
import { Waiting } from './Waiting.tsx';

interface CellProps {
  readonly column: Column;
  readonly row: PopulationMeasure;
  readonly value: Measured | undefined;
  readonly chance: Chance | undefined;
  /** There is room for what it rests on; else that is told where the pointer rests. */
  readonly hasRoom: boolean;
}

/** An index; grey where chance gives the like. */
function Cell({ column, row, value, chance, hasRoom }: CellProps) {
  const marks = {
    'data-testid': `index-${row.id}`,
    'data-run': column.run,
    'data-population': column.population,
  };
  if (value !== undefined && value.value !== null) {
    const { support } = value;
    return (
      <td
        {...marks}
        className={isChance(value.value, chance) ? css.byChance : undefined}
        title={[remarkOf(value), chance?.mean === null ? '' : chanceRemark(value.value, chance)]
          .filter((part) => part !== '')
          .join('; ')}
      >
        {fixed(value.value, row.digits)}
        {hasRoom && support !== undefined && isPartial(support) && <small> {shortSupport(support)}</small>}
      </td>
    );
  }
  const reason = value?.reason ?? '';
  return (
    <td {...marks} className={css.undefined} title={reason}>
      undefined<span>: {reason}</span>
    </td>
  );
}

const ROW_PX = 22;
/** Headings of what is between populations take two lines. */
const BETWEEN_HEADING_ROWS = 2;
/** As do the cells below these, with what chance gives. */
const BETWEEN_CHANCE_ROWS = 1.6;
/** Of a probe that has room for it, the plot has at least this. */
const PLOT_PX = 120;
const LEAST_PX = 200;
const SLIDING =
  'While the network runs the last part of the analysis window is measured, all of it that is held when it stops.';
/** Marks an element, once it is drawn, with how old what it shows is, ms. */
function useAge(analysed: Analysed | null) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (analysed === null || analysed.arrivedAtMs === null) return;
    const { arrivedAtMs, answer } = analysed;
    const frame = requestAnimationFrame(() => {
      if (element.current === null) return;
      element.current.dataset.modelMs = String(answer.window.toMs);
      element.current.dataset.costMs = answer.wallMs.toFixed(1);
      element.current.dataset.ageMs = (performance.now() - arrivedAtMs).toFixed(1);
    });
    return () => cancelAnimationFrame(frame);
  }, [analysed]);
  return element;
}

function View({ probe, runs, width, height }: ProbeProps) {
  const analysed = useAnalysis(runs, askedOf(probe, runs));
  const options = optionsOf(declaration, probe.options);
  const surrogates = surrogatesOf(options);
  const chanced = useChances(analysed, surrogates, options.chanceRunning);
  const table = useAge(analysed);
  if (analysisFailed()) return <Waiting />;
  if (analysed === null || analysed.answer.populations.length === 0) {
    if (runs.length === 0) return <Empty>Run to see the indices.</Empty>;
    const isTapped = runs.some((run) => tappedIds(run, probe.id).length > 0);
    return isTapped ? <Waiting /> : <Empty>Tap a population.</Empty>;
  }
  const { asked, answer } = analysed;
  const rows = populationMeasures.filter(({ id }) => asked.measures.includes(id));
  const over = timedMeasures.find(({ id }) => id === asked.over?.measure);
  const columns = columnsOf(analysed, chanced);
  const isAwaited = surrogates !== null && (options.chanceRunning || isStopped(runs));
  const plot = over === undefined ? null : historyPlot(analysed, over, token);
  const pairs = pairsOf(analysed, chanced);
  const pairRows = pairs.length * (surrogates === null ? 1 : BETWEEN_CHANCE_ROWS);
  const tablePx = (rows.length + 1 + (pairs.length === 0 ? 0 : pairRows + BETWEEN_HEADING_ROWS)) * ROW_PX + 8;
  // A table that is too long for the probe scrolls; the plot keeps its place.
  const plotHeight = height < LEAST_PX ? 0 : Math.max(PLOT_PX, height - tablePx);
  return (
    <div className={css.synchrony}>
      {plot !== null && plotHeight > 0 && <StreamingPlot plot={plot} width={width} height={plotHeight} />}
      {over !== undefined && plot === null && plotHeight > 0 && (
        <p className={css.said} data-testid="synchrony-empty" title={emptyText(over, analysed)}>
          {over.label} over time: undefined.
        </p>
      )}
      <div className={css.table} ref={table} data-testid="indices">
        <NumberTable>
          <thead>
            <tr>
              <th scope="col">
                {Math.round(answer.window.fromMs)} to {Math.round(answer.window.toMs)} ms
                {answer.recent && <small title={SLIDING}> sliding</small>}
              </th>
              {columns.map(({ title }) => (
                <Fragment key={title}>
                  <th scope="col">{title}</th>
                  {surrogates !== null && (
                    <th scope="col" className={css.chance} title={chanceTitle(surrogates, analysed, chanced)}>
                      chance
                    </th>
                  )}
                </Fragment>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, k) => (
              <tr key={row.id}>
                <th scope="row">
                  <MeasureName measure={row} />
                </th>
                {columns.map((column) => (
                  <Fragment key={column.title}>
                    <Cell
                      column={column}
                      row={row}
                      value={column.values[k]}
                      chance={column.chances[k]}
                      hasRoom={surrogates === null || columns.length === 1}
                    />
                    {surrogates !== null && (
                      <ChanceCell
                        measure={row}
                        value={column.values[k]?.value ?? null}
                        chance={column.chances[k]}
                        isAwaited={isAwaited}
                      />
                    )}
                  </Fragment>
                ))}
              </tr>
            ))}
          </tbody>
        </NumberTable>
        {pairs.length > 0 && <BetweenTable pairs={pairs} />}
      </div>
    </div>
  );
}

/** What the column of chance is of, and since when. */
function chanceTitle(surrogates: Surrogates, { answer }: Analysed, chanced: Chanced | null): string {
  const of = `What ${SURROGATES} surrogates of the same spike trains give: ${surrogatesText(surrogates)}.`;
  if (chanced === null) return `${of} It is computed when the run stops.`;
  const { fromMs, toMs } = chanced.answer.window;
  return toMs === answer.window.toMs ? of : `${of} From ${Math.round(fromMs)} to ${Math.round(toMs)} ms.`;
}

/** Why an index has no value in any window. */
function emptyText({ label }: PopulationMeasure, { asked, answer }: Analysed): string {
  const reason = answer.populations.flatMap(({ history }) => history?.reason ?? [])[0];
  const of = `${label} in windows of ${asked.over?.windowMs ?? 0} ms`;
  return reason === undefined ? `${of} has no value yet.` : `${of} is undefined: ${reason}.`;
}

/** The index over time above the table of all of them. */
async function drawing({ probe, runs, width, height, inks }: Given): Promise<Drawing> {
  const asked = askedOf(probe, runs);
  const answer = await answerOf(runs, asked);
  if (answer === null || answer.populations.length === 0) return { empty: 'Tap a population.' };
  const analysed: Analysed = { runs, asked, answer, arrivedAtMs: null };
  const over = overOf(probe);
  const plot = over === undefined ? null : historyPlot(analysed, over, inks);
  const chanced = await chanceForFile(runs, asked, answer.window, surrogatesOf(optionsOf(declaration, probe.options)));
  const columns = columnsOf(analysed, chanced);
  const table: Table = [
    [
      `${Math.round(answer.window.fromMs)} to ${Math.round(answer.window.toMs)} ms`,
      ...columns.flatMap(({ title }) => (chanced === null ? [title] : [title, 'chance'])),
    ],
    ...rowsOf(probe).map((measure, k) => [
      `${headingOf(measure)} ${hintOf(measure)}`.trim(),
      ...columns.flatMap(({ values, chances }) => {
        const value = values[k]?.value ?? null;
        const chance = value === null ? undefined : chances[k];
        return [
          value === null ? 'undefined' : fixed(value, measure.digits),
          ...(chanced === null ? [] : [chance === undefined ? '' : chanceText(chance, measure.digits)]),
        ];
      }),
    ]),
  ];
  const pairs = pairsOf(analysed, chanced);
  const tables = pairs.length === 0 ? [table] : [table, betweenTexts(pairs)];
  const heights = tables.map(tableHeight);
  const top = plot === null ? 0 : Math.max(PLOT_PX, height - sum(heights));
  return {
    plots: plot === null ? [] : [{ plot, left: 0, top: 0, width, height: top }],
    tables: tables.map((rows, k) => {
      const above = sum(heights.slice(0, k));
      return { table: rows, left: 0, top: top + above, width, height: heights[k] ?? 0 };
    }),
  };
}

export const synchrony: ProbeView = {
  drawn: { by: 'view', View, drawing },
  /** The table, what is between populations, and the index against time, parted by empty lines. */
  toTable: async (probe, runs) => {
    const asked = askedOf(probe, runs);
    const answer = await answerOf(runs, asked);
    const rows = rowsOf(probe);
    const over = overOf(probe);
    if (answer === null) return indicesTable(rows, [], { fromMs: 0, toMs: 0 });
    const analysed: Analysed = { runs, asked, answer, arrivedAtMs: null };
    const lines = over === undefined ? [] : linesOf(analysed, over, () => '');
    const surrogates = surrogatesOf(optionsOf(declaration, probe.options));
    const chanced = await chanceForFile(runs, asked, answer.window, surrogates);
    const pairs = pairsOf(analysed, chanced);
    return joinedTables([
      indicesTable(rows, columnsOf(analysed, chanced), answer.window, chanced && surrogates),
      ...(pairs.length === 0 ? [] : [betweenData(pairs, chanced !== null)]),
      ...(lines.length === 0 || over === undefined ? [] : [historyTable(columnOf(over), lines)]),
    ]);
  },
};
