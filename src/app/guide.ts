import { create } from 'zustand';

const KEY = 'entrain.guide';

function wasClosed(): boolean {
  try {
    return localStorage.getItem(KEY) === 'closed';
  } catch {
    // Without storage every visit is a first one.
    return false;
  }
}

/** Whether the guided note of the open network is shown, if it has one. */
export const useGuide = create<{ readonly open: boolean }>()(() => ({ open: !wasClosed() }));

/** Shows or hides the note; the browser remembers it for the next visit. */
export function showGuide(open: boolean): void {
  useGuide.setState({ open });
  try {
    localStorage.setItem(KEY, open ? 'open' : 'closed');
  } catch {
    // It holds for this visit.
  }
}
