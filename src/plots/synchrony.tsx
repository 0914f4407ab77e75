import { useEffect, useRef, useState } from 'react';
import { type PopulationIndices, populationIndices } from '../analysis/indices.ts';
import { chiHistory, synchronyHistory } from '../analysis/synchrony-history.ts';
import type { PopulationMap } from '../compile/types.ts';
import type { ProbeNode } from '../document/schema.ts';
import { populationColours, token } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { LinePlot } from './LinePlot.tsx';
import type { Line } from './lines.ts';
import { isDragging } from './paint-turns.ts';
import { dashOf, endMs, labelled, observedPopulations } from './runs.ts';
import type { ProbeKind, ProbeProps, RunView } from './types.ts';

/** Indices of one population of one configuration. */
interface Column {
  readonly run: string;
  readonly population: string;
  readonly title: string;
  readonly indices: PopulationIndices;
}

/** What a pass over the recordings gives. */
interface Evaluation {
  readonly columns: readonly Column[];
  readonly lines: readonly Line[];
  /** The measure that the lines show. */
  readonly over: (typeof ROWS)[number];
  readonly fromMs: number;
  readonly toMs: number;
}

const ROWS = [
  { id: 'chi', name: 'χ', hint: 'Golomb–Rinzel', digits: 2 },
  { id: 'R', name: 'R', hint: 'spike phase', digits: 2 },
  { id: 'correlation', name: 'pair correlation', hint: '5 ms', digits: 2 },
  { id: 'cv', name: 'CV of ISI', hint: '', digits: 2 },
  { id: 'rateHz', name: 'rate', hint: 'Hz', digits: 1 },
] as const;

/** Least wall time between two evaluations; a costly one waits a multiple of its cost, so that the page stays free. */
const INTERVAL_MS = 350;
const REST = 4;
const WINDOW_MS = 50;
const STRIDE_MS = 10;
/** A longer history has wider strides. */
const MOST_WINDOWS = 120;

function inputOf(run: RunView, population: PopulationMap, fromMs: number, toMs: number) {
  return {
    spikes: run.recordings.spikes(population.spikes),
    size: population.size,
    dtMs: run.map.dtMs,
    fromMs,
    toMs,
    moments: population.moments === null ? null : run.recordings.moments(population.moments),
  };
}

function evaluate({ id: probe, options }: ProbeNode, runs: readonly RunView[]): Evaluation {
  const over = ROWS.find(({ name }) => name === options.over) ?? ROWS[0];
  const ends = runs.map(({ map, recordings }) => recordings.endStep * map.dtMs);
  const toMs = Math.min(...ends);
  const from = runs[0]?.map.fromMs ?? 0;
  // Before the analysis window begins, what there is counts.
  const fromMs = toMs > from + WINDOW_MS / 2 ? from : 0;
  const columns: Column[] = [];
  const lines: Line[] = [];
  runs.forEach((run) => {
    const colours = populationColours(run.map.populations);
    for (const population of observedPopulations(run, probe).filter(({ kind }) => kind === 'population')) {
      const indices = populationIndices(inputOf(run, population, fromMs, toMs));
      columns.push({
        run: run.label || 'A',
        population: population.id,
        title: labelled(run, population.name),
        indices,
      });
      if (population.size < 2) continue;
      const strideMs = Math.max(STRIDE_MS, Math.ceil(toMs / MOST_WINDOWS / STRIDE_MS) * STRIDE_MS);
      const input = { ...inputOf(run, population, 0, toMs), windowMs: WINDOW_MS, strideMs };
      // Chi comes from sums that are there already; the other measures read every spike again.
      const history = over.id === 'chi' ? { ...chiHistory(input), y: null } : synchronyHistory(input);
      const y = 'y' in history ? history.chi : history[over.id];
      const colour = colours.get(population.id) ?? token('--ink');
      lines.push({
        label: `${over.name} ${labelled(run, population.name)}`,
        x: history.timesMs,
        y,
        colour,
        dash: dashOf(run.label),
      });
    }
  });
  return { columns, lines, over, fromMs, toMs };
}

/** Evaluates at most a few times a second while results stream in, and once more when they end. */
function useEvaluation({ probe, runs, version }: ProbeProps): Evaluation | null {
  const [evaluation, setEvaluation] = useState<Evaluation | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const pause = useRef(INTERVAL_MS);
  const latest = useRef({ probe, runs });
  latest.current = { probe, runs };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the recordings, which stay the same object, have grown
  useEffect(() => {
    const evaluateWhenFree = () => {
      if (isDragging()) {
        timer.current = setTimeout(evaluateWhenFree, pause.current);
        return;
      }
      timer.current = null;
      const { probe: node, runs: present } = latest.current;
      const started = present.length > 0 && present.every(({ recordings }) => recordings.endStep > 0);
      const before = performance.now();
      setEvaluation(started ? evaluate(node, present) : null);
      pause.current = Math.max(INTERVAL_MS, REST * (performance.now() - before));
    };
    timer.current ??= setTimeout(evaluateWhenFree, evaluation === null ? 0 : pause.current);
  }, [version, runs, probe]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return evaluation;
}

function Cell({ column, row }: { column: Column; row: (typeof ROWS)[number] }) {
  const value = column.indices[row.id];
  const marks = {
    'data-testid': `index-${row.id === 'rateHz' ? 'rate' : row.id}`,
    'data-run': column.run,
    'data-population': column.population,
  };
  if (value !== null) return <td {...marks}>{value.toFixed(row.digits)}</td>;
  const reason = column.indices.reasons[row.id] ?? '';
  return (
    <td {...marks} className="is-undefined" title={reason}>
      undefined<span className="reason">: {reason}</span>
    </td>
  );
}

const ROW_PX = 25;
const UNIT_RANGE = [0, 1.02] as const;

function View(props: ProbeProps) {
  const evaluation = useEvaluation(props);
  const { width, height } = props;
  if (evaluation === null || evaluation.columns.length === 0) {
    return <p className="probe-empty">{props.runs.length === 0 ? 'Run to see the indices.' : 'Tap a population.'}</p>;
  }
  const { columns, lines, over, fromMs, toMs } = evaluation;
  const tableHeight = (ROWS.length + 1) * ROW_PX + 8;
  const plotHeight = height - tableHeight;
  const drawn = lines.filter(({ y }) => y.some((value) => !Number.isNaN(value)));
  return (
    <div className="synchrony">
      {drawn.length > 0 && plotHeight > 90 && (
        <LinePlot
          lines={drawn}
          xEnd={endMs(props.runs)}
          xUnit="ms"
          yLabel={over.id === 'rateHz' ? 'rate (Hz)' : over.name}
          {...(over.id === 'chi' || over.id === 'R' ? { yRange: UNIT_RANGE } : {})}
          width={width}
          height={plotHeight}
          summary={`${over.name} against time`}
        />
      )}
      <div className="synchrony-table">
        <table>
          <thead>
            <tr>
              <th scope="col">
                {Math.round(fromMs)} to {Math.round(toMs)} ms
              </th>
              {columns.map(({ title }) => (
                <th scope="col" key={title}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ROWS.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.name} <small>{row.hint}</small>
                </th>
                {columns.map((column) => (
                  <Cell key={column.title} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

export const synchrony: ProbeKind = {
  id: 'synchrony',
  name: 'Synchrony',
  summary: 'χ, R, pair correlation, CV and rate in one table, and one of them over time.',
  together: true,
  defaultSize: { width: 400, height: 320 },
  defaultOptions: { over: 'χ' },
  accepts: ['population'],
  options: [
    {
      name: 'over',
      label: 'over time',
      meaning: 'the index drawn over time, in a sliding window of 50 ms',
      type: 'choice',
      choices: ROWS.map(({ name }) => name),
    },
  ],
  View,
  toCsv: (probe, runs) => {
    if (runs.length === 0) return csvText(['configuration', 'population'], []);
    const { columns, fromMs, toMs } = evaluate(probe, runs);
    return csvText(
      ['configuration', 'population', 'from (ms)', 'to (ms)', 'chi', 'R', 'pair correlation', 'CV of ISI', 'rate (Hz)'],
      columns.map(({ run, population, indices }) => [
        run,
        population,
        rounded(fromMs),
        rounded(toMs),
        ...ROWS.map(({ id }) => indices[id]),
      ]),
    );
  },
};
