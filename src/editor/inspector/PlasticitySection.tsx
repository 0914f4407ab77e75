import { Button } from '@mantine/core';
import { useState } from 'react';
import { Fault } from '../../controls/Fault.tsx';
import { Formula } from '../../controls/Formula.tsx';
import { Row } from '../../controls/Row.tsx';
import { Section } from '../../controls/Section.tsx';
import { Select } from '../../controls/Select.tsx';
import { choosePlasticity, dropPlasticity } from '../../document/edge-choice.ts';
import type { PlasticityChoice, SynapseEdge, Value } from '../../document/schema.ts';
import { findPlasticity, plasticityParameters, plasticityRules } from '../../library/plasticity/index.ts';
import {
  PLASTICITY_FAMILIES,
  type PlasticityFamily,
  type PlasticityModel,
  type SynapseModel,
} from '../../library/types.ts';
import { keepLearnedWeights } from '../learned.ts';
import { useSimulation } from '../simulation.ts';
import { EquationBox } from './EquationBox.tsx';
import { editEdge } from './edits.ts';
import inspectorCss from './Inspector.module.css';
import { ParameterRows, useFault } from './ParameterRows.tsx';

const NONE = 'none';

const LABELS: Readonly<Record<PlasticityFamily, string>> = {
  'short-term': 'short-term',
  'spike-timing': 'timing',
  homeostatic: 'scaling',
};

/** Rules by which the weights of an edge change, one of each family, and the weights that they have learned. */
export function PlasticitySection({ edge, model }: { edge: SynapseEdge; model: SynapseModel }) {
  const choices = edge.plasticity ?? [];
  const faultOf = useFault([edge.id]);
  const whole = faultOf('plasticity');
  const learns = choices.some((choice) => findPlasticity(choice.model)?.family !== 'short-term');
  return (
    <Section title="Plasticity">
      {PLASTICITY_FAMILIES.map((family) => (
        <FamilyRow key={family} family={family} edge={edge} />
      ))}
      {whole !== undefined && <Fault>{whole}</Fault>}
      {choices.map((choice, place) => {
        const rule = findPlasticity(choice.model);
        return rule === undefined ? null : (
          <RuleFields
            key={choice.model}
            edge={edge}
            place={place}
            choice={choice}
            rule={rule}
            unit={model.weight.unit}
          />
        );
      })}
      {(learns || edge.learned !== undefined) && <LearnedWeights edge={edge} />}
    </Section>
  );
}

function FamilyRow({ family, edge }: { family: PlasticityFamily; edge: SynapseEdge }) {
  const faultOf = useFault([edge.id]);
  const choices = edge.plasticity ?? [];
  const place = choices.findIndex((choice) => findPlasticity(choice.model)?.family === family);
  const rules = plasticityRules.filter((rule) => rule.family === family);
  const fault = place < 0 ? undefined : faultOf(`plasticity.${place}.model`);
  const options = [{ value: NONE, label: NONE }, ...rules.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <>
      <Row label={LABELS[family]}>
        {(id) => (
          <Select
            id={id}
            value={choices[place]?.model ?? NONE}
            options={options}
            onChange={(chosen) =>
              editEdge(edge.id, 'synapse', 'Plasticity', (draft) => {
                if (chosen === NONE) dropPlasticity(draft, family);
                else choosePlasticity(draft, chosen);
              })
            }
          />
        )}
      </Row>
      {fault !== undefined && <Fault>{fault}</Fault>}
    </>
  );
}

interface RuleProps {
  readonly edge: SynapseEdge;
  readonly place: number;
  readonly choice: PlasticityChoice;
  readonly rule: PlasticityModel;
  readonly unit: string;
}

function RuleFields({ edge, place, choice, rule, unit }: RuleProps) {
  const set = (label: string, change: (parameters: Record<string, string | number>) => void) =>
    editEdge(edge.id, 'synapse', label, (draft) => {
      const parameters = draft.plasticity?.[place]?.parameters;
      if (parameters !== undefined) change(parameters);
    });
  return (
    <>
      <p className={inspectorCss.summary} title={rule.source}>
        {rule.summary}
      </p>
      <EquationBox>
        <Formula tex={rule.formula} block />
      </EquationBox>
      {rule.sets.length > 0 && (
        <div className={inspectorCss.buttons}>
          {rule.sets.map(({ name, parameters, source }) => (
            <Button
              key={name}
              size="compact-xs"
              variant="default"
              title={source}
              onClick={() => set('Parameter set', (draft) => Object.assign(draft, parameters))}
            >
              {name}
            </Button>
          ))}
        </div>
      )}
      <ParameterRows
        ids={[edge.id]}
        declarations={plasticityParameters(rule, unit)}
        given={[choice.parameters]}
        field={`plasticity.${place}.parameters`}
        drawable={false}
        onChange={(name, value) => set(`Parameter ${name}`, (draft) => setQuantity(draft, name, value))}
      />
    </>
  );
}

/** Parameters of rules are not drawn. */
function setQuantity(record: Record<string, string | number>, name: string, value: Value | undefined): void {
  if (typeof value === 'object') return;
  if (value === undefined) delete record[name];
  else record[name] = value;
}

function LearnedWeights({ edge }: { edge: SynapseEdge }) {
  const faultOf = useFault([edge.id]);
  const runs = useSimulation((state) => state.runs);
  const [said, setSaid] = useState<string | null>(null);
  const learns = runs[0]?.map.plastic.some(({ edge: id, most }) => id === edge.id && most !== null) ?? false;
  const fault = faultOf('learned');
  return (
    <>
      {edge.learned !== undefined && (
        <p className={inspectorCss.summary}>Runs start from the weights that were kept, not from the weight above.</p>
      )}
      {fault !== undefined && <Fault>{fault}</Fault>}
      <div className={inspectorCss.buttons}>
        <Button
          size="compact-xs"
          variant="default"
          disabled={!learns}
          title={learns ? 'The next run starts from the weights as they are now' : 'Run the network first'}
          onClick={() => void keepLearnedWeights(edge.id).then(setSaid)}
        >
          Keep learned weights
        </Button>
        {edge.learned !== undefined && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() =>
              editEdge(edge.id, 'synapse', 'Forget learned weights', (draft) => {
                delete draft.learned;
              })
            }
          >
            Forget
          </Button>
        )}
      </div>
      {said !== null && <Fault>{said}</Fault>}
    </>
  );
}
