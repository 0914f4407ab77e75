import { classes } from '../../controls/classes.ts';
import { Formula } from '../../controls/Formula.tsx';
import { NumberRow } from '../../controls/NumberField.tsx';
import { QuantityRow } from '../../controls/QuantityRow.tsx';
import { Row } from '../../controls/Row.tsx';
import { Section } from '../../controls/Section.tsx';
import { Select } from '../../controls/Select.tsx';
import { fittingSynapses } from '../../document/connections.ts';
import { chooseSynapse } from '../../document/edge-choice.ts';
import { neuronAt } from '../../document/models.ts';
import { nameIn } from '../../document/name-in.ts';
import type { InjectionEdge, NetworkDocument, SynapseEdge, TapEdge } from '../../document/schema.ts';
import { listsDelays, listsWeights } from '../../document/summarise.ts';
import { hasDelay, hasSign, usualWeight } from '../../library/fit.ts';
import { findStimulus, isBackground } from '../../library/stimuli/index.ts';
import { findSynapse, synapses } from '../../library/synapses/index.ts';
import type { SynapseModel } from '../../library/types.ts';
import { useEditor } from '../store.ts';
import { sweepThis } from '../sweep-request.ts';
import { CopiesRow } from './CopiesRow.tsx';
import { DelayFields } from './DelayFields.tsx';
import { EquationBox } from './EquationBox.tsx';
import { editEdge, setEntry } from './edits.ts';
import { expectedSynapses, sizeOf } from './expected.ts';
import inspectorCss from './Inspector.module.css';
import { ParameterRows, useFault } from './ParameterRows.tsx';
import { PlasticitySection } from './PlasticitySection.tsx';
import { RuleFields } from './RuleFields.tsx';
import { StatesRow } from './StatesRow.tsx';

const SIGNS = [
  { value: 'excitatory', label: 'excitatory' },
  { value: 'inhibitory', label: 'inhibitory' },
] as const;

/** Synapses that fit the two ends, and the one that is there. */
function synapsesFor(document: NetworkDocument, { source, target, model }: SynapseEdge): SynapseModel[] {
  const fitting = fittingSynapses(document, source, target);
  return synapses.filter((synapse) => fitting.includes(synapse) || synapse.id === model);
}

function isFromBackground(document: NetworkDocument, id: string): boolean {
  const node = document.nodes.find((candidate) => candidate.id === id);
  return node?.kind === 'stimulus' && isBackground(findStimulus(node.model));
}

export function SynapseForm({ edge }: { edge: SynapseEdge }) {
  const document = useEditor((state) => state.document);
  const model = findSynapse(edge.model);
  const faultOf = useFault([edge.id]);
  const set = (label: string, change: (draft: SynapseEdge) => void) => editEdge(edge.id, 'synapse', label, change);
  const expected = expectedSynapses(document, edge);
  const usual = model === undefined ? '' : usualWeight(model, neuronAt(document, edge.target));
  return (
    <>
      <header className={inspectorCss.header}>
        <h2>
          {nameIn(document.nodes, edge.source)} → {nameIn(document.nodes, edge.target)}
        </h2>
        {(model === undefined || hasSign(model)) && (
          <span className={classes(inspectorCss.badge, inspectorCss[edge.sign])}>{edge.sign}</span>
        )}
      </header>
      {expected !== null && <p className={inspectorCss.summary}>{expected}</p>}
      {model !== undefined && (
        <EquationBox>
          <Formula tex={model.formula} block />
        </EquationBox>
      )}
      {!isFromBackground(document, edge.source) && (
        <Section title="Connection">
          <CopiesRow edge={edge} onChange={(copies) => set('Copies', (draft) => Object.assign(draft, { copies }))} />
          <RuleFields
            rule={edge.rule}
            onChange={(rule) => set('Rule', (draft) => Object.assign(draft, { rule }))}
            faultOf={faultOf}
            weightUnit={model?.weight.unit ?? 'mV'}
            sizes={{ sources: sizeOf(document, edge.source), targets: sizeOf(document, edge.target) }}
          />
        </Section>
      )}
      <Section title="Synapse">
        <Row label="model" field="model">
          {(id) => (
            <Select
              id={id}
              value={edge.model}
              options={synapsesFor(document, edge).map(({ id: value, name }) => ({ value, label: name }))}
              onChange={(value) => set('Synapse model', (draft) => chooseSynapse(document, draft, value))}
            />
          )}
        </Row>
        {model !== undefined && hasSign(model) && (
          <Row label="sign" field="sign">
            {(id) => (
              <Select
                id={id}
                value={edge.sign}
                options={SIGNS}
                onChange={(sign) => set('Sign', (draft) => Object.assign(draft, { sign }))}
              />
            )}
          </Row>
        )}
        {model !== undefined && (
          <StatesRow
            edge={edge}
            model={model}
            onChange={(states) =>
              set('Coupled states', (draft) => {
                if (states === undefined) delete draft.states;
                else draft.states = states;
              })
            }
          />
        )}
        {model !== undefined && !listsWeights(edge) && (
          <QuantityRow
            declaration={{ ...model.weight, default: usual }}
            field="weight"
            value={edge.weight}
            isDefault={edge.weight === usual}
            drawable
            fault={faultOf('weight')}
            onChange={(value) => set('Weight', (draft) => Object.assign(draft, { weight: value ?? usual }))}
            onSweep={() => sweepThis(edge.id, 'weight')}
          />
        )}
        <NumberRow
          label="relative strength g"
          field="relativeStrength"
          value={edge.relativeStrength}
          min={0}
          onChange={(relativeStrength) =>
            set('Relative strength', (draft) => Object.assign(draft, { relativeStrength }))
          }
        />
        {!listsDelays(edge) &&
          (model === undefined || hasDelay(model) || Number.parseFloat(String(edge.delay)) !== 0) && (
            <DelayFields
              delay={edge.delay}
              fault={faultOf('delay')}
              onChange={(delay) => set('Delay', (draft) => Object.assign(draft, { delay }))}
            />
          )}
        {model !== undefined && (
          <ParameterRows
            ids={[edge.id]}
            declarations={model.parameters}
            given={[edge.parameters]}
            field="parameters"
            drawable
            {...(edge.sign === 'inhibitory' ? { defaults: model.inhibitoryDefaults } : {})}
            onChange={(name, value) => set(`Parameter ${name}`, (draft) => setEntry(draft.parameters, name, value))}
          />
        )}
      </Section>
      {model !== undefined && model.action !== 'coupling' && !isFromBackground(document, edge.source) && (
        <PlasticitySection edge={edge} model={model} />
      )}
    </>
  );
}

export function InjectionForm({ edge }: { edge: InjectionEdge }) {
  const document = useEditor((state) => state.document);
  return (
    <>
      <header className={inspectorCss.header}>
        <h2>
          {nameIn(document.nodes, edge.source)} → {nameIn(document.nodes, edge.target)}
        </h2>
        <span className={classes(inspectorCss.badge, inspectorCss.stimulus)}>injection</span>
      </header>
      <p className={inspectorCss.summary}>
        The current of the stimulus, times a factor, enters every neuron of the population.
      </p>
      <Section title="Injection">
        <CopiesRow
          edge={edge}
          onChange={(copies) => editEdge(edge.id, 'injection', 'Copies', (draft) => Object.assign(draft, { copies }))}
        />
        <NumberRow
          label="factor"
          field="scale"
          value={edge.scale}
          onChange={(scale) => editEdge(edge.id, 'injection', 'Factor', (draft) => Object.assign(draft, { scale }))}
        />
      </Section>
    </>
  );
}

export function TapForm({ edge }: { edge: TapEdge }) {
  const document = useEditor((state) => state.document);
  return (
    <>
      <header className={inspectorCss.header}>
        <h2>Tap</h2>
      </header>
      <p className={inspectorCss.summary}>
        “{nameIn(document.nodes, edge.source)}” observes “{nameIn(document.nodes, edge.target)}”.
      </p>
    </>
  );
}
