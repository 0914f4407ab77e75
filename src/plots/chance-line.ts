import type { Colours } from './colours.ts';
import type { PlotMark } from './marks/plot.ts';

/** A dashed line across the plot at the value that chance gives. */
export const chanceLine = (inks: Colours, value: number): PlotMark => ({
  kind: 'rule',
  at: { y: value },
  colour: inks('--ink-2'),
  dash: [3, 3],
});
