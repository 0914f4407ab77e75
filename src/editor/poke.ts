import { create } from 'zustand';
import { compile } from '../compile/index.ts';
import type { Pokeable } from '../compile/pokes.ts';
import type { Poked } from '../experiments/poked.ts';
import { pokeableIn } from '../experiments/simulation/poking.ts';
import { useSimulation } from './simulation.ts';
import { onOpened, useEditor } from './store.ts';

/** How a population is poked where that was said, in internal units; else its defaults hold. */
export interface PokeSettings {
  readonly amplitude?: number;
  readonly durationMs?: number;
  readonly heldAt?: number;
  readonly silenceMs?: number;
}

/** How long it is silenced where nobody says so, ms. */
export const SILENCE_MS = 100;

/** By id of the population: state of the view, which no file has. */
const useSettings = create<Readonly<Record<string, PokeSettings>>>()(() => ({}));

onOpened(() => useSettings.setState({}, true));

const NONE: PokeSettings = {};

export const usePokeSettings = (id: string): PokeSettings => useSettings((all) => all[id] ?? NONE);

export function setPoke(id: string, settings: PokeSettings): void {
  useSettings.setState((all) => ({ [id]: { ...all[id], ...settings } }));
}

/** How a population of what runs can be poked; null: it is not there. */
export function pokeableNow(id: string): Pokeable | null {
  const [run] = useSimulation.getState().runs;
  if (run === undefined) return null;
  const { config } = compile(run.document);
  return config === null ? null : pokeableIn(run, config, id);
}

/** Whether pokes reach what is shown. */
export const useCanPoke = (): boolean =>
  useSimulation(({ status, runs }) => (status === 'running' || status === 'paused') && runs.length > 0);

/** What of the pokes of a population is not over, at the time that the clock shows. */
export function useHeld(id: string): boolean {
  return useSimulation(({ runs, timeMs }) =>
    runs.some(({ pokes = [], map }) => pokes.some((poked) => poked.id === id && isHeld(poked, timeMs / map.dtMs))),
  );
}

const isHeld = ({ poke, endStep }: Poked, step: number): boolean => poke.kind === 'hold' && step < endStep;

/** A pulse into a population. */
export function pokePulse(id: string): void {
  const pokeable = pokeableNow(id);
  if (pokeable === null) return;
  const { amplitude = pokeable.amplitude, durationMs = pokeable.durationMs } = useSettings.getState()[id] ?? NONE;
  void useSimulation.getState().poke({ kind: 'pulse', id, amplitude, durationMs });
}

/** Holds a population where it does not spike. */
export function silence(id: string): void {
  const pokeable = pokeableNow(id);
  if (pokeable === null) return;
  const { heldAt = pokeable.heldAt, silenceMs = SILENCE_MS } = useSettings.getState()[id] ?? NONE;
  void useSimulation.getState().poke({ kind: 'silence', id, at: heldAt, durationMs: silenceMs });
}

/** Lets a population go that is held. */
export const lift = (id: string): void => void useSimulation.getState().poke({ kind: 'release', id });

/** Pokes, or silences, every population that is selected. */
export function pokeSelected(poke: (id: string) => void): void {
  const { document, selection } = useEditor.getState();
  for (const { id, kind } of document.nodes) if (kind === 'population' && selection.nodes.includes(id)) poke(id);
}
