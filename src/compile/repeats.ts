import type { Problem } from '../contract/index.ts';
import { problem } from '../document/problems.ts';
import { countCopies, MOST_COPIES, originOf, pairingOf } from '../document/repeats.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { titleOf } from './resolve.ts';

/** What cannot be repeated as the document says; checked before a copy is made. */
export function checkRepeats(document: NetworkDocument): Problem[] {
  const count = countCopies(document);
  if (count > MOST_COPIES && count > document.nodes.length + document.edges.length) {
    const given = `${Math.round(count).toLocaleString('en')} nodes and edges`;
    const allowed = `at most ${MOST_COPIES.toLocaleString('en')}`;
    const sentence = `with all copies of repeated groups it has ${given}; ${allowed} are possible. Lower a group's columns or rows.`;
    const subject = { id: null, title: 'Network' };
    return [problem({ code: 'too-many-copies', subject, field: 'repeat', given, allowed, sentence })];
  }
  return document.edges.flatMap((edge) => {
    if (edge.kind === 'tap' || edge.copies === undefined || edge.copies === 'all') return [];
    const pairing = pairingOf(document, edge);
    if (pairing === null || pairing.grid !== null) return [];
    const subject = { id: edge.id, title: titleOf('Edge', edge.id) };
    const allowed = '"all", or ends in one repeated group or in two with the same columns and rows';
    const sentence = `it joins "${edge.copies}" copies, but its ends are not repeated alike; must be ${allowed}.`;
    return [problem({ code: 'wrong-connection', subject, field: 'copies', given: edge.copies, allowed, sentence })];
  });
}

/** Problems of copies as those of what they are copies of, each once. */
export function ofOrigins(problems: readonly Problem[]): Problem[] {
  const isCopy = ({ node }: Problem) => node !== null && originOf(node) !== node;
  const about = ({ node, field, code }: Problem) => JSON.stringify([node, field, code]);
  const known = new Set(problems.filter((fault) => !isCopy(fault)).map(about));
  return problems.flatMap((fault) => {
    if (fault.node === null || !isCopy(fault)) return [fault];
    const moved = { ...fault, node: originOf(fault.node) };
    if (known.has(about(moved))) return [];
    known.add(about(moved));
    return [moved];
  });
}
