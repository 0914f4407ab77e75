import { useMantineColorScheme } from '@mantine/core';
import { useCallback } from 'react';
import { meanOf } from '../../analysis/resampling.ts';
import type { SweepDefinition } from '../../document/schema.ts';
import type { Transition } from '../../experiments/sweep/critical-value.ts';
import type { Sweep } from '../../experiments/sweep/sweep.ts';
import type { PlaceSummary } from '../../experiments/sweep/table.ts';
import { token } from '../../plots/colours.ts';
import type { Scene } from '../../plots/marks/marks.ts';
import type { Box, Inks } from './frame.ts';
import type { Grid } from './grid.ts';
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
  readonly grid: Grid;
  /** Of a single axis; null: there is none, or it is not known yet. */
  readonly transition: Transition | null;
  /** Of two axes, the critical value of each row, and null likewise. */
  readonly critical: readonly (number | null)[];
  readonly labels: readonly string[];
  readonly measure: string;
  readonly marked: readonly number[] | null;
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
  const { sweep, definition, summaries, grid, transition, critical, labels, measure, marked } = given;
  // Colours are read from the page: another scheme makes another plot.
  const { colorScheme } = useMantineColorScheme();
  const key = labels.join('|');
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
        means: grid.map((line) => line.map((summary) => meanOf(summary?.values ?? []))),
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
