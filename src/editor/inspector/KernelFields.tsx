import { KERNEL_WIDTH } from '../../compile/index.ts';
import type { Rule } from '../../document/schema.ts';
import { Row, Select, ValueRow } from './fields.tsx';

type KernelRule = Extract<Rule, { type: 'distance-kernel' }>;

const KERNELS: readonly { readonly value: KernelRule['kernel']; readonly label: string }[] = [
  { value: 'gaussian', label: 'Gaussian' },
  { value: 'exponential', label: 'exponential' },
  { value: 'box', label: 'box (within a radius)' },
  { value: 'mexican-hat-centre', label: 'Mexican hat, centre' },
  { value: 'mexican-hat-surround', label: 'Mexican hat, surround' },
];

const BORDERS: readonly { readonly value: KernelRule['border']; readonly label: string }[] = [
  { value: 'periodic', label: 'periodic' },
  { value: 'open', label: 'open' },
];

/** Shape, width and border of a kernel. */
export function KernelFields({
  rule,
  onChange,
  faultOf,
}: {
  rule: KernelRule;
  onChange: (rule: Rule) => void;
  faultOf: (field: string) => string | undefined;
}) {
  return (
    <>
      <Row
        label="kernel"
        hint="probability of a synapse by distance; distances come from the positions of the populations"
      >
        {(id) => (
          <Select id={id} value={rule.kernel} options={KERNELS} onChange={(kernel) => onChange({ ...rule, kernel })} />
        )}
      </Row>
      <ValueRow
        declaration={KERNEL_WIDTH}
        field="rule.width"
        value={rule.width}
        isDefault={rule.width === KERNEL_WIDTH.default}
        drawable={false}
        fault={faultOf('rule.width')}
        onChange={(value) =>
          onChange({ ...rule, width: typeof value === 'object' || value === undefined ? KERNEL_WIDTH.default : value })
        }
      />
      <Row label="border">
        {(id) => (
          <Select id={id} value={rule.border} options={BORDERS} onChange={(border) => onChange({ ...rule, border })} />
        )}
      </Row>
    </>
  );
}
