import { create } from 'zustand';
import { compile } from '../compile/index.ts';
import type { Problem } from '../contract/index.ts';
import { useEditor } from './store.ts';

const DELAY_MS = 150;

const useProblemStore = create<{ readonly problems: readonly Problem[] }>()(() => ({
  problems: compile(useEditor.getState().document).problems,
}));

let timer: ReturnType<typeof setTimeout> | undefined;

useEditor.subscribe((state, previous) => {
  if (state.document === previous.document) return;
  clearTimeout(timer);
  timer = setTimeout(
    () => useProblemStore.setState({ problems: compile(useEditor.getState().document).problems }),
    DELAY_MS,
  );
});

/** Problems of what is shown, found shortly after the last edit; one stable list for all who ask. */
export function useProblems(): readonly Problem[] {
  return useProblemStore((state) => state.problems);
}
