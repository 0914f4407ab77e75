import { Fault } from '../../controls/Fault.tsx';
import { Row } from '../../controls/Row.tsx';
import { Select } from '../../controls/Select.tsx';
import { pairingOf } from '../../document/repeats.ts';
import type { Copies, InjectionEdge, SynapseEdge } from '../../document/schema.ts';
import { useEditor } from '../store.ts';
import { useFault } from './ParameterRows.tsx';

const LABELS: readonly { readonly value: Copies; readonly label: string }[] = [
  { value: 'same', label: 'within each copy' },
  { value: 'neighbours', label: 'neighbouring copies' },
  { value: 'others', label: 'each with all others' },
  { value: 'all', label: 'all with all' },
];

interface Props {
  readonly edge: SynapseEdge | InjectionEdge;
  readonly onChange: (copies: Copies) => void;
}

/** Which copies of repeated groups an edge joins; nothing where that is not a question. */
export function CopiesRow({ edge, onChange }: Props) {
  const document = useEditor((state) => state.document);
  const fault = useFault([edge.id])('copies');
  const pairing = pairingOf(document, edge);
  if ((pairing === null || pairing.grid === null) && fault === undefined) return null;
  const between = pairing?.shared === 0;
  const options = between
    ? LABELS.map((one) => (one.value === 'same' ? { ...one, label: 'copy by copy' } : one))
    : LABELS;
  return (
    <>
      <Row label="copies" hint="Which copies of the repeated group are joined" field="copies">
        {(id) => (
          <Select id={id} value={edge.copies ?? pairing?.copies ?? 'all'} options={options} onChange={onChange} />
        )}
      </Row>
      {fault !== undefined && <Fault>{fault}</Fault>}
    </>
  );
}
