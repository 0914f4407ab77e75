import type { NetworkDocument } from './schema.ts';

/** A stretch of a guided note: plain, or `[text](id)` and `[text](id.field)`, which lead to a node or edge and its field. */
export type GuidePart =
  | { readonly text: string }
  | { readonly text: string; readonly id: string; readonly field: string | null };

export const isLink = (part: GuidePart): part is Extract<GuidePart, { readonly id: string }> => 'id' in part;

const LINK = /\[([^\]]+)\]\(([A-Za-z][\w-]*)(?:\.([\w.-]+))?\)/g;

/** The text of a note in parts. What is no link in this form stays text. */
export function guideParts(text: string): GuidePart[] {
  const parts: GuidePart[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const [whole, label = '', id = '', field = null] = match;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: label, id, field });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** The links of a network's note whose node, edge or field is not there, as sentences. */
export function guideFaults({ guide, nodes, groups = [], edges }: NetworkDocument): string[] {
  if (guide === undefined) return [];
  return [guide.look, guide.turn, guide.expect].flatMap(guideParts).flatMap((part) => {
    if (!isLink(part)) return [];
    const subject = [...nodes, ...groups, ...edges].find(({ id }) => id === part.id);
    if (subject === undefined) return [`"${part.text}" leads to "${part.id}", which is not in the network.`];
    const [head = ''] = part.field?.split('.') ?? [];
    const known = part.field === null || Object.hasOwn(subject, head);
    return known ? [] : [`"${part.text}" leads to the field "${part.field}", which "${part.id}" has not.`];
  });
}
