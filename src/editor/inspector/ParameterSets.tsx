import { Button } from '@mantine/core';
import { useState } from 'react';
import { Row } from '../../controls/Row.tsx';
import { Section } from '../../controls/Section.tsx';
import { type Option, Select } from '../../controls/Select.tsx';
import { applySet, currentsInto, giveInput, hasInput, hasSet } from '../../document/parameter-sets.ts';
import type { NetworkNode, PopulationNode } from '../../document/schema.ts';
import type { NeuronModel, ParameterSet, Protocol } from '../../library/types.ts';
import { freePlace } from '../canvas-store.ts';
import { useEditor } from '../store.ts';
import { editNodes } from './edits.ts';
import inspectorCss from './Inspector.module.css';
import css from './ParameterSets.module.css';

const isPopulation = (node: NetworkNode): node is PopulationNode => node.kind === 'population';
const DEFAULTS = { parameters: {} };

/** What can be chosen: the defaults, then sets without a heading, then the others; `own` is what is none of these. */
function optionsOf(sets: readonly ParameterSet[], withOwn: boolean): Option<string>[] {
  const named = sets.map(({ name, group }) => ({ value: name, label: name, group }));
  return [
    ...(withOwn ? [{ value: 'own', label: 'own values', disabled: true } as const] : []),
    { value: 'defaults', label: 'defaults of the model' },
    ...named.filter(({ group }) => group === undefined),
    ...named.filter(({ group }) => group !== undefined),
  ];
}

/** One-click parameter sets of the literature, and the input under which they show their pattern. */
export function ParameterSets({ model, nodes }: { model: NeuronModel; nodes: readonly PopulationNode[] }) {
  const ids = nodes.map(({ id }) => id);
  const document = useEditor((state) => state.document);
  // Some sets are one neuron under different inputs: which was meant is what was chosen last.
  const [latest, setLatest] = useState<string | null>(null);
  if (model.sets.length === 0) return null;
  const matching = model.sets.filter((set) => nodes.every((node) => hasSet(node, set)));
  const chosen =
    matching.find(({ name }) => name === latest) ??
    matching.find(({ protocol }) => protocol !== undefined && ids.every((id) => hasInput(document, id, protocol))) ??
    matching[0];
  const untouched = nodes.every((node) => hasSet(node, DEFAULTS));
  const choose = (name: string) => {
    const set = model.sets.find((candidate) => candidate.name === name) ?? DEFAULTS;
    editNodes(ids, isPopulation, 'Parameter set', (node) => applySet(node, set));
    useEditor.getState().commit();
    setLatest(name);
  };
  return (
    <Section title="Parameter set">
      <Row label="set">
        {(id) => (
          <Select
            id={id}
            value={chosen?.name ?? (untouched ? 'defaults' : 'own')}
            options={optionsOf(model.sets, chosen === undefined && !untouched)}
            onChange={choose}
          />
        )}
      </Row>
      {chosen !== undefined && <p className={inspectorCss.note}>{chosen.source}</p>}
      {chosen?.protocol !== undefined && <SetInput ids={ids} name={chosen.name} protocol={chosen.protocol} />}
    </Section>
  );
}

/** Offers the set's input; says so where the populations have it. */
function SetInput({ ids, name, protocol }: { ids: readonly string[]; name: string; protocol: Protocol }) {
  const document = useEditor((state) => state.document);
  const [first = ''] = ids;
  const { duration, dt } = protocol;
  if (ids.every((id) => hasInput(document, id, protocol)))
    return <p className={inspectorCss.note}>Its input is connected; {`${duration} in steps of ${dt}.`}</p>;
  const give = () =>
    useEditor.getState().edit(`Input of ${name}`, (draft) => {
      giveInput(draft, ids, protocol, freePlace);
    });
  return (
    <div className={css.input}>
      <Button size="compact-sm" variant="default" onClick={give}>
        {currentsInto(document, first).length > 0 ? 'Replace by its input' : 'Add its input'}
      </Button>
      <span>and run {`${duration} in steps of ${dt}`}</span>
    </div>
  );
}
