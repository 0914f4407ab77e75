import type { Problem } from '../../contract/index.ts';
import { QuantityRow } from '../../controls/QuantityRow.tsx';
import { common } from '../../controls/values.ts';
import type { Value } from '../../document/schema.ts';
import type { ParameterDeclaration } from '../../library/types.ts';
import { entryOf } from '../../units/index.ts';
import { useProblems } from '../problems.ts';
import { sweepThis } from '../sweep-request.ts';

/** The sentence of the first problem at a field of one of these nodes or edges. */
export function useFault(ids: readonly string[]): (field: string) => string | undefined {
  const problems = useProblems();
  const mine = (problem: Problem) => problem.node !== null && ids.includes(problem.node);
  return (field) => problems.find((problem) => mine(problem) && problem.field === field)?.message;
}

interface Props {
  readonly ids: readonly string[];
  readonly declarations: readonly ParameterDeclaration[];
  /** The given values of each node, only what differs from the default. */
  readonly given: readonly Readonly<Record<string, Value>>[];
  /** Path of the record in the document: `parameters`, `initial`, `plasticity.0.parameters`. */
  readonly field: string;
  readonly drawable: boolean | 'per neuron';
  readonly defaults?: Readonly<Record<string, string>>;
  /** Parameters that may be named instead of a quantity. */
  readonly names?: readonly string[];
  readonly onChange: (name: string, value: Value | undefined) => void;
}

/** A row for each declared parameter. */
export function ParameterRows({
  ids,
  declarations,
  given,
  field,
  drawable,
  defaults = {},
  names = [],
  onChange,
}: Props) {
  const faultOf = useFault(ids);
  const [only] = ids.length === 1 && field !== 'initial' ? ids : [];
  return declarations.map((declared) => {
    const declaration = { ...declared, default: entryOf(defaults, declared.name) ?? declared.default };
    const values = given.map((record) => entryOf(record, declaration.name) ?? declaration.default);
    return (
      <QuantityRow
        key={declaration.name}
        declaration={declaration}
        value={common(values) ?? declaration.default}
        isDefault={given.every((record) => entryOf(record, declaration.name) === undefined)}
        drawable={drawable}
        names={names}
        field={`${field}.${declaration.name}`}
        fault={faultOf(`${field}.${declaration.name}`)}
        onChange={(value) => onChange(declaration.name, value)}
        onSweep={only === undefined ? undefined : () => sweepThis(only, `${field}.${declaration.name}`)}
      />
    );
  });
}
