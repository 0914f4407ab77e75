import { VisuallyHidden } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { Section } from '../../controls/Section.tsx';
import { SmallButton } from '../../controls/SmallButton.tsx';
import { TextField } from '../../controls/TextField.tsx';
import { withUnit } from '../../controls/values.ts';
import { newParameter, removeParameter, renameParameter } from '../../document/model-commands.ts';
import type { OwnModel, OwnParameter } from '../../document/schema.ts';
import { useEditor } from '../store.ts';
import { Faults, faultsAt } from './Faults.tsx';
import { ModelButton } from './ModelButton.tsx';
import css from './ParameterTable.module.css';
import { editModel } from './store.ts';

const COLUMNS = [
  { part: 'name', title: 'name' },
  { part: 'unit', title: 'unit' },
  { part: 'default', title: 'default' },
  { part: 'min', title: 'min' },
  { part: 'max', title: 'max' },
  { part: 'meaning', title: 'meaning' },
] as const;

type Part = (typeof COLUMNS)[number]['part'];

/** The model's named numbers: what they are called, are in, start from, and may be. */
export function ParameterTable({ id, model }: { id: string; model: OwnModel }) {
  const faultsId = useId();
  const faults = faultsAt(model, 'parameters');
  return (
    <Section title="Parameters" label="Parameters">
      {model.parameters.length > 0 && (
        <table className={css.table}>
          <thead>
            <tr>
              {COLUMNS.map(({ part, title }) => (
                <th key={part} scope="col">
                  {title}
                </th>
              ))}
              <th>
                <VisuallyHidden>delete</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {model.parameters.map((parameter, index) => (
              <ParameterRow
                // biome-ignore lint/suspicious/noArrayIndexKey: names change, and may be alike
                key={index}
                id={id}
                index={index}
                parameter={parameter}
                faultsId={faultsId}
                isFaulty={(part) => faults.some(({ field }) => field === `parameters.${parameter.name}.${part}`)}
              />
            ))}
          </tbody>
        </table>
      )}
      <Faults id={id} model={model} faults={faults} elementId={faultsId} />
      <ModelButton
        onClick={() => {
          useEditor.getState().commit();
          editModel(id, 'new parameter', (draft) => {
            draft.parameters.push(newParameter(model));
          });
          useEditor.getState().commit();
        }}
      >
        <Plus size={14} aria-hidden="true" /> Add a parameter
      </ModelButton>
    </Section>
  );
}

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly parameter: OwnParameter;
  readonly faultsId: string;
  readonly isFaulty: (part: Part) => boolean;
}

function ParameterRow({ id, index, parameter, faultsId, isFaulty }: RowProps) {
  const { name } = parameter;
  const change = (part: Part, text: string) => {
    const { editBase, commit } = useEditor.getState();
    if (part === 'name') editBase('Rename parameter', (draft) => renameParameter(draft, id, index, text));
    else editModel(id, `${part} of ${name}`, (model) => setPart(model.parameters[index], part, text));
    commit();
  };
  return (
    <tr>
      {COLUMNS.map(({ part }) => (
        <td key={part}>
          <TextField
            label={`${part} of ${name}`}
            value={parameter[part] ?? ''}
            title={parameter[part]}
            faultId={isFaulty(part) ? faultsId : undefined}
            onCommit={(text) => change(part, text)}
          />
        </td>
      ))}
      <td>
        <SmallButton
          label={`Delete the parameter ${name}`}
          title={`Delete ${name}`}
          onClick={() =>
            useEditor.getState().editBase(`Delete parameter ${name}`, (draft) => removeParameter(draft, id, index))
          }
        >
          <Trash2 size={13} aria-hidden="true" />
        </SmallButton>
      </td>
    </tr>
  );
}

/** A bare number gets the parameter's unit; an empty bound is none. */
function setPart(parameter: OwnParameter | undefined, part: Exclude<Part, 'name'>, text: string): void {
  if (parameter === undefined) return;
  if (part === 'unit' || part === 'meaning') parameter[part] = text;
  else if (part === 'default') parameter.default = withUnit(text, parameter.unit);
  else if (text === '') delete parameter[part];
  else parameter[part] = withUnit(text, parameter.unit);
}
