import type { z } from 'zod';
import type { Problem } from '../contract/index.ts';
import { namesOf } from './declared.ts';
import { groupsOf } from './groups.ts';
import { problem, type Subject } from './problems.ts';
import {
  edgeSchema,
  type Group,
  groupSchema,
  type NetworkDocument,
  type NetworkEdge,
  type NetworkNode,
  nodeSchema,
  runSchema,
} from './schema.ts';
import {
  FORBIDDEN_NAME,
  faultSentence,
  fieldOf,
  fieldsOf,
  ownValue,
  type SchemaFault,
  schemaFaults,
  shown,
  whatThereIs,
} from './schema-words.ts';
import { structureProblems } from './structure.ts';
import { titleOf } from './titles.ts';

/** A field of a node, edge or group, or of the run settings (null), by its dotted path. */
export interface FieldPlace {
  readonly node: string | null;
  readonly field: string;
}

export type FieldSet =
  | {
      readonly ok: true;
      readonly document: NetworkDocument /** The whole path, for sentences. */;
      readonly field: string;
    }
  | { readonly ok: false; readonly problem: Problem };

type Element = NetworkNode | NetworkEdge | Group;

/** What has a field: a node, edge, group, or the run settings. */
interface Owner {
  readonly subject: Subject;
  readonly value: object;
  readonly schema: z.ZodType;
  /** Names that may stand alone: they are parameters of its model. */
  readonly names: readonly string[];
  readonly replace: (value: object) => NetworkDocument;
}

/** What a thing is and which it is: these make it another thing, not a changed one. */
const FIXED = ['id', 'kind'];

/**
 * The document with one field set; the one way to write a field that is named in a text, be it of an option, a variant or a sweep.
 * The name of a parameter, or of a number of the connection rule, may stand alone (`tau_w` for `parameters.tau_w`). A field that
 * may be absent is taken away by null. The value must fit the schema, and edges and groups what they name; whether a quantity fits
 * its parameter is the compiler's to say. Refused with a problem that names the node, the field, the value and what is allowed.
 */
export function setField(document: NetworkDocument, { node, field }: FieldPlace, value: unknown): FieldSet {
  const owner = ownerOf(document, node);
  if (owner === null) return { ok: false, problem: noSuchElement(document, node ?? '', field) };
  const { subject } = owner;
  const path = pathOf(owner, field);
  const whole = path.join('.');
  const refuse = (code: 'schema' | 'unknown-field', given: string, allowed: string, sentence: string): FieldSet => ({
    ok: false,
    problem: problem({ code, subject, field: whole, given, allowed, sentence }),
  });
  if (path.length === 1 && FIXED.includes(whole))
    return refuse('schema', shown(value), 'as it is', `${whole} says what it is and cannot be set.`);
  const changed = withPath(owner.value, path, value);
  if (changed === null) {
    const known = settable(owner, fieldsOf(owner.schema, owner.value));
    return refuse(
      'unknown-field',
      whole,
      known.join(', '),
      `there is no field "${whole}". ${whatThereIs(path[0] ?? '', known)}`,
    );
  }
  const [fault] = faultsOf(owner, changed, path);
  if (fault !== undefined) {
    const code = fault.of === 'value' ? 'schema' : 'unknown-field';
    return refuse(code, fault.given, fault.allowed, faultSentence(fault));
  }
  const next = owner.replace(changed as object);
  const [misfit] = ['source', 'target', 'parent'].includes(whole) ? structureProblems(next) : [];
  return misfit === undefined ? { ok: true, document: next, field: whole } : { ok: false, problem: misfit };
}

/** Faults of a changed thing. A bare name that is nothing may have been meant as one of its rule or its parameters, which are then listed too. */
function faultsOf(owner: Owner, changed: unknown, path: readonly string[]): SchemaFault[] {
  return schemaFaults(owner.schema, changed).map((fault) => {
    if (fault.of !== 'field' || path.length > 1 || fieldOf(fault) !== path[0]) return fault;
    const known = settable(owner, fault.known);
    return { ...fault, known, allowed: known.join(', ') };
  });
}

/** What may be set by one name: the fields but those that say what it is, the numbers of its rule, its parameters. */
function settable({ value, names }: Owner, fields: readonly string[]): string[] {
  const ofRule = Object.keys(Object(ownValue(value, 'rule'))).map((name) => `rule.${name}`);
  return [...fields.filter((name) => !FIXED.includes(name)), ...ofRule, ...names];
}

function ownerOf(document: NetworkDocument, id: string | null): Owner | null {
  const replaceIn = <T extends { readonly id: string }>(list: readonly T[], value: object): T[] =>
    list.map((item) => (item.id === id ? (value as T) : item));
  const owner = (element: Element, schema: z.ZodType, replace: Owner['replace']): Owner => ({
    subject: { id: element.id, title: titleOf(element, 'Group', 'name' in element ? element.name : element.id) },
    value: element,
    schema,
    names: namesOf(document, element),
    replace,
  });
  const { nodes, edges } = document;
  const node = nodes.find((candidate) => candidate.id === id);
  if (node !== undefined) return owner(node, nodeSchema, (value) => ({ ...document, nodes: replaceIn(nodes, value) }));
  const edge = edges.find((candidate) => candidate.id === id);
  if (edge !== undefined) return owner(edge, edgeSchema, (value) => ({ ...document, edges: replaceIn(edges, value) }));
  const groups = groupsOf(document);
  const group = groups.find((candidate) => candidate.id === id);
  if (group !== undefined)
    return owner(group, groupSchema, (value) => ({ ...document, groups: replaceIn(groups, value) }));
  if (id !== null && id !== 'run') return null;
  return {
    subject: { id: null, title: 'Run settings' },
    value: document.run,
    schema: runSchema,
    names: [],
    replace: (value) => ({ ...document, run: value as NetworkDocument['run'] }),
  };
}

function noSuchElement({ nodes, edges, groups = [] }: NetworkDocument, id: string, field: string): Problem {
  const known = [...nodes, ...groups, ...edges].map((element) => element.id);
  return problem({
    code: 'unknown-element',
    subject: { id, title: '' },
    field,
    given: id,
    allowed: known.join(', '),
    sentence: `there is no node or edge "${id}" to set ${field} of. ${whatThereIs(id, known)}`,
  });
}

/** A bare name that is no field of the thing is one of its rule or its parameters. */
function pathOf({ value, schema, names }: Owner, field: string): string[] {
  const path = field.split('.');
  const [first = ''] = path;
  if (path.length > 1 || Object.hasOwn(value, first) || fieldsOf(schema, value).includes(first)) return path;
  const rule = ownValue(value, 'rule');
  if (ownValue(rule, first) !== undefined) return ['rule', first];
  return names.includes(first) ? ['parameters', first] : path;
}

/** A copy with the value at a path; null where the path leads through what is not there. */
function withPath(target: unknown, path: readonly string[], value: unknown): unknown {
  const [key = '', ...rest] = path;
  if (typeof target !== 'object' || target === null || key === '' || key === FORBIDDEN_NAME) return null;
  const inner = rest.length === 0 ? value : withPath(ownValue(target, key), rest, value);
  if (rest.length > 0 && inner === null) return null;
  if (Array.isArray(target)) {
    const index = Number(key);
    return /^\d+$/.test(key) && index < target.length ? target.with(index, inner) : null;
  }
  if (inner !== null) return { ...target, [key]: inner };
  const { [key]: _taken, ...others } = target as Record<string, unknown>;
  return others;
}
