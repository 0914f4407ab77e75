import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { Row, RowBeside } from '../../controls/Row.tsx';
import { TextArea } from '../../controls/TextArea.tsx';
import { listText, matrixText, readList, readMatrix } from '../../document/connection-csv.ts';
import type { Rule } from '../../document/schema.ts';
import type { LineFault } from '../../document/table.ts';
import css from './CsvFields.module.css';

/** A rule that lists its pairs, or has a matrix of weights. */
type GivenRule = Extract<Rule, { pairs: unknown } | { rows: unknown }>;

/** Above it, the text of a rule is not shown: it would slow the page. */
const MOST_SHOWN = 200_000;
const MOST_FAULTS = 5;

interface Props {
  readonly rule: GivenRule;
  readonly weightUnit: string;
  readonly sizes: { readonly sources: number | null; readonly targets: number | null };
  readonly onChange: (rule: Rule) => void;
}

/** Synapses as text: pasted, typed, or dropped as a file. What cannot be read stays, with the lines at fault named. */
export function CsvFields({ rule, weightUnit, sizes, onChange }: Props) {
  const saved = 'pairs' in rule ? listText(rule) : matrixText(rule);
  const [typed, setTyped] = useState<string | null>(null);
  const [faults, setFaults] = useState<readonly LineFault[]>([]);
  const take = (text: string) => {
    const read = ('pairs' in rule ? readList : readMatrix)(text, { weightUnit, ...sizes });
    setFaults('faults' in read ? read.faults : []);
    setTyped('faults' in read ? text : null);
    if ('rule' in read && text !== saved) onChange(read.rule);
  };
  const takeFile = async (file: File | null | undefined) => {
    if (file) take(await file.text());
  };
  const hint =
    'pairs' in rule
      ? `a line for each synapse: pre, post, and if wanted weight (${weightUnit}) and delay (ms); a heading may name the columns`
      : `a line for each source, a number (${weightUnit}) for each target; 0 is no synapse`;
  const hidden = saved.length > MOST_SHOWN && typed === null;
  return (
    <>
      <Row
        label={'pairs' in rule ? 'synapses' : `weights (${weightUnit})`}
        hint={hint}
        field={'pairs' in rule ? 'rule.pairs' : 'rule.rows'}
      >
        {(id) => (
          <TextArea
            id={id}
            data-testid="connection-csv"
            rows={8}
            spellCheck={false}
            placeholder={hint}
            aria-invalid={faults.length > 0}
            readOnly={hidden}
            value={typed ?? (hidden ? 'Too long to be shown. Drop another file here.' : saved)}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData('text');
              if (!pasted.includes('\n')) return;
              event.preventDefault();
              take(pasted);
            }}
            onBlur={(event) => !hidden && take(event.currentTarget.value)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              if (event.dataTransfer.files.length === 0) return;
              event.preventDefault();
              event.stopPropagation();
              void takeFile(event.dataTransfer.files[0]);
            }}
          />
        )}
      </Row>
      {faults.length > 0 && (
        <ul className={css.faults} role="alert">
          {faults.slice(0, MOST_FAULTS).map(({ line, message }) => (
            <li key={`${line} ${message}`}>{message}</li>
          ))}
          {faults.length > MOST_FAULTS && <li>and {faults.length - MOST_FAULTS} more.</li>}
        </ul>
      )}
      <RowBeside>
        <FileButton accept=".csv,.tsv,.txt,text/csv,text/plain" onChange={takeFile}>
          {(props) => (
            <Button size="compact-xs" variant="default" {...props}>
              Open CSV…
            </Button>
          )}
        </FileButton>
      </RowBeside>
    </>
  );
}
