import { Button } from '@mantine/core';
import { ReadRow } from '../../controls/ReadRow.tsx';
import { withUnit } from '../../controls/values.ts';
import { inputText } from '../../experiments/simulation/poking.ts';
import { formatQuantity, parseQuantity, parseUnit, sameDimension } from '../../units/index.ts';
import { lift, pokeableNow, pokePulse, SILENCE_MS, setPoke, silence, useHeld, usePokeSettings } from '../poke.ts';
import css from './PokeForm.module.css';

const WHAT = {
  current:
    'A current into every neuron, from the next step on. The charge of each step comes at its start: as the same current half a step earlier.',
  input: 'A push of the model’s own input, in every step from the next one on.',
  jump: 'The model has no input: the membrane jumps once, at the next step.',
} as const;

/** How a population is poked and silenced, with what that means. */
export function PokeForm({ id, name }: { readonly id: string; readonly name: string }) {
  const settings = usePokeSettings(id);
  const isHeld = useHeld(id);
  const pokeable = pokeableNow(id);
  if (pokeable === null) return <p>{name} does not run.</p>;
  const { amplitude = pokeable.amplitude, durationMs = pokeable.durationMs } = settings;
  const { heldAt = pokeable.heldAt, silenceMs = SILENCE_MS } = settings;
  const { of, unit, membrane, membraneUnit } = pokeable;
  return (
    <div className={css.form}>
      <p>{WHAT[of]}</p>
      <QuantityField
        label={of === 'current' ? 'current' : of === 'input' ? 'push' : 'jump'}
        text={inputText(amplitude, unit)}
        unit={unit}
        onChange={(value) => setPoke(id, { amplitude: value })}
      />
      {of !== 'jump' && (
        <DurationField label="duration" ms={durationMs} onChange={(value) => setPoke(id, { durationMs: value })} />
      )}
      <Button size="compact-xs" onClick={() => pokePulse(id)}>
        Poke
      </Button>
      <p>
        Silence is a voltage clamp: at the start of each step {membrane} is set to this value, so that no neuron spikes;
        what reaches it meanwhile is lost. Other states go on.
      </p>
      <QuantityField
        label={`${membrane} held at`}
        text={formatQuantity(heldAt, membraneUnit, 6)}
        unit={membraneUnit}
        onChange={(value) => setPoke(id, { heldAt: value })}
      />
      <DurationField label="silenced for" ms={silenceMs} onChange={(value) => setPoke(id, { silenceMs: value })} />
      <Button size="compact-xs" variant="default" onClick={() => (isHeld ? lift(id) : silence(id))}>
        {isHeld ? 'Lift the silence' : 'Silence'}
      </Button>
    </div>
  );
}

interface DurationProps extends Pick<FieldProps, 'label' | 'onChange'> {
  readonly ms: number;
}

const DurationField = ({ ms, ...rest }: DurationProps) => (
  <QuantityField {...rest} text={formatQuantity(ms, 'ms', 6)} unit="ms" isLength />
);

interface FieldProps {
  readonly label: string;
  readonly text: string;
  /** Taken by a bare number. */
  readonly unit: string;
  /** It must be more than 0. */
  readonly isLength?: true;
  /** In internal units. */
  readonly onChange: (value: number) => void;
}

/** A quantity that is not of the document: one that is not allowed is refused with a sentence. */
function QuantityField({ label, text, unit, isLength, onChange }: FieldProps) {
  const read = (typed: string) => {
    const parsed = parseQuantity(withUnit(typed, unit));
    const dimension = parseUnit(unit)?.dimension;
    if ('fault' in parsed) return parsed;
    if (dimension !== undefined && !sameDimension(parsed.dimension, dimension))
      return { fault: `${label} is ${typed}; must be in ${unit === '1' ? 'no unit' : unit} or a unit like it.` };
    return isLength && parsed.value <= 0 ? { fault: `${label} is ${typed}; must be longer than 0 ms.` } : parsed;
  };
  return <ReadRow label={label} value={text} read={read} onChange={onChange} />;
}
