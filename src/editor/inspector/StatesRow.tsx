import { Check } from '../../controls/Check.tsx';
import { Fault } from '../../controls/Fault.tsx';
import { Row } from '../../controls/Row.tsx';
import { neuronAt } from '../../document/models.ts';
import type { SynapseEdge } from '../../document/schema.ts';
import type { SynapseModel } from '../../library/types.ts';
import { useEditor } from '../store.ts';
import { useFault } from './ParameterRows.tsx';
import css from './StatesRow.module.css';

interface Props {
  readonly edge: SynapseEdge;
  readonly model: SynapseModel;
  /** Undefined: the membrane alone. */
  readonly onChange: (states: string[] | undefined) => void;
}

/** Which states a diffusive coupling compares and acts on; nothing where there is only one, or the synapse has no such choice. */
export function StatesRow({ edge, model, onChange }: Props) {
  const document = useEditor((state) => state.document);
  const fault = useFault([edge.id])('states');
  const [source, target] = [neuronAt(document, edge.source), neuronAt(document, edge.target)];
  const shared = (target?.states ?? []).filter(({ name }) => source?.states.some((other) => other.name === name));
  const isChoice = model.coupling?.ofStates === true && shared.length > 1;
  if (!isChoice && edge.states === undefined) return null;
  const membrane = target?.membrane ?? '';
  const coupled = edge.states ?? [membrane];
  const toggle = (state: string, isCoupled: boolean): void => {
    const next = shared.map(({ name }) => name).filter((name) => (name === state ? isCoupled : coupled.includes(name)));
    onChange(next.length === 0 || (next.length === 1 && next[0] === membrane) ? undefined : next);
  };
  return (
    <>
      <Row label="states coupled" hint="Each is drawn towards the same state of the sources" field="states">
        {() => (
          <span className={css.choices}>
            {shared.map(({ name }) => (
              <Check
                key={name}
                label={name}
                checked={coupled.includes(name)}
                onChange={(isCoupled) => toggle(name, isCoupled)}
              />
            ))}
          </span>
        )}
      </Row>
      {fault !== undefined && <Fault>{fault}</Fault>}
    </>
  );
}
