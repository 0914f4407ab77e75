import { useState } from 'react';
import type { Rule } from '../../document/schema.ts';
import { Check, NumberRow, Row } from './fields.tsx';

type BlockRule = Extract<Rule, { type: 'block' }>;

/** Rows of numbers between 0 and 1; a sentence where the text is something else. */
export function readProbabilities(text: string, blocks: number): number[][] | string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const rows = lines.map((line) =>
    line
      .trim()
      .split(/[\s,;]+/)
      .map(Number),
  );
  if (rows.length !== blocks) return `There are ${rows.length} lines; must be ${blocks}, one for each source block.`;
  const wrong = rows.findIndex((row) => row.length !== blocks || !row.every((p) => p >= 0 && p <= 1));
  return wrong < 0 ? rows : `Line ${wrong + 1} must be ${blocks} numbers between 0 and 1.`;
}

/** Probabilities of the block rule: two, or one for each pair of blocks. */
export function BlockFields({ rule, onChange }: { rule: BlockRule; onChange: (rule: Rule) => void }) {
  const { matrix, ...plain } = rule;
  const full = () =>
    Array.from({ length: rule.blocks }, (_, a) =>
      Array.from({ length: rule.blocks }, (_, b) => (a === b ? rule.within : rule.between)),
    );
  return (
    <>
      {matrix === undefined && (
        <>
          <NumberRow
            label="probability within"
            value={rule.within}
            min={0}
            max={1}
            onChange={(within) => onChange({ ...rule, within })}
          />
          <NumberRow
            label="probability between"
            value={rule.between}
            min={0}
            max={1}
            onChange={(between) => onChange({ ...rule, between })}
          />
        </>
      )}
      <Check
        label="a probability for each pair of blocks"
        checked={matrix !== undefined}
        onChange={(each) => onChange(each ? { ...plain, matrix: full() } : plain)}
      />
      {matrix !== undefined && <Probabilities rule={rule} matrix={matrix} onChange={onChange} />}
    </>
  );
}

function Probabilities({
  rule,
  matrix,
  onChange,
}: {
  rule: BlockRule;
  matrix: readonly (readonly number[])[];
  onChange: (rule: Rule) => void;
}) {
  const [fault, setFault] = useState<string | null>(null);
  const text = matrix.map((row) => row.join(' ')).join('\n');
  return (
    <Row label="probabilities" hint="a line for each source block, a number for each target block">
      {(id) => (
        <>
          <textarea
            key={text}
            id={id}
            className="field"
            rows={Math.min(8, Math.max(2, rule.blocks))}
            defaultValue={text}
            onBlur={(event) => {
              if (event.currentTarget.value === text) return setFault(null);
              const read = readProbabilities(event.currentTarget.value, rule.blocks);
              setFault(typeof read === 'string' ? read : null);
              if (typeof read !== 'string') onChange({ ...rule, matrix: read });
            }}
          />
          {fault !== null && <span className="field-fault">{fault}</span>}
        </>
      )}
    </Row>
  );
}
