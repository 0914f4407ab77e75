import { useState } from 'react';

const KEY = 'entrain.palette.folded';

/** Titles of the folded sections, as this browser remembers them. */
function remembered(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter((title) => typeof title === 'string') : [];
  } catch {
    // Storage may be forbidden, or hold something else: nothing is folded then.
    return [];
  }
}

/** What of the palette is folded, and how to fold it or unfold it. */
export function useFolded(): readonly [folded: ReadonlySet<string>, toggle: (title: string) => void] {
  const [folded, setFolded] = useState(() => new Set(remembered()));
  const toggle = (title: string): void => {
    const next = new Set(folded);
    if (!next.delete(title)) next.add(title);
    setFolded(next);
    try {
      localStorage.setItem(KEY, JSON.stringify([...next]));
    } catch {
      // It is folded for now, if not for the next visit.
    }
  };
  return [folded, toggle];
}
