import type { Rule } from '../../document/schema.ts';
import { topologies } from '../../library/topologies/index.ts';
import { BlockFields } from './BlockFields.tsx';
import { Check, NumberRow, Row, Select } from './fields.tsx';
import { KernelFields } from './KernelFields.tsx';
import { RULE_DEFAULTS, RULE_NUMBERS } from './rule-defaults.ts';

const KINDS = Object.values(topologies).map(({ kind, name }) => ({ value: kind, label: name }));

/** The connection rule and its numbers. */
export function RuleFields({
  rule,
  onChange,
  faultOf,
}: {
  rule: Rule;
  onChange: (rule: Rule) => void;
  faultOf: (field: string) => string | undefined;
}) {
  return (
    <>
      <Row label="rule">
        {(id) => (
          <Select id={id} value={rule.type} options={KINDS} onChange={(type) => onChange(RULE_DEFAULTS[type])} />
        )}
      </Row>
      {RULE_NUMBERS[rule.type]?.map(({ name, ...field }) => (
        <NumberRow
          key={`${rule.type} ${name}`}
          {...field}
          value={Number(Reflect.get(rule, name))}
          onChange={(number) => onChange({ ...rule, [name]: number } as Rule)}
        />
      ))}
      {rule.type === 'block' && <BlockFields rule={rule} onChange={onChange} />}
      {rule.type === 'distance-kernel' && <KernelFields rule={rule} onChange={onChange} faultOf={faultOf} />}
      {'multapses' in rule && (
        <Check
          label="multapses (several synapses of one pair)"
          checked={rule.multapses}
          onChange={(multapses) => onChange({ ...rule, multapses })}
        />
      )}
      {'autapses' in rule && (
        <Check
          label="autapses (synapses of a neuron onto itself)"
          checked={rule.autapses}
          onChange={(autapses) => onChange({ ...rule, autapses })}
        />
      )}
      {rule.type === 'list' && <Pairs rule={rule} onChange={onChange} />}
    </>
  );
}

type ListRule = Extract<Rule, { type: 'list' }>;

/** Index pairs, one a line; lines that are no pair of whole numbers are left out. */
export function readPairs(text: string): [number, number][] {
  return text.split('\n').flatMap((line): [number, number][] => {
    const numbers = line
      .trim()
      .split(/[\s,;]+/)
      .map(Number);
    const [pre, post] = numbers;
    const valid = numbers.length === 2 && numbers.every((n) => Number.isInteger(n) && n >= 0);
    return valid && pre !== undefined && post !== undefined ? [[pre, post]] : [];
  });
}

function Pairs({ rule, onChange }: { rule: ListRule; onChange: (rule: Rule) => void }) {
  const text = rule.pairs.map((pair) => pair.join(' ')).join('\n');
  return (
    <Row label="pairs" hint="a line for each synapse: presynaptic and postsynaptic index">
      {(id) => (
        <textarea
          key={text}
          id={id}
          className="field"
          rows={6}
          defaultValue={text}
          onBlur={(event) =>
            event.currentTarget.value !== text && onChange({ ...rule, pairs: readPairs(event.currentTarget.value) })
          }
        />
      )}
    </Row>
  );
}
