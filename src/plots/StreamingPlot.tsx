import { Arriving } from '../controls/Arriving.tsx';
import { later } from '../controls/later.ts';
import type { Plot } from './marks/plot.ts';

/** uPlot is fetched with the first plot that needs it, and does not hold the editor up. */
const linePlot = later('The line plot', async () => (await import('./LinePlot.tsx')).LinePlot);

interface Props {
  readonly plot: Plot;
  readonly width: number;
  readonly height: number;
}

/** Lines that grow while a network runs. Until it is there, its place is kept free. */
export function StreamingPlot({ width, height, plot }: Props) {
  return (
    <Arriving part={linePlot} waiting={<div style={{ width, height }} />}>
      {(LinePlot) => <LinePlot plot={plot} width={width} height={height} />}
    </Arriving>
  );
}
