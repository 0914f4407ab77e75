import { lazy, Suspense } from 'react';
import type { Plot } from './marks/plot.ts';

/** uPlot is fetched with the first plot that needs it, and does not hold the editor up. */
const LinePlot = lazy(async () => ({ default: (await import('./LinePlot.tsx')).LinePlot }));

interface Props {
  readonly plot: Plot;
  readonly width: number;
  readonly height: number;
}

/** Lines that grow while a network runs. Until it is there, its place is kept free. */
export function StreamingPlot({ width, height, plot }: Props) {
  return (
    <Suspense fallback={<div style={{ width, height }} />}>
      <LinePlot plot={plot} width={width} height={height} />
    </Suspense>
  );
}
