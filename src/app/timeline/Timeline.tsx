import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useSimulation } from '../../editor/simulation.ts';
import { lookAt, useLookedAt } from '../../plots/looked-at.ts';
import { OUTDATED, outdatedOf } from '../../plots/outdated.ts';
import { heldFromMs } from '../../plots/runs.ts';
import { onsetsOf } from './onsets.ts';
import css from './Timeline.module.css';
import { Track } from './Track.tsx';
import { timeText } from './times.ts';

/** Under the canvas, once something has run: the time of the run, through which one can go back and look. */
export function Timeline() {
  const runs = useSimulation((state) => state.runs);
  const nowMs = useSimulation((state) => state.timeMs);
  const durationMs = useSimulation((state) => (state.unbounded ? 0 : state.durationMs));
  const status = useSimulation((state) => state.status);
  const snapshotsMs = useSimulation((state) => state.snapshotsMs);
  const lookedAtMs = useLookedAt();
  const [first] = runs;
  const onsets = useMemo(() => (first === undefined ? [] : onsetsOf(first.document)), [first]);
  if (first === undefined) return <span />;
  const { dtMs } = first.map;
  const extent = { fromMs: heldFromMs(runs), nowMs, dtMs };
  const atMs = Math.min(lookedAtMs ?? nowMs, nowMs);
  const end = timeText(nowMs, dtMs);
  const said = lookedAtMs === null ? `now: ${end}` : `at ${timeText(atMs, dtMs)} of ${end}`;
  const before = outdatedOf(runs);
  return (
    <section className={css.timeline} aria-label="Timeline" data-testid="timeline">
      <Track
        extent={extent}
        endMs={Math.max(nowMs, durationMs)}
        atMs={atMs}
        isPast={lookedAtMs !== null}
        said={said}
        snapshotsMs={snapshotsMs}
        onsets={onsets}
      />
      <output className={css.said} data-testid="timeline-time">
        {status === 'building' && lookedAtMs !== null ? `going back to ${timeText(atMs, dtMs)}…` : said}
        {before !== null && (
          <em className={css.before}>
            {' '}
            · {before === 'all' ? '' : `${before}: `}
            {OUTDATED}
          </em>
        )}
      </output>
      <span className={css.end}>
        {lookedAtMs === null && <Hint extent={extent} />}
        <Actions atMs={atMs} isPast={lookedAtMs !== null} />
      </span>
    </section>
  );
}

function Hint({ extent: { fromMs, dtMs, nowMs } }: { extent: { fromMs: number; nowMs: number; dtMs: number } }) {
  if (nowMs <= fromMs) return null;
  const from = fromMs === 0 ? '' : ` (spikes are held from ${timeText(fromMs, dtMs)} on)`;
  return <span className={css.hint}>Drag to look back{from}</span>;
}

/** What can be done at a time of the past; its room is kept, so that the track does not move when it is dragged. */
function Actions({ atMs, isPast }: { readonly atMs: number; readonly isPast: boolean }) {
  const cannotGoBack = useSimulation((state) => state.cannotGoBack);
  const isBusy = useSimulation((state) => state.status === 'building' || state.status === 'running');
  const { runOnFrom } = useSimulation.getState();
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
        title={cannotGoBack ?? 'What was recorded after it is cut. Changed parameters hold from here on.'}
        onClick={() => runOnFrom(atMs)}
      >
        Run on from here
      </Button>
    </span>
  );
}
