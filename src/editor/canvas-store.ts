import { create } from 'zustand';
import type { Sizes } from '../document/group-commands.ts';
import type { NetworkDocument } from '../document/schema.ts';

/** What the canvas lets others do with its view; registered while it is mounted. */
interface CanvasHandle {
  fit(): void;
  /** Centre of what is in view, in the document's coordinates. */
  centre(): { x: number; y: number };
  /** Sizes of the nodes as they are drawn, px. */
  sizes(): Sizes;
}

/** A menu at a place of the window. */
export interface CanvasMenu {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly items: readonly { readonly key: string; readonly label: string; readonly group: string; run(): void }[];
}

interface CanvasState {
  readonly handle: CanvasHandle | null;
  readonly snap: boolean;
  readonly minimap: boolean;
  /** Ids of the nodes at the ends of the edge under the pointer. */
  readonly lit: readonly string[];
  readonly renaming: string | null;
  readonly menu: CanvasMenu | null;
  /** What had the focus when the menu was opened; gets it back. */
  readonly opener: Element | null;
  /** Last thing to say to a screen reader: a refusal, what was copied. */
  readonly announcement: string;
  register(handle: CanvasHandle | null): void;
  light(nodes: readonly string[]): void;
  rename(node: string | null): void;
  openMenu(menu: CanvasMenu | null): void;
  announce(sentence: string): void;
  toggleSnap(): void;
  toggleMinimap(): void;
}

const DARK: readonly string[] = [];

/** State of the view on the document; none of it is saved. */
export const useCanvas = create<CanvasState>()((set, get) => ({
  handle: null,
  snap: true,
  minimap: typeof window !== 'undefined' && window.innerWidth > 1100,
  lit: DARK,
  renaming: null,
  menu: null,
  opener: null,
  announcement: '',
  register: (handle) => set({ handle }),
  light: (nodes) => set({ lit: nodes.length === 0 ? DARK : nodes }),
  rename: (renaming) => set({ renaming }),
  openMenu: (menu) => {
    const { opener } = get();
    set({ menu, opener: menu === null ? null : document.activeElement });
    if (menu === null && opener instanceof HTMLElement) opener.focus();
  },
  announce: (announcement) => set({ announcement }),
  toggleSnap: () => set({ snap: !get().snap }),
  toggleMinimap: () => set({ minimap: !get().minimap }),
}));

/** A free place near `wanted`: moved down and right until no node starts there. */
export function freePlace(document: NetworkDocument, wanted: { x: number; y: number }): { x: number; y: number } {
  const place = { x: Math.round(wanted.x / 16) * 16, y: Math.round(wanted.y / 16) * 16 };
  const taken = () =>
    document.nodes.some(({ position }) => Math.abs(position.x - place.x) < 24 && Math.abs(position.y - place.y) < 24);
  while (taken()) {
    place.x += 32;
    place.y += 32;
  }
  return place;
}
