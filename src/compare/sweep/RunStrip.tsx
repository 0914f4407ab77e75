import { Button, Progress } from '@mantine/core';
import { Pause, Play, X } from 'lucide-react';
import { useSweep } from '../../experiments/sweep/store.ts';
import css from './RunStrip.module.css';
import sweepCss from './Sweep.module.css';

/** "12 s", "3 min", "1.5 h". */
export function duration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** How many runs, how far, how long; run, pause, cancel. `onRun` comes before the first run. */
export function RunStrip({ onRun }: { onRun: () => void }) {
  const { status, total, results, workers, leftMs, perSecond, sweep } = useSweep();
  const { run, pause, cancel } = useSweep.getState();
  const busy = status === 'running' || status === 'pausing';
  const done = results.length;
  const faults = results.filter(({ fault }) => fault !== null);
  const start = () => {
    onRun();
    run();
  };
  return (
    <div className={css.strip}>
      <div className={sweepCss.buttons}>
        {busy ? (
          <Button
            size="xs"
            variant="light"
            leftSection={<Pause size={14} aria-hidden="true" />}
            disabled={status === 'pausing'}
            onClick={pause}
            data-testid="sweep-pause"
          >
            {status === 'pausing' ? 'Pausing…' : 'Pause'}
          </Button>
        ) : (
          status !== 'finished' && (
            <Button
              size="xs"
              leftSection={<Play size={14} aria-hidden="true" />}
              disabled={sweep === null || status === 'loading'}
              onClick={start}
              data-testid="sweep-run"
            >
              {status === 'paused'
                ? 'Resume'
                : `Run ${total.toLocaleString('en')} ${total === 1 ? 'network' : 'networks'}`}
            </Button>
          )
        )}
        {(busy || done > 0) && (
          <Button
            size="xs"
            variant="default"
            leftSection={<X size={14} aria-hidden="true" />}
            onClick={cancel}
            data-testid="sweep-cancel"
          >
            {busy ? 'Cancel' : 'Discard results'}
          </Button>
        )}
      </div>
      <Progress value={total === 0 ? 0 : (100 * done) / total} size={4} aria-label="Progress of the sweep" />
      <p className={css.readout} data-testid="sweep-readout" role="status">
        {done.toLocaleString('en')} of {total.toLocaleString('en')} runs
        {busy && ` · ${workers} ${workers === 1 ? 'worker' : 'workers'}`}
        {(busy || status === 'finished') && perSecond !== null && ` · ${perSecond.toPrecision(2)} a second`}
        {busy && leftMs !== null && leftMs > 0 && ` · ${duration(leftMs)} left`}
        {status === 'paused' && ' · what is done is kept'}
      </p>
      {faults[0]?.fault && (
        <p className={sweepCss.fault}>
          {faults.length === 1 ? '1 run failed' : `${faults.length} runs failed`}: {faults[0].fault}
        </p>
      )}
    </div>
  );
}
