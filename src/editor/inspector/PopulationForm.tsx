import { Button } from '@mantine/core';
import { classes } from '../../controls/classes.ts';
import { Fault } from '../../controls/Fault.tsx';
import { NumberRow } from '../../controls/NumberField.tsx';
import { Row } from '../../controls/Row.tsx';
import { Section } from '../../controls/Section.tsx';
import { Select } from '../../controls/Select.tsx';
import { common } from '../../controls/values.ts';
import { neuronOf, ownModel, ownNeurons } from '../../document/models.ts';
import type { NetworkNode, PopulationNode } from '../../document/schema.ts';
import { signOf } from '../../document/sign.ts';
import { neurons } from '../../library/neurons/index.ts';
import type { NeuronModel, ParameterDeclaration } from '../../library/types.ts';
import { entryOf } from '../../units/index.ts';
import { editEquations } from '../own-model/actions.ts';
import { useMethods } from '../problems.ts';
import { useEditor } from '../store.ts';
import { Equations } from './Equations.tsx';
import { editNodes, setEntry } from './edits.ts';
import inspectorCss from './Inspector.module.css';
import { INTEGRATORS, methodText } from './integrators.ts';
import { LayoutSection } from './LayoutSection.tsx';
import { ParameterRows, useFault } from './ParameterRows.tsx';
import { ParameterSets } from './ParameterSets.tsx';

const isPopulation = (node: NetworkNode): node is PopulationNode => node.kind === 'population';

/** Gives the states of a model as values that can be set at the start. */
function initialDeclarations(model: NeuronModel): ParameterDeclaration[] {
  return model.states.map(({ name, symbol, unit, meaning }) => ({
    name,
    symbol: `${symbol}_0`,
    unit,
    meaning: `initial ${meaning}`,
    default: entryOf(model.initial, name) ?? `0 ${unit}`,
  }));
}

/** Shows one population, or several together. */
export function PopulationForm({ nodes }: { nodes: readonly PopulationNode[] }) {
  const ids = nodes.map(({ id }) => id);
  const modelId = common(nodes.map(({ model }) => model)) ?? 'mixed';
  const document = useEditor((state) => state.document);
  const model = neuronOf(document, modelId);
  const faultOf = useFault(ids);
  const set = (label: string, change: (node: PopulationNode) => void) => editNodes(ids, isPopulation, label, change);
  return (
    <>
      <Header nodes={nodes} />
      {model !== undefined && (
        <>
          <Equations model={model} />
          <EditEquations
            isOwn={ownModel(document, modelId) !== undefined}
            onClick={() => editEquations(modelId, ids)}
          />
        </>
      )}
      <Section title="Population">
        <Row label="model">
          {(id) => (
            <Select
              id={id}
              value={modelId}
              options={[...neurons, ...ownNeurons(document)].map(({ id: value, name }) => ({ value, label: name }))}
              onChange={(value) =>
                set('Model', (node) => {
                  // Another model has other parameters: its defaults apply.
                  Object.assign(node, { model: value, parameters: {}, initial: {}, integrator: 'default' });
                })
              }
            />
          )}
        </Row>
        {faultOf('model') !== undefined && <Fault>{faultOf('model')}</Fault>}
        <NumberRow
          label="size"
          field="size"
          value={common(nodes.map(({ size }) => size)) ?? 1}
          min={1}
          max={10_000_000}
          whole
          fault={faultOf('size')}
          onChange={(size) => set('Size', (node) => Object.assign(node, { size }))}
        />
        <Row label="integrator">
          {(id) => (
            <Select
              id={id}
              value={common(nodes.map(({ integrator }) => integrator)) ?? 'default'}
              options={INTEGRATORS}
              onChange={(integrator) => set('Integrator', (node) => Object.assign(node, { integrator }))}
            />
          )}
        </Row>
        {faultOf('integrator') !== undefined && <Fault>{faultOf('integrator')}</Fault>}
        <Integration ids={ids} />
      </Section>
      {model !== undefined && (
        <>
          <ParameterSets model={model} nodes={nodes} />
          <Section title="Parameters">
            <ParameterRows
              ids={ids}
              declarations={model.parameters}
              given={nodes.map(({ parameters }) => parameters)}
              field="parameters"
              drawable="per neuron"
              onChange={(name, value) => set(`Parameter ${name}`, (node) => setEntry(node.parameters, name, value))}
            />
          </Section>
          <LayoutSection
            nodes={nodes}
            faultOf={faultOf}
            onChange={(layout) =>
              set('Layout', (node) => (layout ? Object.assign(node, { layout }) : delete node.layout))
            }
          />
          <Section title="Initial values">
            <ParameterRows
              ids={ids}
              declarations={initialDeclarations(model)}
              given={nodes.map(({ initial }) => initial)}
              field="initial"
              names={model.parameters.map(({ name }) => name)}
              drawable="per neuron"
              onChange={(name, value) => set(`Initial ${name}`, (node) => setEntry(node.initial, name, value))}
            />
          </Section>
        </>
      )}
    </>
  );
}

/** Says what integrates the populations' equations, synapses included, and in whose sense noise is taken. */
function Integration({ ids }: { ids: readonly string[] }) {
  const methods = useMethods();
  const text = common(ids.map((id) => methods.get(id)).map((method) => (method ? methodText(method) : '')));
  if (text === undefined || text === 'mixed' || text === '') return null;
  return (
    <p className={inspectorCss.summary} data-testid="integration">
      Integration: {text}.
    </p>
  );
}

function EditEquations({ isOwn, onClick }: { isOwn: boolean; onClick: () => void }) {
  const title = isOwn ? 'Open the model' : 'Copy the model of the library into this network, and change it there';
  return (
    <div className={inspectorCss.buttons}>
      <Button size="compact-xs" variant="default" title={title} data-testid="edit-equations" onClick={onClick}>
        Edit equations
      </Button>
    </div>
  );
}

function Header({ nodes }: { nodes: readonly PopulationNode[] }) {
  const document = useEditor((state) => state.document);
  const sign = common(nodes.map(({ id }) => signOf(document, id)));
  const [first] = nodes;
  return (
    <header className={inspectorCss.header}>
      <h2>{nodes.length === 1 ? first?.name : `${nodes.length} populations`}</h2>
      {sign !== undefined && sign !== 'mixed' && (
        <span className={classes(inspectorCss.badge, inspectorCss[sign])}>{sign}</span>
      )}
    </header>
  );
}
