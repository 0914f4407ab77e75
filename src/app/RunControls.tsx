import { ActionIcon, Button, Progress, Tooltip } from '@mantine/core';
import { Pause, Play, RotateCcw, StepForward } from 'lucide-react';
import { useId } from 'react';
import { NumberField } from '../controls/NumberField.tsx';
import { refuse } from '../editor/notify.ts';
import { useProblems } from '../editor/problems.ts';
import { useSimulation } from '../editor/simulation.ts';
import { useEditor } from '../editor/store.ts';
import { parseQuantity } from '../units/index.ts';
import css from './RunControls.module.css';
import { RunMenu } from './RunMenu.tsx';

const MAX_SEED = 4294967295;

/** Run, pause, step, reset; how far it is and how fast. */
export function RunControls() {
  return (
    <div className={css.controls}>
      <RunButton />
      <RunMenu />
      <StepAndReset />
      <RunProgress />
      <Seed />
    </div>
  );
}

function RunButton() {
  const status = useSimulation((state) => state.status);
  const { run, pause, resume } = useSimulation.getState();
  const fault = useProblems().find(({ severity }) => severity === 'error')?.message;
  if (status === 'running' || status === 'building') {
    return (
      <Button
        size="xs"
        variant="light"
        leftSection={<Pause size={14} aria-hidden="true" />}
        data-testid="pause-button"
        onClick={pause}
      >
        {status === 'building' ? 'Cancel' : 'Pause'}
      </Button>
    );
  }
  const paused = status === 'paused';
  return (
    <Button
      size="xs"
      title={paused ? undefined : fault}
      leftSection={<Play size={14} aria-hidden="true" />}
      data-testid="run-button"
      onClick={paused ? resume : run}
    >
      {paused ? 'Resume' : 'Run'}
    </Button>
  );
}

function StepAndReset() {
  const status = useSimulation((state) => state.status);
  const busy = status === 'running' || status === 'building';
  const { stepOnce, reset } = useSimulation.getState();
  return (
    <span className={css.buttons}>
      <Tooltip label="Step 1 ms">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Step 1 ms"
          data-testid="step-button"
          disabled={busy}
          onClick={stepOnce}
        >
          <StepForward size={15} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Reset">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Reset"
          data-testid="reset-button"
          disabled={status === 'idle'}
          onClick={reset}
        >
          <RotateCcw size={15} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}

/** Of a run in slow motion, ms with as many digits as are seen to move. */
function time(ms: number, limit: number | null = null): string {
  if (limit !== null && limit < 0.1) return `${ms.toFixed(2)} ms`;
  return ms >= 10000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms)} ms`;
}

function speedText(speed: number): string {
  if (speed < 1) return String(Number(speed.toPrecision(2)));
  return speed < 10 ? speed.toFixed(1) : String(Math.round(speed));
}

function documentDurationMs(duration: string | number): number {
  const parsed = parseQuantity(duration);
  return 'fault' in parsed ? 0 : parsed.value;
}

function RunProgress() {
  const status = useSimulation((state) => state.status);
  const timeMs = useSimulation((state) => state.timeMs);
  const speed = useSimulation((state) => state.speed);
  const wallLeftMs = useSimulation((state) => state.wallLeftMs);
  const unbounded = useSimulation((state) => state.unbounded);
  const limit = useSimulation((state) => state.limit);
  const stale = useSimulation((state) => state.stale);
  const typed = useEditor((state) => documentDurationMs(state.base.run.duration));
  const built = useSimulation((state) => (state.runs.length > 0 ? state.durationMs : null));
  const durationMs = built ?? typed;
  const left =
    status === 'running' && wallLeftMs !== null ? ` · ${Math.max(1, Math.ceil(wallLeftMs / 1000))} s left` : '';
  const fraction = unbounded || durationMs === 0 ? 0 : Math.min(100, (100 * timeMs) / durationMs);
  return (
    <div className={css.progress}>
      <Progress
        value={fraction}
        size={4}
        // A bar that glides lays out the page on every frame.
        transitionDuration={0}
        aria-label="Progress of the run"
        animated={unbounded && status === 'running'}
      />
      <span className={css.readout}>
        <span data-testid="time-readout">
          {time(timeMs, limit)}
          {unbounded ? '' : ` / ${time(durationMs)}`}
        </span>
        <span data-testid="speed-readout">
          {status === 'building' && 'building…'}
          {status !== 'building' && speed !== null && (
            <>
              {speedText(speed)} ×
              <span className={css.wideOnly}>
                {' real time'}
                {left}
              </span>
            </>
          )}
        </span>
        {stale && <span className={css.stale}>applies at next run</span>}
      </span>
    </div>
  );
}

function Seed() {
  const seed = useEditor((state) => state.base.run.seed);
  const set = (next: number) =>
    useEditor.getState().editBase('Seed', (draft) => {
      draft.run.seed = next;
    });
  const id = useId();
  return (
    <span className={css.seed}>
      <label className={css.seedWord} htmlFor={id}>
        seed
      </label>
      <NumberField
        id={id}
        label="The seed"
        title="Seed of all random numbers"
        testId="seed-input"
        value={seed}
        min={0}
        max={MAX_SEED}
        whole
        leaves
        onChange={set}
        onRefuse={refuse}
      />
    </span>
  );
}
