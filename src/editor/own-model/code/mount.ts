import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { type Diagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { highlighting, language, theme } from './language.ts';
import type { CodeText, Suggestions } from './suggestions.ts';

/** A fault in the text, and its remedy where there is one. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly fix: { readonly name: string; readonly apply: () => void } | null;
}

export interface CodeOptions {
  readonly field: CodeText;
  readonly text: string;
  /** Attributes of the element that is typed in: its name and what describes it. */
  readonly attributes: Readonly<Record<string, string>>;
  suggest(before: string): Suggestions | null;
  type(text: string): void;
  leave(): void;
  undo(): void;
  redo(): void;
}

export interface Code {
  setText(text: string): void;
  /** Underlines faults; they must be of the text that stands there. */
  mark(text: string, marks: readonly Mark[]): void;
  focus(): void;
  destroy(): void;
}

/** A code editor in `host`; loaded on demand, since most sessions never open one. Its history is the document's. */
export function mountCode(host: HTMLElement, options: CodeOptions): Code {
  let silent = false;
  const press = (action: () => void) => () => {
    action();
    return true;
  };
  const view = new EditorView({
    parent: host,
    doc: options.text,
    extensions: [
      language(options.field),
      highlighting,
      theme,
      bracketMatching(),
      autocompletion({ override: [completing(options.suggest)], icons: false }),
      Prec.high(
        keymap.of([
          { key: 'Mod-z', run: press(options.undo) },
          { key: 'Mod-Shift-z', run: press(options.redo) },
          { key: 'Mod-y', run: press(options.redo) },
        ]),
      ),
      ...(options.field === 'threshold' || options.field === 'refractoryWhile' ? singleLine : []),
      keymap.of([...lintKeymap, ...defaultKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ ...options.attributes, spellcheck: 'false' }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged && !silent) options.type(state.doc.toString());
      }),
      EditorView.domEventHandlers({ blur: () => options.leave() }),
    ],
  });
  return {
    setText(text) {
      silent = true;
      view.dispatch({ changes: changeBetween(view.state.doc.toString(), text) });
      silent = false;
    },
    mark(text, marks) {
      if (view.state.doc.toString() !== text) return;
      view.dispatch(setDiagnostics(view.state, marks.map(diagnostic)));
      view.contentDOM.setAttribute('aria-invalid', String(marks.length > 0));
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

/** An expression stands on one line. */
const singleLine = [
  Prec.high(keymap.of([{ key: 'Enter', run: () => true }])),
  EditorView.clipboardInputFilter.of((text) => text.replace(/\s*\n\s*/g, ' ')),
  EditorState.transactionFilter.of((transaction) => (transaction.newDoc.lines > 1 ? [] : transaction)),
];

/** Where two texts differ, so that the cursor stays where it can. */
function changeBetween(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) };
}

function diagnostic({ from, to, message, fix }: Mark): Diagnostic {
  return { from, to, severity: 'error', message, actions: fix === null ? [] : [fix] };
}

function completing(suggest: CodeOptions['suggest']) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const line = state.doc.lineAt(pos);
    const before = line.text.slice(0, pos - line.from);
    const found = suggest(before);
    if (found === null) return null;
    const word = before.slice(found.from);
    // Names are offered from the first letter on, or when asked for; not where the word is whole, so that Enter ends the line.
    if (!explicit && (word === '' || found.options.some(({ label }) => label === word))) return null;
    return {
      from: line.from + found.from,
      options: found.options.map(({ label, kind, detail, info, insert, own }) => ({
        label,
        type: kind,
        detail,
        boost: own ? 50 : 0,
        ...(info === undefined ? {} : { info }),
        ...(insert === undefined ? {} : { apply: insert }),
      })),
    };
  };
}
