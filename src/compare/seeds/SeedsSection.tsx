import { Button, Progress } from '@mantine/core';
import { Dices, X } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { NumberField } from '../../controls/NumberField.tsx';
import { comparedOf } from '../../document/configurations.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import { useComparison } from '../../editor/comparison.ts';
import { refuse } from '../../editor/notify.ts';
import { onOpened } from '../../editor/store.ts';
import { type Experiment, experimentOf, MOST_SEEDS, sameExperiment } from '../../experiments/seeds/experiment.ts';
import { useSeeds } from '../../experiments/seeds/store.ts';
import { duration } from '../sweep/RunStrip.tsx';
import seedsCss from './Seeds.module.css';
import { SeedsResult } from './SeedsResult.tsx';

/** Time without an edit after which what is kept of a network is looked for, ms. */
const LOOK_MS = 300;

// What ran before is not of another document.
onOpened(() => useSeeds.getState().forget());

/** The experiment of the network as it is now. */
function useExperiment(base: NetworkDocument): ReturnType<typeof experimentOf> {
  const checks = useComparison((state) => state.checks);
  const count = useSeeds((state) => state.count);
  const experiment = useMemo(() => experimentOf(base, comparedOf(base, checks), count), [base, checks, count]);
  useEffect(() => {
    if ('fault' in experiment) return;
    const timer = setTimeout(() => useSeeds.getState().look(experiment), LOOK_MS);
    return () => clearTimeout(timer);
  }, [experiment]);
  return experiment;
}

/** Every compared configuration with several seeds: runs, and what an index says of them. */
export function SeedsSection({ base }: { base: NetworkDocument }) {
  const present = useExperiment(base);
  const shown = useSeeds((state) => state.experiment);
  const stale = shown !== null && ('fault' in present || !sameExperiment(shown, present));
  return (
    <section className={seedsCss.seeds} aria-label="Over seeds">
      <h3>Over seeds</h3>
      <RunRow experiment={present} />
      {stale && (
        <p className={seedsCss.stale} data-testid="seeds-stale" role="status">
          The network, its configurations or the seeds have changed since: run again.
        </p>
      )}
      {shown !== null && <SeedsResult base={base} experiment={shown} />}
    </section>
  );
}

function RunRow({ experiment }: { experiment: Experiment | { readonly fault: string } }) {
  const { running, count, done, total, leftMs } = useSeeds();
  if (running) {
    return (
      <div className={seedsCss.run}>
        <Button
          size="xs"
          variant="default"
          leftSection={<X size={14} aria-hidden="true" />}
          onClick={() => useSeeds.getState().cancel()}
          data-testid="seeds-cancel"
        >
          Cancel
        </Button>
        <div className={seedsCss.progress}>
          <Progress value={total === 0 ? 0 : (100 * done) / total} size={4} aria-label="Progress of the seeds" />
          <span role="status">
            {done} of {total} runs{leftMs === null || leftMs <= 0 ? '' : ` · ${duration(leftMs)} left`}
          </span>
        </div>
      </div>
    );
  }
  const fault = 'fault' in experiment ? experiment.fault : null;
  return (
    <>
      <div className={seedsCss.run}>
        <Button
          size="xs"
          leftSection={<Dices size={14} aria-hidden="true" />}
          disabled={fault !== null}
          onClick={() => 'fault' in experiment || useSeeds.getState().run(experiment)}
          data-testid="seeds-run"
        >
          Run {count} {count === 1 ? 'seed' : 'seeds'}
        </Button>
        <NumberField
          label="Number of seeds"
          testId="seeds-count"
          min={1}
          max={MOST_SEEDS}
          whole
          value={count}
          onChange={(next) => useSeeds.setState({ count: next })}
          onRefuse={refuse}
        />
        {'seeds' in experiment && (
          <small>
            of {experiment.arms.length} {experiment.arms.length === 1 ? 'configuration' : 'configurations'}, from seed{' '}
            {experiment.seeds[0]}
          </small>
        )}
      </div>
      {fault !== null && (
        <p className={seedsCss.stale} role="alert">
          {fault}
        </p>
      )}
    </>
  );
}
