import type { NetworkNode, PopulationNode } from '../../document/schema.ts';
import { signOf } from '../../document/sign.ts';
import { findNeuron, neurons } from '../../library/neurons/index.ts';
import type { NeuronModel, ParameterDeclaration } from '../../library/types.ts';
import { useEditor } from '../store.ts';
import { Equations } from './Equations.tsx';
import { editNodes, setEntry } from './edits.ts';
import { NumberRow, Row, Section, Select } from './fields.tsx';
import { ParameterRows, useFault } from './ParameterRows.tsx';
import { ParameterSets } from './ParameterSets.tsx';
import { common } from './values.ts';

const isPopulation = (node: NetworkNode): node is PopulationNode => node.kind === 'population';

const INTEGRATORS = [
  { value: 'default', label: 'chosen from the equations' },
  { value: 'exact', label: 'exact (linear)' },
  { value: 'euler', label: 'Euler' },
  { value: 'sequential_euler', label: 'sequential Euler' },
  { value: 'exponential_euler', label: 'exponential Euler' },
  { value: 'rk2', label: 'Runge–Kutta 2' },
  { value: 'rk4', label: 'Runge–Kutta 4' },
] as const;

/** The states of a model as values that can be given at the start. */
function initialDeclarations(model: NeuronModel): ParameterDeclaration[] {
  return model.states.map(({ name, symbol, unit, meaning }) => ({
    name,
    symbol: `${symbol}_0`,
    unit,
    meaning: `initial ${meaning}`,
    default: model.initial[name] ?? `0 ${unit}`,
  }));
}

/** One population, or several together. */
export function PopulationForm({ nodes }: { nodes: readonly PopulationNode[] }) {
  const ids = nodes.map(({ id }) => id);
  const modelId = common(nodes.map(({ model }) => model)) ?? 'mixed';
  const model = findNeuron(modelId);
  const faultOf = useFault(ids);
  const set = (label: string, change: (node: PopulationNode) => void) => editNodes(ids, isPopulation, label, change);
  return (
    <>
      <Header nodes={nodes} />
      {model !== undefined && <Equations model={model} />}
      <Section title="Population">
        <Row label="model">
          {(id) => (
            <Select
              id={id}
              value={modelId}
              options={neurons.map(({ id: value, name }) => ({ value, label: name }))}
              onChange={(value) =>
                set('Model', (node) => {
                  // Another model has other parameters: its defaults apply.
                  Object.assign(node, { model: value, parameters: {}, initial: {}, integrator: 'default' });
                })
              }
            />
          )}
        </Row>
        <NumberRow
          label="size"
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
        {faultOf('integrator') !== undefined && <p className="field-fault">{faultOf('integrator')}</p>}
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
              drawable
              onChange={(name, value) => set(`Parameter ${name}`, (node) => setEntry(node.parameters, name, value))}
            />
          </Section>
          <Section title="Initial values">
            <ParameterRows
              ids={ids}
              declarations={initialDeclarations(model)}
              given={nodes.map(({ initial }) => initial)}
              field="initial"
              drawable
              onChange={(name, value) => set(`Initial ${name}`, (node) => setEntry(node.initial, name, value))}
            />
          </Section>
        </>
      )}
    </>
  );
}

function Header({ nodes }: { nodes: readonly PopulationNode[] }) {
  const document = useEditor((state) => state.document);
  const sign = common(nodes.map(({ id }) => signOf(document, id)));
  const [first] = nodes;
  return (
    <header className="inspector-header">
      <h2>{nodes.length === 1 ? first?.name : `${nodes.length} populations`}</h2>
      {sign !== undefined && sign !== 'mixed' && <span className={`badge is-${sign}`}>{sign}</span>}
    </header>
  );
}
