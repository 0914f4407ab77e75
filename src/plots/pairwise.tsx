import { mean } from 'd3-array';
import { interpolateViridis } from 'd3-scale-chromatic';
import type { PairwiseMatrix } from '../analysis/figures/pairwise.ts';
import { findMeasure } from '../analysis/measures/index.ts';
import type { ProbeNode } from '../document/schema.ts';
import { optionsOf } from '../library/probes/index.ts';
import { pairwise as declaration } from '../library/probes/pairwise.ts';
import { shortNumber } from './axes.ts';
import { rounded } from './csv.ts';
import { figureView } from './drawers.ts';
import { abreast, type Plot } from './marks/plot.ts';
import { labelled, observedPopulations } from './runs.ts';
import { tableOf } from './tables.ts';
import type { ProbeView, RunView } from './types.ts';

const askedOf = ({ id, options }: ProbeNode) => ({
  kind: 'pairwise' as const,
  probe: id,
  options: optionsOf(declaration, options),
});

const labelOf = (id: string): string => findMeasure(id)?.label ?? id;

/** Name of each row and column. */
function namesOf({ neurons }: PairwiseMatrix, run: RunView, probe: string): string[] {
  const names = observedPopulations(run, probe).map(({ name }) => labelled(run, name));
  return neurons.map(({ population, neuron }) => `${names[population] ?? ''}[${neuron}]`);
}

/** A cell for each pair, the first row at the bottom; a matrix that is not defined has none. */
function plotOf(figure: PairwiseMatrix | null, run: RunView, probe: string, measure: string): Plot {
  const names = figure === null ? [] : namesOf(figure, run, probe);
  const values = figure?.values ?? new Float64Array(0);
  const n = names.length;
  const off = values.filter((_, cell) => cell % n !== Math.floor(cell / n));
  const middle = shortNumber(mean(off) ?? Number.NaN);
  const fromTop = values.map((_, cell) => values[(n - 1 - Math.floor(cell / n)) * n + (cell % n)] ?? 0);
  const of = `${run.label === '' ? '' : `${run.label}: `}${measure}`;
  const axis = { range: [0, Math.max(1, n)] as const, label: 'neuron, by likeness' };
  return {
    key: run.label,
    x: axis,
    y: axis,
    marks:
      n === 0
        ? []
        : [
            {
              kind: 'image',
              x: [0, n],
              y: [0, n],
              columns: n,
              rows: n,
              colour: { values: fromTop, map: interpolateViridis },
            },
          ],
    title:
      figure === null
        ? `${of} · undefined as yet: fewer than two neurons have fired`
        : ([, most]) => `${of} · 0 to ${shortNumber(most)} · mean ${middle}`,
    summary: `${measure} of ${n} neurons with each other, sorted by average linkage; mean ${middle}`,
    shape: 'square',
    colours: [0, off.reduce((a, b) => Math.max(a, b), 1e-9)],
    zoom: 'xy',
    testId: 'pairwise',
    readout: (x, y) => {
      const [column, row] = [Math.floor(x), Math.floor(y)];
      const value = column >= 0 && column < n ? values[row * n + column] : undefined;
      return value === undefined ? null : `${names[row]} and ${names[column]}: ${shortNumber(value)}`;
    },
  };
}

export const pairwise: ProbeView = figureView({
  asked: askedOf,
  draw: ({ probe, width, height }, figures) => {
    if (figures.every(({ figure }) => figure === null))
      return { empty: 'Undefined as yet: fewer than two neurons have fired.' };
    const measure = labelOf(askedOf(probe).options.measure);
    const plots = figures.map(({ run, figure }) => plotOf(figure, run, probe.id, measure));
    return abreast(plots, width, height);
  },
  toTable: (probe, [first]) => {
    const measure = labelOf(askedOf(probe).options.measure);
    if (first === undefined || first.figure === null) return tableOf([measure], []);
    const { values } = first.figure;
    const names = namesOf(first.figure, first.run, probe.id);
    const n = names.length;
    return tableOf(
      [measure, ...names],
      names.map((name, row) => [
        name,
        ...Array.from(values.subarray(row * n, (row + 1) * n), (value) => rounded(value)),
      ]),
    );
  },
});
