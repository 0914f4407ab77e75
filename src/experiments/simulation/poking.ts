import { type Pokeable, pokeableOf } from '../../compile/pokes.ts';
import type { EngineConfig, GroupConfig } from '../../contract/index.ts';
import { neuronOf } from '../../document/models.ts';
import { originOf } from '../../document/repeats.ts';
import { formatQuantity } from '../../units/index.ts';
import type { Poked } from '../poked.ts';
import type { RunView } from '../run.ts';
import type { Build, Member } from './member.ts';
import type { RunState } from './run-state.ts';
import { reviveTogether } from './together.ts';

/** What is asked of a population, in internal units; of a repeated one, of all copies. */
export type Asked =
  | { readonly kind: 'pulse'; readonly id: string; readonly amplitude: number; readonly durationMs: number }
  | { readonly kind: 'silence'; readonly id: string; readonly at: number; readonly durationMs: number }
  | { readonly kind: 'release'; readonly id: string };

/** Networks that run side by side are poked at one time, which is so far ahead of where they are, ms of wall time. */
const LEAD_MS = 120;

const known = new WeakMap<GroupConfig, Pokeable>();

/** How a population of a run can be poked; null: the run has none of that id. */
export function pokeableIn({ map, document }: Pick<RunView, 'map' | 'document'>, config: EngineConfig, id: string) {
  const population = map.populations.find((candidate) => candidate.id === id && candidate.kind === 'population');
  const node = document.nodes.find((candidate) => candidate.id === originOf(id));
  const group = population === undefined ? undefined : config.groups[population.index];
  const model = node?.kind === 'population' ? neuronOf(document, node.model) : undefined;
  if (population === undefined || group === undefined || model === undefined) return null;
  const pokeable = known.get(group) ?? pokeableOf(group, model, population.index, map.dtMs);
  known.set(group, pokeable);
  return pokeable;
}

/** "0.5 nA", where a current of so many pA is better read so. */
export const inputText = (value: number, unit: string): string =>
  unit === 'pA' && Math.abs(value) >= 100 ? formatQuantity(value, 'nA', 6) : formatQuantity(value, unit, 6);

const duration = (ms: number): string => formatQuantity(ms, 'ms', 6);

function pokeOf(pokeable: Pokeable, asked: Exclude<Asked, { readonly kind: 'release' }>): Pick<Poked, 'poke' | 'said'> {
  if (asked.kind === 'silence') {
    const held = formatQuantity(asked.at, pokeable.membraneUnit, 6);
    return {
      poke: pokeable.clamp(asked.at, asked.durationMs),
      said: `${pokeable.membrane} held at ${held}, ${duration(asked.durationMs)}`,
    };
  }
  const { amplitude, durationMs } = asked;
  const size = inputText(amplitude, pokeable.unit);
  const said = pokeable.of === 'jump' ? `${pokeable.membrane} moved by ${size}` : `${size}, ${duration(durationMs)}`;
  return { poke: pokeable.pulse(amplitude, durationMs), said };
}

/**
 * Pokes a population of all that run or are paused: all of them at one time, as far as they have not passed it. False: they cannot be
 * poked, or something else began meanwhile.
 */
export async function poke(
  members: readonly Member[],
  asked: Asked,
  { status, speed }: Pick<RunState, 'status' | 'speed'>,
  build: Build,
  signal: AbortSignal,
): Promise<boolean> {
  if (status !== 'running' && status !== 'paused') return false;
  // What was kept over a reload has no worker yet.
  if (!(await reviveTogether(members, build, signal)) || signal.aborted) return false;
  const reached = Math.max(...members.map(({ view }) => view.recordings.endStep * view.map.dtMs));
  const leadMs = status === 'running' ? (speed ?? 0) * LEAD_MS : 0;
  await Promise.all(members.map((member) => pokeMember(member, asked, members.length > 1 ? reached + leadMs : 0)));
  return !signal.aborted;
}

async function pokeMember(member: Member, asked: Asked, fromMs: number): Promise<void> {
  const { session, view } = member;
  if (session === null) return;
  const populations = view.map.populations.filter(({ id }) => originOf(id) === asked.id);
  for (const { id, name, index } of populations) {
    if (asked.kind === 'release') {
      const step = await session.release(index);
      setPokes(member, released(pokesOf(member.view), id, step));
      continue;
    }
    const pokeable = pokeableIn(member.view, member.config, id);
    if (pokeable === null) continue;
    const { poke: made, said } = pokeOf(pokeable, asked);
    const firstStep = await session.poke(made, Math.ceil(fromMs / view.map.dtMs));
    const poked: Poked = { poke: made, firstStep, endStep: firstStep + made.steps, id, name, said };
    setPokes(member, [...pokesOf(member.view), poked]);
  }
}

const pokesOf = ({ pokes = [] }: RunView): readonly Poked[] => pokes;

const setPokes = (member: Member, pokes: readonly Poked[]): void => {
  member.view = { ...member.view, pokes };
};

/** What was held of a population is free from a step on. */
const released = (pokes: readonly Poked[], id: string, step: number): Poked[] =>
  pokes.flatMap((poked) => {
    if (poked.id !== id || poked.poke.kind !== 'hold' || poked.endStep <= step) return [poked];
    return step <= poked.firstStep ? [] : [{ ...poked, endStep: step }];
  });
