import type { SyntaxNode } from '@lezer/common';
import type { Span } from './ast.ts';
import { parser } from './parser.generated.ts';

const PARSERS = {
  equations: parser.configure({ top: 'Equations' }),
  expression: parser.configure({ top: 'SingleExpression' }),
  statements: parser.configure({ top: 'Statements' }),
};

/** What a text of the model language holds. */
export type TextKind = keyof typeof PARSERS;

/** Where a token has a name; null where it has none, or it is that of a function. */
function nameIn({ name, from, to, parent }: SyntaxNode, text: string): Span | null {
  if (name === 'Name') return parent?.name === 'Call' && parent.from === from ? null : { from, to };
  if (name !== 'Derivative') return null;
  const [head = ''] = text.slice(from, to).split('/');
  return { from: from + 1, to: from + head.trimEnd().length };
}

/**
 * A text in which a name is another wherever it is defined, read or set. Everything else stays as it is written: spacing, comments,
 * units, flags, functions of that name. Lines that cannot be read are renamed as far as their tokens can be told apart.
 */
export function renameInText(text: string, kind: TextKind, from: string, to: string): string {
  const places: Span[] = [];
  PARSERS[kind].parse(text).iterate({
    enter({ node }) {
      const place = nameIn(node, text);
      if (place !== null && text.slice(place.from, place.to) === from) places.push(place);
    },
  });
  return places.reduceRight((whole, place) => `${whole.slice(0, place.from)}${to}${whole.slice(place.to)}`, text);
}
