import type { RunView } from './types.ts';

/** What stands in a probe that has nothing to draw. `what`: what will stand there, e.g. "the spikes". */
export function EmptyPlot({ runs, what }: { readonly runs: readonly RunView[]; readonly what: string }) {
  return (
    <p className="plot-empty">
      {runs.length === 0 ? `Run to see ${what}` : `Nothing recorded: connect the probe to a population and run to see ${what}`}
    </p>
  );
}
