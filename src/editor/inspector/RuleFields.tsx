import { defaultRule, RULE_NUMBERS, type Sizes } from '../../document/rule-defaults.ts';
import type { Rule } from '../../document/schema.ts';
import { topologies } from '../../library/topologies/index.ts';
import { BlockFields } from './BlockFields.tsx';
import { CsvFields } from './CsvFields.tsx';
import { Check, NumberRow, Row, Select } from './fields.tsx';
import { KernelFields } from './KernelFields.tsx';

const KINDS = Object.values(topologies).map(({ kind, name }) => ({ value: kind, label: name }));

/** The connection rule and its numbers. */
export function RuleFields({
  rule,
  onChange,
  faultOf,
  weightUnit,
  sizes,
}: {
  rule: Rule;
  weightUnit: string;
  sizes: Sizes;
  onChange: (rule: Rule) => void;
  faultOf: (field: string) => string | undefined;
}) {
  return (
    <>
      <Row label="rule">
        {(id) => (
          <Select
            id={id}
            value={rule.type}
            options={KINDS}
            onChange={(type) => onChange(defaultRule(type, weightUnit, sizes))}
          />
        )}
      </Row>
      {RULE_NUMBERS[rule.type]?.map(({ name, ...field }) => (
        <NumberRow
          key={`${rule.type} ${name}`}
          field={`rule.${name}`}
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
      {(rule.type === 'list' || rule.type === 'matrix') && (
        <CsvFields
          key={rule.type}
          rule={rule}
          weightUnit={rule.type === 'matrix' ? rule.unit : weightUnit}
          sizes={sizes}
          onChange={onChange}
        />
      )}
    </>
  );
}
