import { create } from 'zustand';
import { compile, problemsOfAll } from '../compile/index.ts';
import type { Method } from '../compile/types.ts';
import type { Problem } from '../contract/index.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { useEditor } from './store.ts';

const DELAY_MS = 150;
/** Configurations that are not shown can wait: each is compiled as a whole. */
const OTHERS_DELAY_MS = 700;

interface Compiled {
  readonly problems: readonly Problem[];
  /** By population; empty where there is an error. */
  readonly methods: ReadonlyMap<string, Method>;
}

interface Found {
  /** Of what is shown. */
  readonly shown: Compiled;
  /** Of configurations that are not shown, and what else is checked. */
  readonly others: readonly Problem[];
}

function compiledShown(): Compiled {
  const { base, variant } = useEditor.getState();
  const { problems, map } = variant === null ? compile(base) : compile(base, { variant });
  const methods = (map?.populations ?? []).flatMap(({ id, method }): [string, Method][] =>
    method === null ? [] : [[id, method]],
  );
  return { problems, methods: new Map(methods) };
}

/** Checks of what lies in layers above the editor, such as the sweeps. */
const checks: ((document: NetworkDocument) => readonly Problem[])[] = [];

function problemsOfOthers(): readonly Problem[] {
  const { base, variant: shown } = useEditor.getState();
  const others = checks.flatMap((check) => check(base));
  if (base.variants.length === 0) return others;
  const ofVariants = problemsOfAll(base).filter(({ variant }) => variant !== undefined && variant !== shown);
  return [...ofVariants, ...others];
}

const useProblemStore = create<Found>()(() => ({ shown: compiledShown(), others: problemsOfOthers() }));

/** Has the problems of another check listed, from now on. */
export function alsoCheck(check: (document: NetworkDocument) => readonly Problem[]): void {
  checks.push(check);
  useProblemStore.setState({ others: problemsOfOthers() });
}

const timers: ReturnType<typeof setTimeout>[] = [];

useEditor.subscribe((state, previous) => {
  if (state.document === previous.document && state.base === previous.base) return;
  for (const timer of timers.splice(0)) clearTimeout(timer);
  timers.push(
    setTimeout(() => useProblemStore.setState({ shown: compiledShown() }), DELAY_MS),
    setTimeout(() => useProblemStore.setState({ others: problemsOfOthers() }), OTHERS_DELAY_MS),
  );
});

/** Problems of what is shown, found shortly after the last edit; one stable list for all who ask. */
export function useProblems(): readonly Problem[] {
  return useProblemStore((state) => state.shown.problems);
}

/** Problems of the configurations that are not shown and of what else is checked, found a little later. */
export function useProblemsElsewhere(): readonly Problem[] {
  return useProblemStore((state) => state.others);
}

/** How each population of what is shown is integrated, as its last compilation has it. */
export function useMethods(): ReadonlyMap<string, Method> {
  return useProblemStore((state) => state.shown.methods);
}
