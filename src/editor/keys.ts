/** A command with its keys: one list serves the keyboard, the `?` help and the command palette. */
export interface Shortcut {
  /** Alternatives, e.g. `Mod+Shift+Z`, `Delete`, `Space`; Mod is Command on Apple's machines, else Control. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly group: 'Edit' | 'Run' | 'View';
  readonly action: () => void;
  /** The browser's own event (copy, paste) does it; the keys are listed for the help only. */
  readonly native?: true;
}

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Whether a key press is the combination `keys`. */
export function matches(event: Key, keys: string, apple: boolean): boolean {
  const parts = keys.split('+');
  const wanted = parts.at(-1) ?? '';
  const mod = apple ? event.metaKey : event.ctrlKey;
  const otherMod = apple ? event.ctrlKey : event.metaKey;
  // A sign such as ? needs Shift on some keyboards and not on others.
  const shiftFits = /^[a-z]$|^\w{2,}$/i.test(wanted) ? event.shiftKey === parts.includes('Shift') : true;
  return (
    mod === parts.includes('Mod') &&
    !otherMod &&
    event.altKey === parts.includes('Alt') &&
    shiftFits &&
    (wanted === 'Space' ? event.key === ' ' : event.key.toLowerCase() === wanted.toLowerCase())
  );
}

/** Whether key presses belong to a field. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [role=combobox]') !== null)
  );
}

/** Whether what has focus is a text, in which Space is a letter. */
export function isText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, [role=textbox], [role=searchbox]',
      ) !== null)
  );
}

/** Controls that Enter presses: that key is theirs. */
export function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a, summary, input, [role=menuitem], [role=option], [role=tab], [role=slider]') !== null
  );
}

export const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** A combination as people write it: `Ctrl Shift Z`, or with Apple's signs. */
export function keysText(keys: string): string {
  const signs: Record<string, string> = isApple ? { Mod: '⌘', Shift: '⇧', Alt: '⌥' } : { Mod: 'Ctrl' };
  return keys
    .split('+')
    .map((part) => signs[part] ?? part)
    .join(isApple ? '' : ' ');
}
