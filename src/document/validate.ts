import { z } from 'zod';
import type { Problem } from '../contract/index.ts';
import { CURRENT_VERSION, migrate } from './migrations.ts';
import { problem, type Subject } from './problems.ts';
import { type NetworkDocument, networkSchema } from './schema.ts';

export interface Validation {
  readonly document: NetworkDocument | null;
  readonly problems: readonly Problem[];
}

const FILE: Subject = { id: null, title: 'File' };

/**
 * Reads a parsed JSON value as a network: checks version and schema, that ids are unique and that edges join nodes that
 * exist. Whether quantities and models fit is the compiler's to say. All faults are listed, not only the first.
 */
export function validateDocument(json: unknown): Validation {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return fail(
      problem({
        code: 'not-a-network',
        subject: FILE,
        sentence: 'this is not an Entrain network: a JSON object is expected.',
      }),
    );
  }
  const saved = json as Record<string, unknown>;
  if (saved.format !== 'entrain-network') {
    const sentence = 'this is not an Entrain network: its "format" must be "entrain-network".';
    return fail(
      problem({
        code: 'not-a-network',
        subject: FILE,
        field: 'format',
        given: String(saved.format),
        allowed: 'entrain-network',
        sentence,
      }),
    );
  }
  const current = migrate(saved);
  if (current === null) {
    const sentence = `it has version ${String(saved.version)}, and this Entrain reads up to version ${CURRENT_VERSION}. Update Entrain to open it.`;
    return fail(
      problem({
        code: 'newer-version',
        subject: FILE,
        field: 'version',
        given: String(saved.version),
        allowed: `1 to ${CURRENT_VERSION}`,
        sentence,
      }),
    );
  }
  const parsed = networkSchema.safeParse(current);
  if (!parsed.success) {
    return { document: null, problems: parsed.error.issues.flatMap((issue) => schemaProblems(issue, current)) };
  }
  const problems = structureProblems(parsed.data);
  return problems.length === 0 ? { document: parsed.data, problems } : { document: null, problems };
}

function fail(...problems: Problem[]): Validation {
  return { document: null, problems };
}

/** One problem for each field at fault; a failed union is told by its closest branch. */
function schemaProblems(issue: z.core.$ZodIssue, root: unknown): Problem[] {
  const { subject, field, value } = locate(issue.path, root);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = field === '' ? key : `${field}.${key}`;
      return problem({
        code: 'schema',
        subject,
        field: path,
        given: key,
        allowed: 'no field of that name',
        sentence: `there is no field "${path}".`,
      });
    });
  }
  const allowed = issue.message.replace(/^Invalid (input|option|string): ?/i, '').replace(/^expected /, '');
  const given = value === undefined ? 'missing' : shorten(JSON.stringify(value) ?? String(value));
  const named = field === '' ? 'it' : field;
  const wanted =
    issue.code === 'invalid_union'
      ? 'a quantity such as "1.5 ms", {"uniform": [low, high]} or {"normal": [mean, sd]}'
      : allowed;
  return [
    problem({
      code: 'schema',
      subject,
      field: field === '' ? 'value' : field,
      given,
      allowed: wanted,
      sentence: `${named} is ${given}; expected: ${wanted}.`,
    }),
  ];
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Splits a zod path into the node or edge it lies in and the field inside that. */
function locate(path: readonly PropertyKey[], root: unknown): { subject: Subject; field: string; value: unknown } {
  const at = (keys: readonly PropertyKey[]): unknown =>
    keys.reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      root,
    );
  const value = at(path);
  const [list, index, ...rest] = path;
  if ((list === 'nodes' || list === 'edges' || list === 'groups') && typeof index === 'number') {
    const owner = at([list, index]) as { id?: unknown; name?: unknown } | undefined;
    const id = typeof owner?.id === 'string' ? owner.id : null;
    const name = typeof owner?.name === 'string' ? owner.name : id;
    const kind = { nodes: 'Node', edges: 'Edge', groups: 'Group' }[list];
    return {
      subject: { id, title: name === null ? `${kind} ${index + 1}` : `${kind} "${name}"` },
      field: rest.map(String).join('.'),
      value,
    };
  }
  return { subject: { id: null, title: 'Network' }, field: path.map(String).join('.'), value };
}

function structureProblems(document: NetworkDocument): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const { id } of [...document.nodes, ...(document.groups ?? []), ...document.edges, ...document.variants]) {
    if (seen.has(id)) {
      problems.push(
        problem({
          code: 'duplicate-id',
          subject: { id, title: `"${id}"` },
          field: 'id',
          given: id,
          allowed: 'an id of its own',
          sentence: `two things have the id ${id}; each needs one of its own.`,
        }),
      );
    }
    seen.add(id);
  }
  const nodes = new Set(document.nodes.map(({ id }) => id));
  for (const edge of document.edges) {
    for (const end of ['source', 'target'] as const) {
      if (nodes.has(edge[end])) continue;
      problems.push(
        problem({
          code: 'dangling-edge',
          subject: { id: edge.id, title: `Edge "${edge.id}"` },
          field: end,
          given: edge[end],
          allowed: 'the id of a node',
          sentence: `its ${end} is "${edge[end]}", and there is no such node.`,
        }),
      );
    }
  }
  return [...problems, ...parentProblems(document)];
}

/** A parent that is no group, or that lies in its own child. */
function parentProblems(document: NetworkDocument): Problem[] {
  const groups = new Map((document.groups ?? []).map((group) => [group.id, group]));
  return [...document.nodes, ...groups.values()].flatMap(({ id, name, parent }) => {
    if (parent === undefined) return [];
    const subject = { id, title: `"${name}"` };
    const fault = { code: 'wrong-parent', subject, field: 'parent', given: parent } as const;
    if (!groups.has(parent)) {
      const sentence = `it is part of "${parent}", and there is no such group.`;
      return [problem({ ...fault, allowed: 'the id of a group', sentence })];
    }
    const above = new Set<string>();
    for (let at: string | undefined = parent; at !== undefined && !above.has(at); at = groups.get(at)?.parent)
      above.add(at);
    if (!above.has(id)) return [];
    const sentence = `it is part of "${parent}", which is part of it.`;
    return [problem({ ...fault, allowed: 'a group that is not within it', sentence })];
  });
}

/** The JSON Schema of a saved network, generated from the zod schema (kept in presets/network.schema.json). */
export function networkJsonSchema(): object {
  return z.toJSONSchema(networkSchema, { target: 'draft-2020-12' });
}
