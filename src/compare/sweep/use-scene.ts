import { useMantineColorScheme } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { SweepDefinition } from '../../document/schema.ts';
import type { Sweep } from '../../experiments/sweep/sweep.ts';
import type { PlaceSummary } from '../../experiments/sweep/table.ts';
import { placeOfTransition, type Transition } from '../../experiments/sweep/transition.ts';
import { token } from '../../plots/colours.ts';
import type { Scene } from '../../plots/marks/marks.ts';
import type { Box, Inks } from './frame.ts';
import { heatScene } from './heat-scene.ts';
import { lineScene } from './line-scene.ts';

/** A plot of a sweep, and where its places are. */
export interface SweepScene extends Scene {
  readonly box: Box;
  /** Px of each value of the first axis, and of the second. */
  readonly columns: readonly number[];
  readonly rows: readonly number[];
}

interface Given {
  readonly sweep: Sweep;
  readonly definition: SweepDefinition;
  readonly summaries: readonly PlaceSummary[];
  readonly transition: Transition | null;
  readonly labels: readonly string[];
  readonly measure: string;
  readonly marked: readonly number[] | null;
  /** Results still come in: critical values, which take a while, are left for later. */
  readonly busy: boolean;
}

/** The colours of the page. */
export const inks = (): Inks => ({
  ink: token('--ink'),
  faint: token('--ink-2'),
  line: token('--line'),
  accent: token('--accent'),
  surface: token('--surface'),
});

/** The plot for a size, in the colours of the page. */
export function useScene(given: Given): (width: number, height: number) => SweepScene {
  const { sweep, definition, summaries, transition, labels, measure, marked, busy } = given;
  // Colours are read from the page: another scheme makes another plot.
  const { colorScheme } = useMantineColorScheme();
  const key = labels.join('|');
  const grid = useMemo(() => gridOf(sweep, summaries), [sweep, summaries]);
  const critical = useMemo(() => (busy ? [] : grid.map((line) => criticalOf(sweep, line))), [sweep, grid, busy]);
  const [column, row] = marked ?? [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the labels by their text, the place by its numbers
  return useCallback(
    (width, height) => {
      const [first, second] = sweep.axes;
      const scales = definition.axes.map(({ scale }) => scale);
      if (first === undefined) throw new Error('a sweep has an axis');
      if (second === undefined) {
        const scene = lineScene({
          width,
          height,
          numbers: first.numbers,
          scale: scales[0] ?? 'linear',
          xLabel: labels[0] ?? '',
          yLabel: measure,
          summaries,
          transition,
          marked: column ?? null,
          inks: inks(),
        });
        return { ...scene, columns: first.numbers.map(scene.x), rows: [] };
      }
      return heatScene({
        width,
        height,
        x: { numbers: first.numbers, scale: scales[0] ?? 'linear', label: labels[0] ?? '' },
        y: { numbers: second.numbers, scale: scales[1] ?? 'linear', label: labels[1] ?? '' },
        means: grid.map((line) => line.map((one) => one?.interval?.mean ?? Number.NaN)),
        undefinedAt: (k, j) => grid[j]?.[k] !== undefined,
        label: measure,
        critical,
        marked: column === undefined || row === undefined ? null : [column, row],
        inks: inks(),
      });
    },
    [sweep, definition, summaries, grid, critical, transition, key, measure, column, row, colorScheme],
  );
}

/** Summaries row by row of the second axis; no row with one axis. */
function gridOf({ axes }: Sweep, summaries: readonly PlaceSummary[]): (PlaceSummary | undefined)[][] {
  const [columns = 0, rows = 0] = axes.map(({ numbers }) => numbers.length);
  const grid = Array.from({ length: rows }, () => Array.from<PlaceSummary | undefined>({ length: columns }));
  for (const one of summaries) {
    const line = grid[one.place[1] ?? 0];
    if (line !== undefined) line[one.place[0] ?? 0] = one;
  }
  return grid;
}

function criticalOf({ axes }: Sweep, line: readonly (PlaceSummary | undefined)[]): number | null {
  return placeOfTransition(
    line.flatMap((one, k) => (one === undefined ? [] : [{ x: axes[0]?.numbers[k] ?? 0, values: one.values }])),
  );
}
