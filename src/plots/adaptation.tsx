import { LinePlot } from './LinePlot.tsx';
import { endMs } from './runs.ts';
import { traceCsv, traceLabel, traceLines } from './traces.tsx';
import type { ProbeProps, ProbeView } from './types.ts';

function View({ probe, runs, width, height }: ProbeProps) {
  const lines = traceLines(probe, runs);
  const label = traceLabel(probe, runs);
  if (lines.length === 0) return <p className="probe-empty">Tap a population whose model adapts, such as AdEx.</p>;
  return (
    <LinePlot
      lines={lines}
      xEnd={endMs(runs)}
      xUnit="ms"
      yLabel={label}
      width={width}
      height={height}
      summary={`adaptation ${label} against time`}
    />
  );
}

export const adaptation: ProbeView = {
  View,
  toCsv: traceCsv,
};
