import { ActionIcon, Button, Menu } from '@mantine/core';
import { EllipsisVertical } from 'lucide-react';
import { useEffect, useState } from 'react';
import { classes } from '../../controls/classes.ts';
import { Fault } from '../../controls/Fault.tsx';
import { TextField } from '../../controls/TextField.tsx';
import { usersOf } from '../../document/model-commands.ts';
import { modelFaults } from '../../document/model-faults.ts';
import { neuronOf, ownModel } from '../../document/models.ts';
import type { OwnModel } from '../../document/schema.ts';
import { EditorForm } from '../inspector/EditorForm.tsx';
import { Equations } from '../inspector/Equations.tsx';
import inspectorCss from '../inspector/Inspector.module.css';
import { useSimulation } from '../simulation.ts';
import { useEditor } from '../store.ts';
import { deleteModel, duplicateAndOpen } from './actions.ts';
import { chooseModelFile, saveModelFile } from './files.ts';
import css from './ModelEditor.module.css';
import { InitialValues, ModelRoles } from './ModelRoles.tsx';
import { ModelText } from './ModelText.tsx';
import { ParameterTable } from './ParameterTable.tsx';
import { closeModel, editModel } from './store.ts';

/** The equations of an own model and all that belongs to them, beside the canvas. */
export function ModelEditor({ id }: { id: string }) {
  const document = useEditor((state) => state.document);
  const model = ownModel(document, id);
  const neuron = neuronOf(document, id);
  const gone = model === undefined;
  // Undo may take back that there is such a model.
  useEffect(() => {
    if (gone) closeModel();
  }, [gone]);
  if (model === undefined || neuron === undefined) return null;
  const users = usersOf(document, id);
  return (
    <EditorForm>
      <div className={classes(inspectorCss.inspector, css.editor)} data-testid="model-editor">
        <Header id={id} model={model} users={users} />
        <ModelText id={id} model={model} field="equations" label="Equations" rows={5} />
        <Equations model={neuron} />
        <div className={css.columns}>
          <ModelText id={id} model={model} field="threshold" label="Spikes when" rows={1} />
          <ModelText id={id} model={model} field="reset" label="Then" rows={2} />
        </div>
        <ModelText id={id} model={model} field="refractoryWhile" label="Refractory after a spike while" rows={1} />
        <ModelRoles id={id} model={model} states={neuron.states} />
        <ParameterTable id={id} model={model} />
        <InitialValues id={id} model={model} states={neuron.states} />
      </div>
    </EditorForm>
  );
}

function Header({ id, model, users }: { id: string; model: OwnModel; users: readonly string[] }) {
  const stale = useSimulation((state) => state.stale);
  const faults = modelFaults(model).length;
  const used = users.length === 0 ? 'used by no population' : `model of ${users.join(', ')}`;
  return (
    <header className={css.header}>
      <div className={css.title}>
        <TextField
          label="Name of the model"
          value={model.name}
          onCommit={(name) => {
            if (name !== '') editModel(id, 'name', (draft) => void Object.assign(draft, { name }));
          }}
        />
        <Actions id={id} model={model} />
        <Button size="xs" onClick={closeModel}>
          Done
        </Button>
      </div>
      <p className={inspectorCss.summary}>
        {model.source}; {used}
        {stale && <span className={css.stale}> · applies at next run</span>}
      </p>
      <p className={classes(css.state, faults === 0 ? css.ok : css.faulty)} role="status">
        {faults === 0
          ? 'Units agree; it can run.'
          : `${faults === 1 ? 'One fault' : `${faults} faults`}: it cannot run yet.`}
      </p>
    </header>
  );
}

function Actions({ id, model }: { id: string; model: OwnModel }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  return (
    <>
      <Menu position="bottom-end" shadow="sm" transitionProps={{ duration: 100 }}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label="What to do with the model" data-testid="model-menu">
            <EllipsisVertical size={15} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => duplicateAndOpen(id)}>Duplicate</Menu.Item>
          <Menu.Item onClick={() => saveModelFile(model)}>Save model to file</Menu.Item>
          <Menu.Item onClick={() => void chooseModelFile()}>Load model from file</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => setRefusal(deleteModel(id))}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {refusal !== null && (
        <Fault className={css.refusal} role="alert">
          {refusal}
        </Fault>
      )}
    </>
  );
}
