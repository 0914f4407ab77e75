import './compare.css';
import { Button, SegmentedControl } from '@mantine/core';
import { Copy, Trash2 } from 'lucide-react';
import type { NetworkDocument, Variant } from '../document/schema.ts';
import { useSimulation } from '../editor/simulation.ts';
import { useEditor } from '../editor/store.ts';
import { differences } from './differences.ts';
import { finding } from './finding.ts';
import { IndexTable } from './IndexTable.tsx';
import { useRunIndices } from './use-run-indices.ts';

/** Configuration B against A: what differs, what came out. */
export function ComparePanel() {
  const base = useEditor((state) => state.base);
  const variant = base.variants[0];
  return (
    <section className="compare" aria-label="Compare">
      <h2>Compare</h2>
      {variant === undefined ? <NoPartner /> : <Partner base={base} variant={variant} />}
    </section>
  );
}

/** Makes a second configuration that is as yet the same. */
function duplicateAsB(): void {
  useEditor.getState().editBase('Duplicate as B', (draft) => {
    const taken = new Set([...draft.nodes, ...draft.edges].map(({ id }) => id));
    draft.variants.unshift({ id: taken.has('B') ? 'variant-B' : 'B', name: 'B', overrides: [] });
  });
  const id = useEditor.getState().base.variants[0]?.id;
  if (id !== undefined) useEditor.getState().editVariant(id);
}

function NoPartner() {
  return (
    <>
      <p className="compare-hint">
        There is one configuration. Make a second one, change it, and run both with one seed.
      </p>
      <Button
        size="xs"
        leftSection={<Copy size={14} aria-hidden="true" />}
        onClick={duplicateAsB}
        data-testid="duplicate-as-b"
      >
        Duplicate as B
      </Button>
    </>
  );
}

function Partner({ base, variant }: { base: NetworkDocument; variant: Variant }) {
  return (
    <>
      {base.variants.length > 1 && <PartnerChoice base={base} />}
      <EditingSwitch variant={variant} />
      <Differences base={base} variant={variant} />
      <Outcome variant={variant} />
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        leftSection={<Trash2 size={12} aria-hidden="true" />}
        onClick={() =>
          useEditor.getState().editBase('Remove B', (draft) => {
            draft.variants.shift();
          })
        }
      >
        Remove B
      </Button>
    </>
  );
}

/** Which of several variants is B: the first of the list is. */
function PartnerChoice({ base }: { base: NetworkDocument }) {
  return (
    <label className="compare-choice">
      B is
      <select
        value={base.variants[0]?.id}
        onChange={({ currentTarget: { value } }) => {
          useEditor.getState().editVariant(null);
          useEditor.getState().editBase('Choose B', (draft) => {
            const index = draft.variants.findIndex(({ id }) => id === value);
            draft.variants.unshift(...draft.variants.splice(index, 1));
          });
        }}
      >
        {base.variants.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function EditingSwitch({ variant }: { variant: Variant }) {
  const edited = useEditor((state) => state.variant);
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label="Configuration to edit"
      value={edited === null ? 'A' : 'B'}
      onChange={(value) => useEditor.getState().editVariant(value === 'A' ? null : variant.id)}
      data={[
        { value: 'A', label: 'Edit A' },
        { value: 'B', label: <span data-testid="edit-b">Edit B: {variant.name}</span> },
      ]}
    />
  );
}

function Differences({ base, variant }: { base: NetworkDocument; variant: Variant }) {
  const rows = differences(base, variant);
  if (rows.length === 0) {
    return (
      <p className="compare-hint">
        Nothing differs yet. Choose “Edit B”, select a node or an edge, and change a value.
      </p>
    );
  }
  return (
    <table className="compare-table" data-testid="compare-table">
      <caption>What differs</caption>
      <thead>
        <tr>
          <th scope="col">parameter</th>
          <th scope="col">A</th>
          <th scope="col">B</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, owner, parameter, a, b }) => (
          <tr key={key}>
            <th scope="row">
              {owner} · {parameter}
            </th>
            <td>{a}</td>
            <td>{b}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Both sets of indices, and the finding in words. */
function Outcome({ variant }: { variant: Variant }) {
  const runs = useSimulation((state) => state.runs);
  const sides = useRunIndices();
  const [a, b] = [sides[0], sides[1]];
  const [first, second] = [a?.rows[0], b?.rows[0]];
  if (runs.length < 2 || a === undefined || b === undefined || first === undefined || second === undefined) {
    return <p className="compare-hint">Run to see both side by side.</p>;
  }
  const sentence = finding(
    { label: 'A', name: 'A', indices: first.indices },
    { label: 'B', name: variant.name, indices: second.indices },
    a.fromMs,
    a.toMs,
  );
  return (
    <>
      <IndexTable sides={[a, b]} />
      {sentence !== null && (
        <p className="compare-finding" data-testid="compare-finding">
          {sentence}
        </p>
      )}
    </>
  );
}
