import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { NumberRow } from '../../src/controls/NumberField.tsx';
import { QuantityRow } from '../../src/controls/QuantityRow.tsx';
import { Select } from '../../src/controls/Select.tsx';
import { TextField } from '../../src/controls/TextField.tsx';

const nothing = () => undefined;
const markup = (node: ReactNode) => renderToStaticMarkup(node);
const attribute = (html: string, element: string, name: string) =>
  new RegExp(`<${element}\\b[^>]*\\s${name}="([^"]*)"`).exec(html)?.[1];

describe('a text field', () => {
  test('is described by the sentence under it', () => {
    const html = markup(<TextField label="Rate" value="-5 Hz" fault="must be at least 0" onCommit={nothing} />);
    expect(attribute(html, 'input', 'aria-invalid')).toBe('true');
    expect(attribute(html, 'input', 'aria-label')).toBe('Rate');
    expect(attribute(html, 'p', 'id')).toMatch(/./);
    expect(attribute(html, 'p', 'id')).toBe(attribute(html, 'input', 'aria-describedby'));
    expect(html).toContain('must be at least 0');
  });

  test('is described by a sentence elsewhere, and then has none of its own', () => {
    const html = markup(<TextField label="unit of a" value="mV" faultId="faults" onCommit={nothing} />);
    expect(attribute(html, 'input', 'aria-invalid')).toBe('true');
    expect(attribute(html, 'input', 'aria-describedby')).toBe('faults');
    expect(html).not.toContain('<p');
  });

  test('is valid without', () => {
    const html = markup(<TextField label="name" value="E" onCommit={nothing} />);
    expect(attribute(html, 'input', 'aria-invalid')).toBe('false');
    expect(html).not.toContain('aria-describedby');
  });
});

describe('a row', () => {
  test('has a label that names its field, and the path by which links lead to it', () => {
    const html = markup(<NumberRow label="size" field="size" value={800} min={1} whole onChange={nothing} />);
    expect(attribute(html, 'label', 'for')).toMatch(/./);
    expect(attribute(html, 'label', 'for')).toBe(attribute(html, 'input', 'id'));
    expect(attribute(html, 'div', 'data-field')).toBe('size');
    expect(attribute(html, 'div', 'title')).toBe('size: a whole number of at least 1');
    expect(attribute(html, 'input', 'value')).toBe('800');
  });

  test('of several nodes that differ shows so, and no number', () => {
    const html = markup(<NumberRow label="size" value="mixed" onChange={nothing} />);
    expect(attribute(html, 'input', 'value')).toBe('');
    expect(attribute(html, 'input', 'placeholder')).toBe('mixed');
  });
});

describe('a quantity', () => {
  const declaration = { name: 'tau_m', symbol: '\\tau_m', unit: 'ms', meaning: 'time constant', default: '20 ms' };
  const row = (value: Parameters<typeof QuantityRow>[0]['value'], drawable: boolean | 'per neuron' = true) =>
    markup(
      <QuantityRow
        declaration={declaration}
        value={value}
        isDefault={false}
        drawable={drawable}
        fault={undefined}
        onChange={nothing}
      />,
    );

  test('that is drawn has a field for each of its numbers', () => {
    const html = row({ normal: ['20 ms', '2 ms'] });
    expect(html.match(/<input/g)).toHaveLength(2);
    expect(html).toContain('aria-label="time constant, sd"');
    expect(html).toMatch(/<option value="normal" selected="">/);
  });

  test('is spread over neurons, not over synapses', () => {
    expect(row('20 ms', 'per neuron')).toContain('normal quantiles');
    expect(row('20 ms')).not.toContain('normal quantiles');
    expect(row('20 ms', false)).not.toContain('<select');
  });

  test('that cannot be read says so before the compiler looks at it', () => {
    expect(row('20 apples')).toContain('aria-invalid="true"');
    expect(row('20 ms')).not.toContain('aria-invalid="true"');
  });
});

describe('a select', () => {
  const options = [
    { value: 'own', label: 'own values', disabled: true },
    { value: 'defaults', label: 'defaults' },
    { value: 'bursting', label: 'bursting', group: 'cortex' },
    { value: 'regular', label: 'regular', group: 'cortex' },
  ] as const;

  test('shows its options under their headings', () => {
    const html = markup(<Select label="set" value="own" options={options} onChange={nothing} />);
    expect(html.match(/<optgroup label="cortex">.*<\/optgroup>/)?.[0].match(/<option/g)).toHaveLength(2);
    expect(html).toContain('<option value="own" disabled="" selected="">');
    expect(html).not.toContain('mixed');
  });

  test('shows that several nodes differ', () => {
    expect(markup(<Select label="set" value="mixed" options={options} onChange={nothing} />)).toContain(
      '<option value="mixed" selected="">mixed</option>',
    );
  });
});
