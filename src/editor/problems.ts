import { create } from 'zustand';
import { compile } from '../compile/index.ts';
import type { Method } from '../compile/types.ts';
import type { Problem } from '../contract/index.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { useEditor } from './store.ts';

const DELAY_MS = 150;

interface Compiled {
  readonly problems: readonly Problem[];
  /** By population; empty where there is an error. */
  readonly methods: ReadonlyMap<string, Method>;
}

function compiled(document: NetworkDocument): Compiled {
  const { problems, map } = compile(document);
  const methods = (map?.populations ?? []).flatMap(({ id, method }): [string, Method][] =>
    method === null ? [] : [[id, method]],
  );
  return { problems, methods: new Map(methods) };
}

const useProblemStore = create<Compiled>()(() => compiled(useEditor.getState().document));

let timer: ReturnType<typeof setTimeout> | undefined;

useEditor.subscribe((state, previous) => {
  if (state.document === previous.document) return;
  clearTimeout(timer);
  timer = setTimeout(() => useProblemStore.setState(compiled(useEditor.getState().document)), DELAY_MS);
});

/** Problems of what is shown, found shortly after the last edit; one stable list for all who ask. */
export function useProblems(): readonly Problem[] {
  return useProblemStore((state) => state.problems);
}

/** How each population of what is shown is integrated, as its last compilation has it. */
export function useMethods(): ReadonlyMap<string, Method> {
  return useProblemStore((state) => state.methods);
}
