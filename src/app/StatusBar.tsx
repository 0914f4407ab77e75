import { Popover } from '@mantine/core';
import { X } from 'lucide-react';
import { classes } from '../controls/classes.ts';
import { countNeurons } from '../document/repeats.ts';
import { PreflightPanel } from '../editor/inspector/index.ts';
import { useProblems, useProblemsElsewhere } from '../editor/problems.ts';
import { useSimulation } from '../editor/simulation.ts';
import { useEditor } from '../editor/store.ts';
import { POKED, sentencesOf } from '../experiments/poked.ts';
import type { HeldMemory } from '../experiments/simulation/run-state.ts';
import { useZoomedTimes, zoomTimes } from '../plots/times.ts';
import { useDialogs } from './dialogs.ts';
import { Saved } from './projects/Saved.tsx';
import css from './StatusBar.module.css';

function count(n: number, one: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function memoryParts({ networks, results, analysis, files }: HeldMemory): string {
  const held = `networks ${megabytes(networks)}, results for plots ${megabytes(results)}, results in the analysis ${megabytes(analysis)}`;
  return files === 0 ? held : `${held}; on the disk ${megabytes(files)} of earlier results`;
}

/** Problems, sizes, the engine, whether the network is saved. */
export function StatusBar() {
  const neurons = useEditor((state) => countNeurons(state.document));
  const synapses = useSimulation((state) => state.synapses);
  const memory = useSimulation((state) => state.memory);
  const threads = useSimulation((state) => state.threads);
  const message = useSimulation((state) => state.message);
  const stale = useSimulation((state) => state.stale);
  const notKept = useSimulation((state) => state.notKept);
  const built = useSimulation((state) => state.runs.length > 0);
  const precision = useEditor((state) => state.base.run.precision);
  return (
    <footer className={css.bar} data-testid="status-bar">
      <Problems />
      {message !== null && (
        <span className={classes(css.fault, stale && css.before)} role="alert" title={message}>
          {stale ? `Before the change: ${message}` : message}
        </span>
      )}
      <Pokes />
      <ZoomedTimes />
      <span>{count(neurons, 'neuron')}</span>
      <span data-testid="status-synapses">{!built || synapses === null ? '' : count(synapses, 'synapse')}</span>
      {built && memory !== null && (
        <span data-testid="status-memory" title={memoryParts(memory)}>
          {megabytes(memory.networks + memory.results + memory.analysis)}
        </span>
      )}
      <Spikes />
      {notKept !== null && <span title={notKept}>results not kept</span>}
      <span>{precision === 'single' ? 'f32' : 'f64'} · WebAssembly SIMD</span>
      <span data-testid="status-threads">{!built || threads === null ? '' : count(threads, 'thread')}</span>
      <Saved />
    </footer>
  );
}

/** What stretch of time all plots show where somebody has zoomed; a press goes back. */
function ZoomedTimes() {
  const times = useZoomedTimes();
  if (times === null) return null;
  const digits = Math.max(0, 2 - Math.floor(Math.log10(times[1] - times[0])));
  const [from, to] = times.map((ms) => ms.toFixed(Math.min(digits, 4)));
  return (
    <button
      type="button"
      className={css.times}
      data-testid="zoomed-times"
      title="All plots show this stretch of time. Press to go back, or double-click a plot."
      onClick={() => zoomTimes(null)}
    >
      {from} to {to} ms <X size={12} aria-label="go back" />
    </button>
  );
}

/** The results are not those of the document alone, where somebody has poked what ran. */
function Pokes() {
  const runs = useSimulation((state) => state.runs);
  const said = sentencesOf(runs);
  if (said.length === 0) return null;
  return (
    <span data-testid="status-poked" title={said.join('\n')}>
      {POKED}
    </span>
  );
}

function Problems() {
  const problems = [...useProblems(), ...useProblemsElsewhere()];
  const opened = useDialogs((state) => state.problems);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const tone = errors > 0 ? css.error : problems.length > 0 ? css.warning : css.ok;
  const notes = useSimulation((state) => state.notices.length);
  const text = problems.length === 0 ? 'no problems' : count(problems.length, 'problem');
  return (
    <Popover
      opened={opened}
      onChange={(problemsOpen) => useDialogs.setState({ problems: problemsOpen })}
      position="top-start"
      width={460}
      shadow="sm"
    >
      <Popover.Target>
        <button
          type="button"
          className={classes(css.problems, tone)}
          data-testid="status-problems"
          onClick={() => useDialogs.setState({ problems: !opened })}
        >
          <span aria-hidden="true">●</span> {text}
          {notes > 0 && <span className={css.notes}> · {count(notes, 'note')}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <PreflightPanel />
      </Popover.Dropdown>
    </Popover>
  );
}

function Spikes() {
  // Counted when the clock is read.
  useSimulation((state) => state.timeMs);
  const runs = useSimulation((state) => state.runs);
  const total = runs.reduce((sum, { recordings }) => sum + recordings.spikeCounts().reduce((a, b) => a + b, 0), 0);
  return <span data-testid="status-spikes">{runs.length === 0 ? '' : count(total, 'spike')}</span>;
}
