import { configurationsOf, type NamedConfiguration } from '../document/configurations.ts';
import { declaredOf } from '../document/declared.ts';
import { groupsOf } from '../document/groups.ts';
import { nameIn } from '../document/name-in.ts';
import type { NetworkDocument, PlasticityChoice, Value, Variant } from '../document/schema.ts';
import { valueAt } from '../document/schema-words.ts';
import { valueText } from '../document/summarise.ts';
import { applyVariant } from '../document/variants.ts';
import { findPlasticity } from '../library/plasticity/index.ts';
import { entryOf } from '../units/index.ts';

/** What one configuration has for a parameter. */
interface DifferenceCell {
  readonly text: string;
  /** The configuration sets it; else it is the network's own. */
  readonly overridden: boolean;
}

/** One row of the table of what differs: a parameter that is not the same in all configurations. */
interface Difference {
  readonly key: string;
  /** Whose, e.g. `I → E`. */
  readonly owner: string;
  readonly parameter: string;
  /** Parallel to the configurations. */
  readonly cells: readonly DifferenceCell[];
}

export interface Differences {
  readonly configurations: readonly NamedConfiguration[];
  readonly rows: readonly Difference[];
}

/** The owner of an override as people call it. */
function ownerName(document: NetworkDocument, id: string | null): string {
  if (id === null) return 'run';
  const named = [...document.nodes, ...groupsOf(document)];
  const name = (node: string) => nameIn(named, node);
  const edge = document.edges.find((candidate) => candidate.id === id);
  return edge === undefined ? name(id) : `${name(edge.source)} → ${name(edge.target)}`;
}

const FIELDS: Readonly<Record<string, string>> = { relativeStrength: 'g (relative strength)', enabled: 'on' };

/** Fields of which a network may have none; others that are absent are as by default. */
const MAY_BE_NONE = ['layout', 'spikeTimes', 'profile', 'plasticity', 'learned', 'repeat'];

const VALUE_FORMS = ['uniform', 'normal', 'normalQuantiles', 'lorentzianQuantiles'] as const;

/** Longer values are cut: a list of spike times is no text to read beside a canvas. */
const MOST_TEXT = 60;

function shown(field: string, value: unknown, most: number): string {
  const [first = ''] = field.split('.');
  if (value === undefined) return MAY_BE_NONE.includes(first) ? 'none' : 'default';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null && VALUE_FORMS.some((form) => form in value))
    return valueText(value as Value);
  if (field === 'plasticity' && Array.isArray(value)) return rulesText(value as readonly PlasticityChoice[]);
  const text = JSON.stringify(value);
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Rules by name, with what they do not have by default. */
const rulesText = (rules: readonly PlasticityChoice[]): string =>
  rules
    .map(({ model, parameters }) => {
      const settings = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
      return [findPlasticity(model)?.name ?? model, ...(settings.length > 0 ? [`(${settings.join(', ')})`] : [])].join(
        ' ',
      );
    })
    .join(', ') || 'none';

const itemOf = (document: NetworkDocument, id: string | null): unknown =>
  id === null
    ? document.run
    : [...document.nodes, ...document.edges, ...groupsOf(document)].find((candidate) => candidate.id === id);

/** The default of a parameter that the document leaves to its model. */
function defaultOf(document: NetworkDocument, id: string | null, field: string): string | undefined {
  const [record, name] = field.split('.');
  if (record !== 'parameters') return undefined;
  const item = [...document.nodes, ...document.edges].find((candidate) => candidate.id === id);
  if (item === undefined) return undefined;
  return declaredOf(document, item)?.find((parameter) => parameter.name === name)?.default;
}

/** Fields that an override sets: of a whole record each entry, of the network and of the override. */
function fieldsOf(document: NetworkDocument, { node, field, value }: Variant['overrides'][number]): string[] {
  if (field !== 'parameters' && field !== 'initial') return [field];
  const before = valueAt(itemOf(document, node), field.split('.'));
  const names = [before, value].flatMap((record) =>
    typeof record === 'object' && record !== null ? Object.keys(record) : [],
  );
  return [...new Set(names)].map((name) => `${field}.${name}`);
}

/** The parameters that differ between the configurations of a network, in the order in which they are overridden. */
export function differences(document: NetworkDocument, mostText = MOST_TEXT): Differences {
  const configurations = configurationsOf(document);
  const documents = configurations.map(({ id }) => (id === null ? document : applyVariant(document, id).document));
  const fields = new Map<string, { readonly node: string | null; readonly field: string }>();
  for (const { overrides } of document.variants) {
    for (const override of overrides) {
      for (const field of fieldsOf(document, override))
        fields.set(`${override.node}/${field}`, { node: override.node, field });
    }
  }
  const rows = [...fields].flatMap(([key, { node, field }]): Difference[] => {
    const texts = documents.map((configured) =>
      shown(field, valueAt(itemOf(configured, node), field.split('.')) ?? defaultOf(configured, node, field), mostText),
    );
    if (texts.every((text) => text === texts[0])) return [];
    const cells = texts.map((text, k) => ({
      text,
      overridden:
        document.variants[k - 1]?.overrides.some(
          (override) => override.node === node && fieldsOf(document, override).includes(field),
        ) ?? false,
    }));
    return [{ key, owner: ownerName(document, node), parameter: parameterName(field), cells }];
  });
  return { configurations, rows };
}

const parameterName = (field: string): string => entryOf(FIELDS, field) ?? field.replace(/^(parameters|rule)\./, '');
