import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { labelOf } from '../../document/configurations.ts';
import { branchAt } from '../../editor/branch.ts';
import { useSimulation } from '../../editor/simulation.ts';
import { useEditor } from '../../editor/store.ts';
import { lookAt, useLookedAt } from '../../plots/looked-at.ts';
import { OUTDATED, outdatedNote, outdatedOf } from '../../plots/outdated.ts';
import { heldFromMs } from '../../plots/runs.ts';
import type { RunView } from '../../plots/types.ts';
import { marksOf } from './marks.ts';
import css from './Timeline.module.css';
import { Track } from './Track.tsx';
import { type Extent, timeText } from './times.ts';

/** Under the canvas, once something has run: the time of the run, through which one can go back and look. */
export function Timeline() {
  const runs = useSimulation((state) => state.runs);
  const [first] = runs;
  return first === undefined ? null : <RunTime runs={runs} first={first} />;
}

function RunTime({ runs, first }: { readonly runs: readonly RunView[]; readonly first: RunView }) {
  const nowMs = useSimulation((state) => state.timeMs);
  const durationMs = useSimulation((state) => (state.unbounded ? 0 : state.durationMs));
  const isBuilding = useSimulation((state) => state.status === 'building');
  const snapshotsMs = useSimulation((state) => state.snapshotsMs);
  const lookedAtMs = useLookedAt();
  const marks = useMemo(() => marksOf(runs), [runs]);
  const { dtMs } = first.map;
  const extent = { fromMs: heldFromMs(runs), nowMs, dtMs };
  const atMs = Math.min(lookedAtMs ?? nowMs, nowMs);
  const at = timeText(atMs, dtMs);
  const isPast = lookedAtMs !== null;
  const said = isPast ? `at ${at} of ${timeText(nowMs, dtMs)}` : `now: ${at}`;
  return (
    <section className={css.timeline} aria-label="Timeline" data-testid="timeline">
      <Track
        extent={extent}
        endMs={Math.max(nowMs, durationMs)}
        atMs={atMs}
        isPast={isPast}
        said={said}
        snapshotsMs={snapshotsMs}
        marks={marks}
      />
      <output className={css.said} data-testid="timeline-time">
        {isBuilding && isPast ? `going back to ${at}…` : said}
        <Note runs={runs} />
      </output>
      <span className={css.end}>
        {!isPast && <Hint extent={extent} />}
        <Actions runs={runs} atMs={atMs} isPast={isPast} />
      </span>
    </section>
  );
}

const CHANGED = 'Parameters were changed while it ran: a new run, or a branch, has those of now from the start.';

/** What is not so of the results as one would think. */
function Note({ runs }: { readonly runs: readonly RunView[] }) {
  const before = outdatedOf(runs);
  const changed = useSimulation((state) => state.changed);
  if (before !== null) {
    const note = outdatedNote(before);
    return <em title={note}> · {note}</em>;
  }
  return changed ? <em title={CHANGED}> · changed on the way</em> : null;
}

function Hint({ extent: { fromMs, nowMs, dtMs } }: { readonly extent: Extent }) {
  if (nowMs <= fromMs) return null;
  const held = `single spikes are held from ${timeText(fromMs, dtMs)} on`;
  return <span className={css.hint}>{fromMs === 0 ? 'Drag to look back' : held}</span>;
}

interface ActionsProps {
  readonly runs: readonly RunView[];
  readonly atMs: number;
  readonly isPast: boolean;
}

/** What can be done at a time of the past; its room is kept, so that the track does not move when it is dragged. */
function Actions({ runs, atMs, isPast }: ActionsProps) {
  const cannotGoBack = useSimulation((state) => state.cannotGoBack);
  const isBusy = useSimulation((state) => state.status === 'building' || state.status === 'running');
  const label = useEditor((state) => labelOf(state.base.variants.length + 1));
  const { runOnFrom } = useSimulation.getState();
  const cannotBranch = branchRefusal(runs);
  return (
    <span className={css.actions} style={isPast ? undefined : { visibility: 'hidden' }}>
      <Button size="compact-xs" variant="default" data-testid="back-to-now" onClick={() => lookAt(null)}>
        Back to now
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        data-testid="run-on-from"
        disabled={isBusy || cannotGoBack !== null}
        title={
          cannotGoBack ?? 'What was recorded after it is cut. Parameters that were changed since hold from here on.'
        }
        onClick={() => runOnFrom(atMs)}
      >
        Run on from here
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        data-testid="branch"
        disabled={isBusy || cannotBranch !== null}
        title={cannotBranch ?? `${label} runs as A until here, and from here on with values of its own.`}
        onClick={() => branchAt(`${Number(atMs.toFixed(6))} ms`)}
      >
        <span>
          Branch as <span className={css.wideOnly}>configuration </span>
          {label}
        </span>
      </Button>
    </span>
  );
}

/** Why no configuration can branch from what is shown; null: one can. */
function branchRefusal(runs: readonly RunView[]): string | null {
  const reference = runs.find(({ label }) => label === '' || label === 'A');
  if (reference === undefined) return 'A branch begins as A, which is not shown.';
  return reference.outdated === true ? `The results are ${OUTDATED}: run it first.` : null;
}
