import { neuronOf } from '../document/models.ts';
import type { NetworkDocument, Value, Variant } from '../document/schema.ts';
import { valueText } from '../document/summarise.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import { findSynapse } from '../library/synapses/index.ts';

/** One row of the table of what differs. */
export interface Difference {
  readonly key: string;
  /** Whose, e.g. `I → E`. */
  readonly owner: string;
  readonly parameter: string;
  readonly a: string;
  readonly b: string;
}

/** The owner of an override as people call it. */
function ownerName(document: NetworkDocument, id: string | null): string {
  if (id === null) return 'run';
  const name = (node: string) => document.nodes.find((candidate) => candidate.id === node)?.name ?? node;
  const edge = document.edges.find((candidate) => candidate.id === id);
  return edge === undefined ? name(id) : `${name(edge.source)} → ${name(edge.target)}`;
}

const FIELDS: Readonly<Record<string, string>> = { relativeStrength: 'g (relative strength)', enabled: 'on' };

const VALUE_FORMS = ['uniform', 'normal', 'normalQuantiles', 'lorentzianQuantiles'] as const;

function shown(value: unknown): string {
  if (value === undefined) return 'default';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null && VALUE_FORMS.some((form) => form in value))
    return valueText(value as Value);
  return JSON.stringify(value);
}

function valueAt(item: unknown, field: string): unknown {
  return field
    .split('.')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      item,
    );
}

/** The default of a parameter that the document leaves to its model. */
function defaultOf(document: NetworkDocument, id: string | null, field: string): string | undefined {
  const [record, name] = field.split('.');
  if (record !== 'parameters') return undefined;
  const item = [...document.nodes, ...document.edges].find((candidate) => candidate.id === id);
  if (item === undefined || !('model' in item)) return undefined;
  const model = neuronOf(document, item.model) ?? findStimulus(item.model) ?? findSynapse(item.model);
  return model?.parameters.find((parameter) => parameter.name === name)?.default;
}

/** What a variant changes on the network. */
export function differences(document: NetworkDocument, variant: Variant): Difference[] {
  return variant.overrides.map(({ node, field, value }) => {
    const item = node === null ? document.run : [...document.nodes, ...document.edges].find(({ id }) => id === node);
    const parameter = FIELDS[field] ?? field.replace(/^(parameters|rule)\./, '');
    const before = valueAt(item, field) ?? defaultOf(document, node, field);
    return { key: `${node}/${field}`, owner: ownerName(document, node), parameter, a: shown(before), b: shown(value) };
  });
}
