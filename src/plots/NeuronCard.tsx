import { Button, Popover } from '@mantine/core';
import { useContext, useEffect, useMemo, useState } from 'react';
import { NumberRow } from '../controls/NumberField.tsx';
import css from './NeuronCard.module.css';
import { type Pointed, rateText, TracingContext } from './neurons.ts';

interface Props {
  readonly pointed: Pointed;
  /** Where it is in the plot, px. */
  readonly at: readonly [x: number, y: number];
  readonly onClose: () => void;
}

/** Names a neuron, and offers to trace it; another one is chosen by its index. */
export function NeuronCard({ pointed, at, onClose }: Props) {
  const tracing = useContext(TracingContext);
  const [neuron, setNeuron] = useState(pointed.neuron);
  useEffect(() => setNeuron(pointed.neuron), [pointed]);
  const { version } = pointed.run.recordings;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the recordings change in place, and tell it by their version
  const rate = useMemo(() => rateText({ ...pointed, neuron }), [pointed, neuron, version]);
  if (tracing === null) return null;
  const { population, timeMs } = pointed;
  const isTraced = tracing.isTraced(population.id, neuron);
  return (
    <Popover
      opened
      onChange={onClose}
      onClose={onClose}
      position="bottom-start"
      shadow="sm"
      width={270}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <span className={css.place} style={{ left: at[0], top: at[1] }} />
      </Popover.Target>
      <Popover.Dropdown className={css.card} data-testid="neuron-card">
        <strong>
          {population.name} {neuron}
        </strong>
        {timeMs !== null && neuron === pointed.neuron && <span>spike at {Number(timeMs.toFixed(4))} ms</span>}
        <span>{rate}</span>
        <NumberRow label="neuron" value={neuron} min={0} max={population.size - 1} whole onChange={setNeuron} />
        {population.kind === 'population' && (
          <Button
            size="compact-xs"
            data-autofocus
            disabled={isTraced}
            onClick={() => {
              tracing.trace(population.id, neuron);
              onClose();
            }}
          >
            {isTraced ? 'Traced already' : 'Trace it'}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
