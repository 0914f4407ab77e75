import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { classes } from '../controls/classes.ts';
import { configurationsOf } from '../document/configurations.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { useCanvas } from '../editor/canvas-store.ts';
import { type Layout, useComparison } from '../editor/comparison.ts';
import { useSimulation } from '../editor/simulation.ts';
import { useEditor } from '../editor/store.ts';
import { POKED, sentencesOf } from '../experiments/poked.ts';
import { OUTDATED, outdatedOf } from '../plots/outdated.ts';
import compareCss from './Compare.module.css';
import { ConfigurationList } from './ConfigurationList.tsx';
import { DifferencesTable } from './DifferencesTable.tsx';
import { finding } from './finding.ts';
import { IndexTable } from './IndexTable.tsx';
import { SeedsSection } from './seeds/SeedsSection.tsx';
import { useRunIndices } from './use-run-indices.ts';

const FIT_AFTER_MS = 80;

/**
 * An experiment: the configurations of one network, what differs, and what came out. The children, the inspector, come
 * before what came out while something is selected: it is edited then.
 */
export function ComparePanel({ children }: { children: ReactNode }) {
  const base = useEditor((state) => state.base);
  const selecting = useEditor(({ selection: { nodes, edges } }) => nodes.length + edges.length > 0);
  useFitOnEntry();
  return (
    <>
      <section className={compareCss.compare} aria-label="Compare">
        <h2>Compare</h2>
        <ConfigurationList base={base} />
        {base.variants.length === 0 && (
          <p className={compareCss.hint}>
            There is one configuration. Add a second one, change it, and run both with one seed.
          </p>
        )}
      </section>
      {selecting && children}
      {base.variants.length > 0 && (
        <section className={compareCss.compare} aria-label="What differs and what came out">
          <DifferencesTable base={base} />
          <LayoutSwitch />
          <Outcome base={base} />
          <SeedsSection base={base} />
        </section>
      )}
      {!selecting && children}
    </>
  );
}

/** The panel takes room of the canvas: the network is brought into view again, once the canvas has its new size. */
function useFitOnEntry(): void {
  useEffect(() => {
    const timer = setTimeout(() => useCanvas.getState().handle?.fit(), FIT_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
}

/** How the probes show the configurations. */
function LayoutSwitch() {
  const layout = useComparison((state) => state.layout);
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label="How probes show the configurations"
      value={layout}
      onChange={(value) => useComparison.getState().setLayout(value as Layout)}
      data={[
        { value: 'overlaid', label: <span data-testid="layout-overlaid">Overlaid</span> },
        { value: 'multiples', label: <span data-testid="layout-multiples">Side by side</span> },
      ]}
    />
  );
}

/** The indices of all runs with one seed, and the finding in words. */
function Outcome({ base }: { base: NetworkDocument }) {
  const runs = useSimulation((state) => state.runs);
  const sides = useRunIndices();
  const [first] = sides;
  if (runs.length < 2 || first === undefined) {
    return <p className={compareCss.hint}>Run to see them side by side with one seed.</p>;
  }
  const names = new Map(configurationsOf(base).map(({ label, name }) => [label, name]));
  const largest = sides.flatMap(({ label, rows: [row] }) =>
    row === undefined ? [] : [{ label, name: names.get(label) ?? label, indices: row.indices }],
  );
  const sentence = finding(largest, first.fromMs, first.toMs);
  const before = outdatedOf(runs);
  const done = sentencesOf(runs);
  return (
    <div className={classes(compareCss.outcome, before !== null && compareCss.before)}>
      {before !== null && (
        <p className={compareCss.hint} data-testid="outcome-outdated">
          {before === 'all' ? `Results ${OUTDATED}.` : `Results of ${before} are ${OUTDATED}.`}
        </p>
      )}
      {done.length > 0 && (
        <p className={compareCss.hint} data-testid="outcome-poked">
          These runs were {POKED}: {done.join('; ')}.
        </p>
      )}
      {sentence !== null && (
        <p className={compareCss.finding} data-testid="compare-finding">
          {sentence}
        </p>
      )}
      <details className={compareCss.details}>
        <summary>
          Indices with one seed, {Math.round(first.fromMs)} to {Math.round(first.toMs)} ms
        </summary>
        <IndexTable sides={sides} />
      </details>
    </div>
  );
}
