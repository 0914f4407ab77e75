import { CanvasPlot } from './CanvasPlot.tsx';
import css from './Drawn.module.css';
import { Empty } from './Empty.tsx';
import type { Drawing, Plot } from './marks/plot.ts';
import { StreamingPlot } from './StreamingPlot.tsx';

/** One plot; lines against time that grow have a cursor of their own. */
function PlotView({ plot, width, height }: { readonly plot: Plot; readonly width: number; readonly height: number }) {
  const Kind = plot.streams ? StreamingPlot : CanvasPlot;
  return <Kind plot={plot} width={width} height={height} />;
}

/** The plots of a drawing in their places; its tables are for views to show. */
export function Drawn({
  drawing,
  width,
  height,
}: {
  readonly drawing: Drawing;
  readonly width: number;
  readonly height: number;
}) {
  if ('empty' in drawing) return <Empty>{drawing.empty}</Empty>;
  return (
    <div className={css.plots} style={{ width, height }}>
      {drawing.plots.map(({ plot, left, top, ...size }) => (
        <div key={plot.key} style={{ left, top }}>
          <PlotView plot={plot} {...size} />
        </div>
      ))}
    </div>
  );
}
