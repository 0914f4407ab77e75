import { HighlightStyle, LRLanguage, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { styleTags, tags } from '@lezer/highlight';
import { parser } from '../../../equations/parser.generated.ts';
import type { CodeText } from './suggestions.ts';

/** The rule of the grammar that reads each text of a model. */
const TOPS: Readonly<Record<CodeText, string>> = {
  equations: 'Equations',
  threshold: 'SingleExpression',
  reset: 'Statements',
  refractoryWhile: 'SingleExpression',
};

const marked = styleTags({
  Derivative: tags.definition(tags.variableName),
  'Subexpression/Name Declaration/Name': tags.definition(tags.variableName),
  'Call/Name': tags.function(tags.variableName),
  Name: tags.variableName,
  Number: tags.number,
  Unit: tags.unit,
  'Flags/...': tags.keyword,
  Comment: tags.lineComment,
});

/** The model language as CodeMirror sees it: the grammar that the compiler reads by, with the kinds of its words. */
export function language(field: CodeText): LRLanguage {
  return LRLanguage.define({
    parser: parser.configure({ top: TOPS[field], props: [marked] }),
    languageData: { commentTokens: { line: '#' } },
  });
}

export const highlighting = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.definition(tags.variableName), color: 'var(--accent)', fontWeight: '600' },
    { tag: tags.function(tags.variableName), color: 'var(--inhibitory)' },
    { tag: tags.number, color: 'var(--ok)' },
    { tag: tags.unit, color: 'var(--stimulus)' },
    { tag: tags.keyword, color: 'var(--stimulus)', fontStyle: 'italic' },
    { tag: tags.lineComment, color: 'var(--ink-2)', fontStyle: 'italic' },
  ]),
);

/** Colours and sizes are the app's tokens, so that light and dark are one theme. */
export const theme = EditorView.theme({
  '&': {
    border: '1px solid var(--line)',
    borderRadius: '6px',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    fontSize: '13px',
  },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace', lineHeight: '1.5' },
  '.cm-content': { padding: '5px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 8px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: 'none' },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--fault-soft)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--fault)',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-tooltip': {
    maxWidth: '420px',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
  },
  '.cm-diagnostic': { padding: '6px 10px', fontFamily: 'var(--font)', fontSize: '12px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--fault)' },
  '.cm-diagnosticAction': {
    display: 'block',
    margin: '4px 0 0',
    padding: '2px 8px',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    backgroundColor: 'var(--surface)',
    color: 'var(--accent)',
    font: 'inherit',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', fontSize: '12px', maxHeight: '180px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent-soft)', color: 'var(--ink)' },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--accent)', fontWeight: '600' },
  '.cm-completionDetail': { color: 'var(--ink-2)', fontStyle: 'normal' },
  '.cm-completionInfo': { padding: '4px 8px', color: 'var(--ink-2)' },
});
