import { useId } from 'react';
import type { OwnModel } from '../../document/schema.ts';
import type { NeuronModel } from '../../library/types.ts';
import { entryOf } from '../../units/index.ts';
import { INTEGRATORS } from '../inspector/integrators.ts';
import { Faults, faultsAt } from './Faults.tsx';
import { Cell } from './ParameterTable.tsx';
import { editModel } from './store.ts';

interface Props {
  readonly id: string;
  readonly model: OwnModel;
  readonly states: NeuronModel['states'];
}

/** Which variable is the membrane, which the adaptation, which parameter the refractory period, and how it is integrated. */
export function ModelRoles({ id, model, states }: Props) {
  const variables = states.map(({ name }) => name);
  const periods = model.parameters.map(({ name }) => name);
  const set = <K extends keyof OwnModel>(field: K, value: OwnModel[K]) =>
    editModel(id, field, (draft) => void Object.assign(draft, { [field]: value }));
  return (
    <section className="inspector-section" aria-label="Roles">
      <div className="model-roles is-roles">
        <Role label="membrane" value={model.membrane} options={variables} onChange={(name) => set('membrane', name)} />
        <Role
          label="adaptation"
          value={model.adaptation ?? ''}
          options={variables}
          none
          onChange={(name) => set('adaptation', name || null)}
        />
        <Role
          label="refractory period"
          value={model.refractory ?? ''}
          options={periods}
          none
          onChange={(name) => set('refractory', name || null)}
        />
        <Integrator value={model.integrator} onChange={(integrator) => set('integrator', integrator)} />
      </div>
      {(['membrane', 'adaptation', 'refractory', 'integrator', 'input'] as const).map((field) => (
        <Faults key={field} id={id} model={model} faults={faultsAt(model, field)} />
      ))}
    </section>
  );
}

interface RoleProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly none?: true;
  readonly onChange: (name: string) => void;
}

/** One name of several; one that is there no more stays shown, and is told as a fault. */
function Role({ label, value, options, none, onChange }: RoleProps) {
  const fieldId = useId();
  const known = value === '' || options.includes(value) ? options : [...options, value];
  return (
    <div className="model-role">
      <label htmlFor={fieldId}>{label}</label>
      <select id={fieldId} className="field" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {(none || value === '') && <option value="">none</option>}
        {known.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function Integrator({
  value,
  onChange,
}: {
  value: OwnModel['integrator'];
  onChange: (integrator: OwnModel['integrator']) => void;
}) {
  const fieldId = useId();
  return (
    <div className="model-role">
      <label htmlFor={fieldId}>integrator</label>
      <select
        id={fieldId}
        className="field"
        value={value}
        onChange={(event) => {
          const chosen = INTEGRATORS.find((one) => one.value === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {INTEGRATORS.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Where each variable starts, and how high spikes are drawn: quantities, or names of parameters. */
export function InitialValues({ id, model, states }: Props) {
  const faultsId = useId();
  const faults = [...faultsAt(model, 'initial'), ...faultsAt(model, 'spikePeak')];
  return (
    <section className="inspector-section" aria-label="Initial values">
      <h3>Initial values</h3>
      <div className="model-roles">
        {states.map(({ name, unit }) => (
          <div className="model-role" key={name}>
            <span>
              <i>{name}</i> ({unit === '1' ? 'pure number' : unit})
            </span>
            <Cell
              label={`initial ${name}`}
              value={entryOf(model.initial, name) ?? (unit === '1' ? '0' : `0 ${unit}`)}
              invalid={faults.some(({ field }) => field === `initial.${name}`)}
              faultsId={faultsId}
              onCommit={(text) =>
                editModel(id, `initial ${name}`, (draft) => {
                  if (text === '') delete draft.initial[name];
                  else draft.initial[name] = text;
                })
              }
            />
          </div>
        ))}
        <div className="model-role">
          <span>spikes drawn up to</span>
          <Cell
            label="spikes drawn up to"
            value={model.spikePeak}
            invalid={faults.some(({ field }) => field === 'spikePeak')}
            faultsId={faultsId}
            onCommit={(text) =>
              editModel(id, 'spike peak', (draft) => {
                draft.spikePeak = text;
              })
            }
          />
        </div>
      </div>
      <Faults id={id} model={model} faults={faults} elementId={faultsId} />
    </section>
  );
}
