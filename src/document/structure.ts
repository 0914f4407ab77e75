import type { Problem } from '../contract/index.ts';
import { problem } from './problems.ts';
import type { NetworkDocument } from './schema.ts';

/** What a schema does not see: that ids are unique, and that edges and parents are there. */
export function structureProblems(document: NetworkDocument): Problem[] {
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
