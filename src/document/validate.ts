import { z } from 'zod';
import type { Problem } from '../contract/index.ts';
import { CURRENT_VERSION, migrate } from './migrations.ts';
import { problem, type Subject } from './problems.ts';
import { type NetworkDocument, networkSchema } from './schema.ts';
import { faultSentence, fieldOf, ownValue, type SchemaFault, schemaFaults, shown, valueAt } from './schema-words.ts';
import { structureProblems } from './structure.ts';
import { titleOf } from './titles.ts';

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
        sentence: 'this is not an Entrain network: it must be a JSON object.',
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
        given: shown(saved.format),
        allowed: 'entrain-network',
        sentence,
      }),
    );
  }
  const current = migrate(saved);
  if (current === null) {
    const sentence = `it has version ${shown(saved.version)}, and this Entrain reads up to version ${CURRENT_VERSION}. Update Entrain to open it.`;
    return fail(
      problem({
        code: 'newer-version',
        subject: FILE,
        field: 'version',
        given: shown(saved.version),
        allowed: `1 to ${CURRENT_VERSION}`,
        sentence,
      }),
    );
  }
  const faults = schemaFaults(networkSchema, current);
  if (faults.length > 0) return fail(...faults.map((fault) => problemOf(fault, current)));
  const document = networkSchema.parse(current);
  const problems = structureProblems(document);
  return { document: problems.length === 0 ? document : null, problems };
}

function fail(...problems: Problem[]): Validation {
  return { document: null, problems };
}

/** One problem for each field at fault, of the node or edge that it lies in. */
function problemOf(fault: SchemaFault, root: unknown): Problem {
  const { path, given, allowed } = fault;
  const element = path.length > 2 && LISTS.includes(String(path[0])) ? valueAt(root, path.slice(0, 2)) : undefined;
  const from = element === undefined ? 0 : 2;
  const subject = element === undefined ? NETWORK : subjectOf(element, path);
  const field = fieldOf(fault, from) || 'value';
  return problem({ code: 'schema', subject, field, given, allowed, sentence: faultSentence(fault, from) });
}

const NETWORK: Subject = { id: null, title: 'Network' };

/** Lists of the document whose items have an id. */
const LISTS = ['nodes', 'edges', 'groups', 'variants'];

/** What may be no node or edge yet, by its kind and name, or else by its place. */
function subjectOf(element: unknown, [list, index]: readonly PropertyKey[]): Subject {
  const [id, name] = [ownValue(element, 'id'), ownValue(element, 'name')];
  const kind = { nodes: 'Node', edges: 'Edge', groups: 'Group', variants: 'Variant' }[String(list)] ?? '';
  const called = typeof name === 'string' ? name : id;
  return {
    id: typeof id === 'string' ? id : null,
    title: typeof called === 'string' ? titleOf(element, kind, called) : `${kind} ${Number(index) + 1}`,
  };
}

/** The JSON Schema of a saved network, generated from the zod schema (kept in presets/network.schema.json). */
export function networkJsonSchema(): object {
  return z.toJSONSchema(networkSchema, { target: 'draft-2020-12' });
}
