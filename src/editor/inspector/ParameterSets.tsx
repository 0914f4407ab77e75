import { Button } from '@mantine/core';
import { useState } from 'react';
import { applySet, currentsInto, giveInput, hasInput, hasSet } from '../../document/parameter-sets.ts';
import type { NetworkNode, PopulationNode } from '../../document/schema.ts';
import type { NeuronModel, ParameterSet, Protocol } from '../../library/types.ts';
import { freePlace } from '../canvas-store.ts';
import { useEditor } from '../store.ts';
import { editNodes } from './edits.ts';
import { Row, Section } from './fields.tsx';

const isPopulation = (node: NetworkNode): node is PopulationNode => node.kind === 'population';
const DEFAULTS = { parameters: {} };

/** Sets under the headings that they have; those without one first. */
function grouped(sets: readonly ParameterSet[]): (readonly [heading: string, sets: readonly ParameterSet[]])[] {
  const headings = [...new Set(sets.map(({ group = '' }) => group))].sort(
    (a, b) => Number(a !== '') - Number(b !== ''),
  );
  return headings.map((heading) => [heading, sets.filter(({ group = '' }) => group === heading)]);
}

function Options({ sets }: { sets: readonly ParameterSet[] }) {
  return sets.map(({ name }) => (
    <option key={name} value={name}>
      {name}
    </option>
  ));
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
          <select
            id={id}
            className="field"
            value={chosen?.name ?? (untouched ? 'defaults' : 'own')}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            {chosen === undefined && !untouched && (
              <option value="own" disabled>
                own values
              </option>
            )}
            <option value="defaults">defaults of the model</option>
            {grouped(model.sets).map(([heading, sets]) =>
              heading === '' ? (
                <Options key={heading} sets={sets} />
              ) : (
                <optgroup key={heading} label={heading}>
                  <Options sets={sets} />
                </optgroup>
              ),
            )}
          </select>
        )}
      </Row>
      {chosen !== undefined && <p className="inspector-note">{chosen.source}</p>}
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
    return <p className="inspector-note">Its input is connected; {`${duration} in steps of ${dt}.`}</p>;
  const give = () =>
    useEditor.getState().edit(`Input of ${name}`, (draft) => {
      giveInput(draft, ids, protocol, freePlace);
    });
  return (
    <div className="set-input">
      <Button size="compact-sm" variant="default" onClick={give}>
        {currentsInto(document, first).length > 0 ? 'Replace by its input' : 'Add its input'}
      </Button>
      <span>and run {`${duration} in steps of ${dt}`}</span>
    </div>
  );
}
