import { Check } from '../../controls/Check.tsx';
import { Fault } from '../../controls/Fault.tsx';
import { NumberRow } from '../../controls/NumberField.tsx';
import { QuantityRow } from '../../controls/QuantityRow.tsx';
import { Row } from '../../controls/Row.tsx';
import { Select } from '../../controls/Select.tsx';
import type { Rule } from '../../document/schema.ts';
import {
  defaultRule,
  type RuleField,
  type RuleFields as RuleFieldDeclarations,
  replacedFields,
  type Sizes,
  topologies,
  withField,
} from '../../library/topologies/index.ts';
import { CsvFields } from './CsvFields.tsx';
import { ProbabilitiesField } from './ProbabilitiesField.tsx';

const KINDS = Object.values(topologies).map(({ kind, name }) => ({ value: kind, label: name }));

/** Fields whose row shows what is wrong with them; of others it is said below all rows. */
const SHOWS_FAULT: readonly RuleField['kind'][] = ['number', 'quantity'];

interface Props {
  readonly rule: Rule;
  readonly weightUnit: string;
  readonly sizes: Sizes;
  readonly onChange: (rule: Rule) => void;
  readonly faultOf: (field: string) => string | undefined;
}

/** The connection rule and a row for each of its fields, as its file in library/topologies declares them. */
export function RuleFields(props: Props) {
  const { rule, onChange, weightUnit, sizes, faultOf } = props;
  const fields: RuleFieldDeclarations = topologies[rule.type].fields;
  const withoutFault = Object.entries(fields).filter(([, { kind }]) => !SHOWS_FAULT.includes(kind));
  const faults = ['rule', ...withoutFault.map(([name]) => `rule.${name}`)].flatMap((field) => faultOf(field) ?? []);
  const replaced = replacedFields(fields, rule);
  return (
    <>
      <Row label="rule" field="rule">
        {(id) => (
          <Select
            id={id}
            value={rule.type}
            options={KINDS}
            onChange={(type) => onChange(defaultRule(type, sizes, weightUnit))}
          />
        )}
      </Row>
      {Object.entries(fields).map(
        ([name, declaration]) =>
          !replaced.has(name) && (
            <FieldRow key={`${rule.type} ${name}`} {...props} name={name} declaration={declaration} />
          ),
      )}
      {faults.map((fault) => (
        <Fault key={fault}>{fault}</Fault>
      ))}
    </>
  );
}

/** Nothing for columns and units: they are typed together with what they belong to. */
function FieldRow({
  rule,
  weightUnit,
  sizes,
  onChange,
  faultOf,
  name,
  declaration,
}: Props & { readonly name: string; readonly declaration: RuleField }) {
  const field = `rule.${name}`;
  const value = Reflect.get(rule, name);
  const set = (next: unknown) => onChange(withField(rule, name, next));
  switch (declaration.kind) {
    case 'number': {
      const { label, meaning, min, max, whole = false } = declaration;
      const bounds = max === undefined ? { min } : { min, max };
      return (
        <NumberRow
          field={field}
          label={label}
          meaning={meaning}
          {...bounds}
          whole={whole}
          value={Number(value)}
          fault={faultOf(field)}
          onChange={set}
        />
      );
    }
    case 'quantity': {
      const usual = declaration.declaration.default;
      return (
        <QuantityRow
          declaration={declaration.declaration}
          field={field}
          value={value}
          isDefault={value === usual}
          drawable={false}
          fault={faultOf(field)}
          onChange={(next) => set(typeof next === 'object' ? usual : (next ?? usual))}
        />
      );
    }
    case 'flag':
      return <Check label={declaration.label} checked={value === true} field={field} onChange={set} />;
    case 'choice': {
      const { label, hint, options } = declaration;
      return (
        <Row label={label} field={field} {...(hint === undefined ? {} : { hint })}>
          {(id) => <Select id={id} value={String(value)} options={options} onChange={set} />}
        </Row>
      );
    }
    case 'probabilities':
      return <ProbabilitiesField declaration={declaration} given={rule} field={field} table={value} onChange={set} />;
    case 'pairs':
    case 'weights':
      return 'pairs' in rule || 'rows' in rule ? (
        <CsvFields rule={rule} weightUnit={'unit' in rule ? rule.unit : weightUnit} sizes={sizes} onChange={onChange} />
      ) : null;
    case 'column':
    case 'unit':
      return null;
  }
}
