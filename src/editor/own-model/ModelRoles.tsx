import { type ReactNode, useId } from 'react';
import { classes } from '../../controls/classes.ts';
import { Labelled } from '../../controls/Row.tsx';
import { Section } from '../../controls/Section.tsx';
import { Select } from '../../controls/Select.tsx';
import { TextField, type TextFieldProps } from '../../controls/TextField.tsx';
import type { OwnModel } from '../../document/schema.ts';
import type { NeuronModel } from '../../library/types.ts';
import { entryOf } from '../../units/index.ts';
import { INTEGRATORS } from '../inspector/integrators.ts';
import { Faults, faultsAt } from './Faults.tsx';
import css from './ModelRoles.module.css';
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
    <Section label="Roles">
      <div className={classes(css.grid, css.roles)}>
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
        <Labelled label="integrator">
          {(field) => (
            <Select
              id={field}
              value={model.integrator}
              options={INTEGRATORS}
              onChange={(integrator) => set('integrator', integrator)}
            />
          )}
        </Labelled>
      </div>
      {(['membrane', 'adaptation', 'refractory', 'integrator', 'input'] as const).map((field) => (
        <Faults key={field} id={id} model={model} faults={faultsAt(model, field)} />
      ))}
    </Section>
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
  const known = value === '' || options.includes(value) ? options : [...options, value];
  const names = known.map((name) => ({ value: name, label: name }));
  return (
    <Labelled label={label}>
      {(id) => (
        <Select
          id={id}
          value={value}
          options={none || value === '' ? [{ value: '', label: 'none' }, ...names] : names}
          onChange={onChange}
        />
      )}
    </Labelled>
  );
}

/** Where each variable starts, and how high spikes are drawn: quantities, or names of parameters. */
export function InitialValues({ id, model, states }: Props) {
  const faultsId = useId();
  const faults = [...faultsAt(model, 'initial'), ...faultsAt(model, 'spikePeak')];
  const faultIdAt = (at: string) => (faults.some(({ field }) => field === at) ? faultsId : undefined);
  return (
    <Section title="Initial values" label="Initial values">
      <div className={css.grid}>
        {states.map(({ name, unit }) => (
          <Start
            key={name}
            label={`initial ${name}`}
            value={entryOf(model.initial, name) ?? (unit === '1' ? '0' : `0 ${unit}`)}
            faultId={faultIdAt(`initial.${name}`)}
            onCommit={(text) =>
              editModel(id, `initial ${name}`, (draft) => {
                if (text === '') delete draft.initial[name];
                else draft.initial[name] = text;
              })
            }
          >
            <i>{name}</i> ({unit === '1' ? 'pure number' : unit})
          </Start>
        ))}
        <Start
          label="spikes drawn up to"
          value={model.spikePeak}
          faultId={faultIdAt('spikePeak')}
          onCommit={(text) =>
            editModel(id, 'spike peak', (draft) => {
              draft.spikePeak = text;
            })
          }
        >
          spikes drawn up to
        </Start>
      </div>
      <Faults id={id} model={model} faults={faults} elementId={faultsId} />
    </Section>
  );
}

interface StartProps extends Pick<TextFieldProps, 'label' | 'value' | 'faultId' | 'onCommit'> {
  readonly children: ReactNode;
}

/** A quantity with what it is of above; its own label says the same in words. */
function Start({ children, ...field }: StartProps) {
  return (
    <div className={css.role}>
      <span>{children}</span>
      <TextField {...field} title={field.value} />
    </div>
  );
}
