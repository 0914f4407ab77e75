import type { Draft } from 'immer';
import { findStimulus } from '../library/stimuli/index.ts';
import type { ParameterSet, Protocol } from '../library/types.ts';
import { entryOf } from '../units/index.ts';
import { addStimulus, injectAsGiven, removeSelection } from './commands.ts';
import type { NetworkDocument, PopulationNode, StimulusNode, Value } from './schema.ts';

type Position = { readonly x: number; readonly y: number };

/** All of what a set says: what it leaves out is the model's default. */
export function applySet(
  node: Draft<PopulationNode>,
  set: Pick<ParameterSet, 'parameters' | 'initial' | 'integrator'>,
) {
  node.parameters = { ...set.parameters };
  node.initial = { ...set.initial };
  node.integrator = set.integrator ?? 'default';
}

function same(a: Readonly<Record<string, Value>>, b: Readonly<Record<string, Value>>): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => JSON.stringify(a[name]) === JSON.stringify(entryOf(b, name) ?? null))
  );
}

/** Whether the population is just as the set makes it. */
export function hasSet(
  node: Pick<PopulationNode, 'parameters' | 'initial' | 'integrator'>,
  set: Pick<ParameterSet, 'parameters' | 'initial' | 'integrator'>,
): boolean {
  return (
    same(node.parameters, set.parameters) &&
    same(node.initial, set.initial ?? {}) &&
    node.integrator === (set.integrator ?? 'default')
  );
}

/** The current stimuli that are injected into a population, in the order of their edges. */
export function currentsInto(document: Pick<NetworkDocument, 'nodes' | 'edges'>, population: string): StimulusNode[] {
  return document.edges.flatMap((edge) => {
    if (edge.kind !== 'injection' || edge.target !== population) return [];
    const source = document.nodes.find(({ id }) => id === edge.source);
    return source?.kind === 'stimulus' && findStimulus(source.model)?.kind === 'current' ? [source] : [];
  });
}

/** Whether the population receives the protocol's currents as they are and no others, and the run is as long and fine as it says. */
export function hasInput(document: NetworkDocument, population: string, protocol: Protocol): boolean {
  const given = currentsInto(document, population);
  return (
    document.run.duration === protocol.duration &&
    document.run.dt === protocol.dt &&
    document.edges.every((edge) => edge.kind !== 'injection' || edge.target !== population || edge.scale === 1) &&
    given.length === protocol.stimuli.length &&
    protocol.stimuli.every(({ model, parameters }) =>
      given.some((node) => node.enabled && node.model === model && same(node.parameters, parameters)),
    )
  );
}

/** Takes the populations' injected currents away; a stimulus that then drives nothing goes too. */
function removeCurrents(draft: Draft<NetworkDocument>, populations: readonly string[]): void {
  const gone = draft.edges.filter(({ kind, target }) => kind === 'injection' && populations.includes(target));
  removeSelection(draft, { nodes: [], edges: gone.map(({ id }) => id) });
  const idle = gone.map(({ source }) => source).filter((id) => !draft.edges.some(({ source }) => source === id));
  removeSelection(draft, { nodes: idle, edges: [] });
}

/**
 * Gives populations the input under which a set shows its pattern, in place of the currents that they had, and the run the
 * protocol's length and step. `place` finds room for a new node near a position. Returns the ids of the new stimuli.
 */
export function giveInput(
  draft: Draft<NetworkDocument>,
  populations: readonly string[],
  protocol: Protocol,
  place: (document: Draft<NetworkDocument>, wanted: Position) => Position,
): string[] {
  removeCurrents(draft, populations);
  const first = draft.nodes.find(({ id }) => populations.includes(id));
  const { x, y } = first?.position ?? { x: 0, y: 0 };
  const added = protocol.stimuli.map(({ model, parameters }, k) => {
    const id = addStimulus(draft, model, place(draft, { x: x - 224, y: y + 96 * k }));
    const node = draft.nodes.find((candidate) => candidate.id === id);
    if (node?.kind === 'stimulus') node.parameters = { ...parameters };
    for (const population of populations) injectAsGiven(draft, id, population);
    return id;
  });
  // The whole run is the pattern.
  Object.assign(draft.run, { duration: protocol.duration, dt: protocol.dt, from: '0 ms' });
  return added;
}
