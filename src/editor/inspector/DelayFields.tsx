import { DELAY, isDistanceDelay, OFFSET, VELOCITY } from '../../compile/index.ts';
import { Check } from '../../controls/Check.tsx';
import { QuantityRow } from '../../controls/QuantityRow.tsx';
import type { SynapseEdge } from '../../document/schema.ts';

type Delay = SynapseEdge['delay'];

/** A delay: one, drawn, or growing with the distance of the neurons. */
export function DelayFields({
  delay,
  fault,
  onChange,
}: {
  delay: Delay;
  fault: string | undefined;
  onChange: (delay: Delay) => void;
}) {
  const byDistance = isDistanceDelay(delay);
  return (
    <>
      {byDistance ? (
        ([OFFSET, VELOCITY] as const).map((declaration, k) => {
          const name = k === 0 ? 'offset' : 'velocity';
          const given = delay.distance[name];
          return (
            <QuantityRow
              key={name}
              declaration={declaration}
              field={`delay.distance.${name}`}
              value={given}
              isDefault={given === declaration.default}
              drawable={false}
              fault={k === 1 ? fault : undefined}
              onChange={(value) => {
                const next = typeof value === 'object' || value === undefined ? declaration.default : value;
                onChange({ distance: { ...delay.distance, [name]: next } });
              }}
            />
          );
        })
      ) : (
        <QuantityRow
          declaration={DELAY}
          field="delay"
          value={delay}
          isDefault={delay === DELAY.default}
          drawable
          fault={fault}
          onChange={(value) => onChange(value ?? DELAY.default)}
        />
      )}
      <Check
        label="delay grows with distance"
        checked={byDistance}
        onChange={(grows) =>
          onChange(grows ? { distance: { offset: OFFSET.default, velocity: VELOCITY.default } } : DELAY.default)
        }
      />
    </>
  );
}
