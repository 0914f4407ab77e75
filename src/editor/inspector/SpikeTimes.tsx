import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { classes } from '../../controls/classes.ts';
import { Fault } from '../../controls/Fault.tsx';
import { Row } from '../../controls/Row.tsx';
import { Select } from '../../controls/Select.tsx';
import { TextArea } from '../../controls/TextArea.tsx';
import type { StimulusNode } from '../../document/schema.ts';
import { parseSpikeTable, type SpikeTableLayout } from '../../document/spike-table.ts';
import { type LineFault, tableLines } from '../../document/table.ts';
import { editNodes, isStimulus } from './edits.ts';
import inspectorCss from './Inspector.module.css';
import { useFault } from './ParameterRows.tsx';
import css from './SpikeTimes.module.css';

/** Above it, a text of all times would be slow to show and of no use. */
const MOST_SHOWN = 2000;
const MOST_FAULTS = 5;
const FILES = '.csv,.tsv,.txt,.dat,text/csv,text/plain';

const LAYOUTS = [
  { value: 'auto', label: 'as it looks' },
  { value: 'columns', label: 'index, time' },
  { value: 'rows', label: 'a row each' },
] as const satisfies readonly { readonly value: SpikeTableLayout | 'auto'; readonly label: string }[];

const keep = (node: StimulusNode, spikeTimes: readonly (readonly string[])[]): void =>
  editNodes([node.id], isStimulus, 'Spike times', (draft) => Object.assign(draft, { spikeTimes }));

/** Spike times of a stimulus: as text, and from a table that is pasted, chosen as a file, or dropped here. */
export function SpikeTimes({ node }: { node: StimulusNode }) {
  return (
    <>
      <TypedTimes node={node} />
      <ImportTable key={node.id} node={node} />
    </>
  );
}

/** Rows of spike times: an element a line, times separated by commas; a bare number is in ms. */
function TypedTimes({ node }: { node: StimulusNode }) {
  const faultOf = useFault([node.id]);
  const rows = node.spikeTimes ?? [];
  const spikes = rows.reduce((sum, row) => sum + row.length, 0);
  if (spikes > MOST_SHOWN) {
    return (
      <p className={inspectorCss.note}>
        {spikes.toLocaleString('en')} spikes of {rows.length.toLocaleString('en')} trains
      </p>
    );
  }
  const text = rows.map((row) => row.join(', ')).join('\n');
  const read = (typed: string) =>
    tableLines(typed).map(({ fields }) =>
      fields.filter((time) => time !== '').map((time) => (Number.isNaN(Number(time)) ? time : `${time} ms`)),
    );
  const fault = rows
    .flatMap((row, index) => row.map((_, k) => faultOf(`spikeTimes.${index}.${k}`)))
    .find((sentence) => sentence !== undefined);
  return (
    <Row label="spike times" hint="a line for each element, times separated by commas">
      {(id) => (
        <>
          <TextArea
            key={text}
            id={id}
            rows={6}
            defaultValue={text}
            onBlur={(event) => event.currentTarget.value !== text && keep(node, read(event.currentTarget.value))}
          />
          {fault !== undefined && <Fault>{fault}</Fault>}
        </>
      )}
    </Row>
  );
}

interface Outcome {
  readonly done: string | null;
  readonly faults: readonly LineFault[];
}

/** Takes a table of spike times in place of those that are there; says what was read, or which lines cannot be. */
function ImportTable({ node }: { node: StimulusNode }) {
  const [layout, setLayout] = useState<SpikeTableLayout | 'auto'>('auto');
  const [pasted, setPasted] = useState('');
  const [outcome, setOutcome] = useState<Outcome>({ done: null, faults: [] });
  const [over, setOver] = useState(false);
  const take = (text: string) => {
    const { table, faults } = parseSpikeTable(text, layout);
    if (table === null) {
      setOutcome({ done: null, faults });
      return;
    }
    keep(node, table.spikeTimes);
    setPasted('');
    const as = table.layout === 'columns' ? 'index and time' : 'a row for each neuron';
    const trains = table.spikeTimes.length;
    setOutcome({ done: `Read as ${as}: ${count(table.spikes, 'spike')} of ${count(trains, 'train')}.`, faults: [] });
  };
  const takeFile = async (file: File | null | undefined) => {
    if (file) take(await file.text());
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is one way of three; the others are controls
    <div
      className={classes(css.import, over && css.over)}
      data-testid="table-import"
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        void takeFile(event.dataTransfer.files[0]);
      }}
    >
      <Row label="from a table" hint="neuron index and time (ms) in two columns, or a row of times for each neuron">
        {(id) => (
          <>
            <TextArea
              id={id}
              rows={3}
              placeholder={'neuron, time (ms)\n0, 12.5\n1, 14'}
              value={pasted}
              onChange={(event) => setPasted(event.currentTarget.value)}
            />
            <Select label="Layout of the table" value={layout} options={LAYOUTS} onChange={setLayout} />
          </>
        )}
      </Row>
      <div className={css.tools}>
        <Button size="compact-xs" variant="default" disabled={pasted.trim() === ''} onClick={() => take(pasted)}>
          Read the text
        </Button>
        <FileButton accept={FILES} onChange={takeFile} inputProps={{ 'aria-label': 'CSV file of spike times' }}>
          {(props) => (
            <Button size="compact-xs" variant="default" {...props}>
              Choose a CSV file
            </Button>
          )}
        </FileButton>
      </div>
      <p className={css.drop}>or drop it here</p>
      <div role="status" className={css.outcome}>
        {outcome.done}
        {outcome.faults.slice(0, MOST_FAULTS).map(({ line, message }) => (
          <Fault key={`${line} ${message}`}>{message}</Fault>
        ))}
        {outcome.faults.length > MOST_FAULTS && (
          <Fault>And {count(outcome.faults.length - MOST_FAULTS, 'more line')}.</Fault>
        )}
      </div>
    </div>
  );
}

const count = (number: number, what: string): string =>
  `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
