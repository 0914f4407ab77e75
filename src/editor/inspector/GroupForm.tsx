import { Button } from '@mantine/core';
import { NumberRow } from '../../controls/NumberField.tsx';
import { Row } from '../../controls/Row.tsx';
import { Section } from '../../controls/Section.tsx';
import { Select } from '../../controls/Select.tsx';
import { TextField } from '../../controls/TextField.tsx';
import { rename } from '../../document/commands.ts';
import { describeContents } from '../../document/groups.ts';
import { copiesOf } from '../../document/repeats.ts';
import type { Group, Repeat } from '../../document/schema.ts';
import { keepBlock, saveBlockFile } from '../blocks.ts';
import { setCollapsed, ungroupSelected } from '../groups.ts';
import { useEditor } from '../store.ts';
import inspectorCss from './Inspector.module.css';
import { useFault } from './ParameterRows.tsx';

const BORDERS = [
  { value: 'open', label: 'open' },
  { value: 'periodic', label: 'periodic' },
] as const;

const ONCE: Repeat = { columns: 1, rows: 1, border: 'open' };

/** A group: its name, how often it is there, and what can be done with it. */
export function GroupForm({ group }: { group: Group }) {
  const document = useEditor((state) => state.document);
  const { id, name, collapsed } = group;
  const repeat = group.repeat ?? ONCE;
  const fault = useFault([id])('repeat');
  const set = (change: Partial<Repeat>) => setRepeat(id, { ...repeat, ...change });
  return (
    <>
      <header className={inspectorCss.header}>
        <h2>{name}</h2>
        <span className={inspectorCss.badge}>group</span>
      </header>
      <p className={inspectorCss.summary}>It holds {describeContents(document, id)}.</p>
      <Section title="Group">
        <Row label="name">
          {(field) => (
            <TextField
              id={field}
              label="name"
              value={name}
              onCommit={(text) => useEditor.getState().edit('Rename', (draft) => rename(draft, id, text))}
            />
          )}
        </Row>
      </Section>
      <Section title="Repeat">
        <NumberRow
          label="columns"
          field="repeat.columns"
          value={repeat.columns}
          min={1}
          max={100}
          whole
          onChange={(columns) => set({ columns })}
        />
        <NumberRow
          label="rows"
          field="repeat.rows"
          value={repeat.rows}
          min={1}
          max={100}
          whole
          fault={fault}
          onChange={(rows) => set({ rows })}
        />
        {copiesOf(repeat) > 1 && (
          <>
            <Row label="border" hint="What lies beyond the border for connections between neighbours">
              {(field) => (
                <Select id={field} value={repeat.border} options={BORDERS} onChange={(border) => set({ border })} />
              )}
            </Row>
            <p className={inspectorCss.summary}>
              {copiesOf(repeat)} copies. What runs within the group runs within each copy; choose on a connection
              whether it joins neighbouring copies instead. What lies outside is joined with every copy.
            </p>
          </>
        )}
      </Section>
      <div className={inspectorCss.buttons}>
        <Button size="compact-xs" variant="default" onClick={() => setCollapsed([id], !collapsed)}>
          {collapsed ? 'Expand' : 'Collapse'}
        </Button>
        <Button size="compact-xs" variant="default" onClick={ungroupSelected}>
          Ungroup
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          data-testid="keep-block"
          title="Keeps it in the palette of this browser"
          onClick={() => void keepBlock(id)}
        >
          Keep as block
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          data-testid="save-block"
          title="Saves it to a file, for other networks and other people"
          onClick={() => saveBlockFile(id)}
        >
          Save block to a file
        </Button>
      </div>
    </>
  );
}

function setRepeat(id: string, repeat: Repeat): void {
  useEditor.getState().edit(
    'Repeat',
    (draft) => {
      const group = draft.groups?.find((candidate) => candidate.id === id);
      if (group === undefined) return;
      if (copiesOf(repeat) === 1 && repeat.border === 'open') delete group.repeat;
      else group.repeat = repeat;
    },
    `repeat ${id}`,
  );
}
