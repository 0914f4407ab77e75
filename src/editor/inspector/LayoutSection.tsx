import { DEFAULT_LAYOUT, LENGTH } from '../../compile/index.ts';
import { QuantityRow } from '../../controls/QuantityRow.tsx';
import { Row } from '../../controls/Row.tsx';
import { Section } from '../../controls/Section.tsx';
import { Select } from '../../controls/Select.tsx';
import { common } from '../../controls/values.ts';
import type { Layout, PopulationNode } from '../../document/schema.ts';

const TYPES: readonly { readonly value: Layout['type']; readonly label: string }[] = [
  { value: 'grid', label: 'grid' },
  { value: 'random', label: 'random in a rectangle' },
  { value: 'disc', label: 'disc' },
  { value: 'line', label: 'line' },
  { value: 'ring', label: 'ring' },
];

/** Where the neurons are: what distance kernels, delays by distance and maps go by. */
export function LayoutSection({
  nodes,
  faultOf,
  onChange,
}: {
  nodes: readonly PopulationNode[];
  faultOf: (field: string) => string | undefined;
  onChange: (layout: Layout | undefined) => void;
}) {
  const layout = common(nodes.map((node) => node.layout ?? DEFAULT_LAYOUT)) ?? DEFAULT_LAYOUT;
  const shown = layout === 'mixed' ? DEFAULT_LAYOUT : layout;
  const lengths =
    shown.type === 'line' || shown.type === 'ring' ? (['width'] as const) : (['width', 'height'] as const);
  return (
    <Section title="Positions">
      <Row label="layout" hint="where the neurons are: used by distance kernels, delays by distance and maps">
        {(id) => (
          <Select
            id={id}
            value={layout === 'mixed' ? 'mixed' : layout.type}
            options={TYPES}
            onChange={(type) => onChange({ ...shown, type })}
          />
        )}
      </Row>
      {lengths.map((name) => (
        <QuantityRow
          key={name}
          declaration={{ ...LENGTH, name, symbol: name === 'width' ? 'w' : 'h', meaning: meaningOf(shown.type, name) }}
          value={layout === 'mixed' ? 'mixed' : layout[name]}
          isDefault={shown[name] === DEFAULT_LAYOUT[name]}
          drawable={false}
          fault={faultOf(`layout.${name}`)}
          onChange={(value) =>
            onChange({
              ...shown,
              [name]: typeof value === 'object' || value === undefined ? DEFAULT_LAYOUT[name] : value,
            })
          }
        />
      ))}
    </Section>
  );
}

function meaningOf(type: Layout['type'], name: 'width' | 'height'): string {
  if (type === 'line') return 'length';
  return type === 'ring' ? 'diameter' : name;
}
