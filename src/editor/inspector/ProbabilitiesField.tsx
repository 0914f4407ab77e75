import { useState } from 'react';
import { Check } from '../../controls/Check.tsx';
import { Fault } from '../../controls/Fault.tsx';
import { Row } from '../../controls/Row.tsx';
import { TextArea } from '../../controls/TextArea.tsx';
import { readProbabilities } from '../../document/connection-csv.ts';
import type { RuleField } from '../../library/topologies/index.ts';

type ProbabilitiesDeclaration = Extract<RuleField, { kind: 'probabilities' }>;
type Table = readonly (readonly number[])[];

interface Props {
  readonly declaration: ProbabilitiesDeclaration;
  /** The fields of the rule. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Path in the document. */
  readonly field: string;
  readonly table: Table | undefined;
  readonly onChange: (table: number[][] | undefined) => void;
}

/** Probabilities of each pair of parts, in place of the numbers that say the same of parts that are alike. */
export function ProbabilitiesField({ declaration, given, field, table, onChange }: Props) {
  const { label, part, start } = declaration;
  const [fault, setFault] = useState<string | null>(null);
  const text = (table ?? []).map((row) => row.join(' ')).join('\n');
  const parts = start(given).length;
  return (
    <>
      <Check
        label={label}
        checked={table !== undefined}
        field={table === undefined ? field : undefined}
        onChange={(each) => onChange(each ? start(given) : undefined)}
      />
      {table !== undefined && (
        <Row
          label="probabilities"
          field={field}
          hint={`a line for each source ${part}, a number for each target ${part}`}
        >
          {(id) => (
            <>
              <TextArea
                key={text}
                id={id}
                rows={Math.min(8, Math.max(2, parts))}
                defaultValue={text}
                onBlur={(event) => {
                  if (event.currentTarget.value === text) return setFault(null);
                  const read = readProbabilities(event.currentTarget.value, parts, part);
                  setFault(typeof read === 'string' ? read : null);
                  if (typeof read !== 'string') onChange(read);
                }}
              />
              {fault !== null && <Fault>{fault}</Fault>}
            </>
          )}
        </Row>
      )}
    </>
  );
}
