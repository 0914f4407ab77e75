import type { SpikeSourceConfig } from '../contract/index.ts';
import type { InjectionEdge, StimulusNode } from '../document/schema.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import type { CurrentStimulus } from '../library/types.ts';
import { ownSpikeProjections } from './couplings.ts';
import { currentValues, isComposed, type Reach, reachOf } from './currents.ts';
import type { CompiledGroup } from './groups.ts';
import { injectionBy, injectionFrom } from './injections.ts';
import { gather, type Outcome, outcome, refused } from './outcome.ts';
import { compilePopulation } from './populations.ts';
import { type Context, titleOf } from './resolve.ts';
import { sourceOf } from './sources.ts';
import { checkCurrent, compileCurrent } from './stimulus-groups.ts';
import { type CompiledSynapse, compileSynapse } from './synapses.ts';
import type { Assembly, Placed } from './wiring.ts';

type Lists = Omit<Assembly, keyof Placed>;
type Filled<T> = { readonly [K in keyof T]: T[K] extends readonly (infer Entry)[] ? Entry[] : never };

/** Populations first, so that a population's group has the lowest index; then what drives them, then what joins them. */
export function assemble(context: Context): Outcome<Assembly> {
  const placing = new Placing();
  const joined = { projections: [], backgrounds: [], injections: [], couplings: [], plastic: [] } as Filled<Lists>;
  return gather(({ take }) => {
    const { nodes, edges } = context.document;
    for (const node of nodes) {
      const group = node.kind === 'population' ? take(compilePopulation(context, node)) : null;
      if (group !== null) joined.projections.push(...ownSpikeProjections(group, placing.addGroup(node.id, group)));
    }
    for (const node of nodes) if (node.kind === 'stimulus') take(placeStimulus(context, placing, node));
    for (const edge of edges) {
      if (edge.kind === 'synapse') addSynapse(joined, take(compileSynapse(context, placing, edge)));
      else if (edge.kind === 'injection') joined.injections.push(...take(inject(context, placing, edge)));
    }
    const { groups, groupOf, sources, sourceOf: sourceOfNode } = placing;
    return { groups, groupOf, sources, sourceOf: sourceOfNode, ...joined };
  });
}

/** Groups and sources as they get their places. */
class Placing implements Placed {
  readonly groups: CompiledGroup[] = [];
  readonly groupOf = new Map<string, number>();
  readonly sources: SpikeSourceConfig[] = [];
  readonly sourceOf = new Map<string, number>();

  addGroup(node: string, group: CompiledGroup): number {
    const index = this.groups.push(group) - 1;
    if (!this.groupOf.has(node)) this.groupOf.set(node, index);
    return index;
  }

  addSource(node: string, source: SpikeSourceConfig): void {
    this.sourceOf.set(node, this.sources.push(source) - 1);
  }
}

/** Places what a stimulus is in the engine: a source of spikes, or a group where it has states or a probe looks at it. */
function placeStimulus(context: Context, placing: Placing, node: StimulusNode): Outcome<unknown> {
  const model = findStimulus(node.model);
  if (model === undefined) {
    const sentence = `there is no stimulus "${node.model}" in the library.`;
    const said = { field: 'model', given: node.model, allowed: 'a stimulus of the palette', sentence };
    return refused({ code: 'unknown-model', subject: { id: node.id, title: titleOf('Stimulus', node.name) }, ...said });
  }
  if (!node.enabled) return outcome(null);
  return gather(({ take, tell }) => {
    if (model.kind === 'spikes') {
      const source = take(sourceOf(context.dtMs, node, model));
      if (source !== null) placing.addSource(node.id, source);
      return;
    }
    const reach = reachOf(context.document, node.id);
    tell(checkCurrent(context, node, model, currentValues(node, model, reach)));
    const observed = context.document.edges.some(({ kind, target }) => kind === 'tap' && target === node.id);
    if (isComposed(model)) {
      if (observed) take(placeCurrent(context, placing, node, model, reach));
    } else if (!model.perNeuron) take(placeCurrent(context, placing, node, model, { edge: node.id, size: 1 }));
  });
}

/** Places a group of a current stimulus, of which probes show the first. */
function placeCurrent(
  context: Context,
  placing: Placing,
  node: StimulusNode,
  model: CurrentStimulus,
  reach: Reach,
): Outcome<number | null> {
  const { value: group, problems } = compileCurrent(context, node, model, reach);
  return { value: group && placing.addGroup(node.id, group), problems };
}

/** Injects a current with states of its own into a population: from a group of its own for each edge, or one for all. */
function inject(context: Context, placing: Placing, edge: InjectionEdge): Outcome<Assembly['injections']> {
  const injection = injectionBy(context.document, placing, edge);
  if (injection === null) return outcome([]);
  const { node, model, size } = injection;
  const shared = model.perNeuron ? undefined : placing.groupOf.get(node.id);
  return gather(({ take }) => {
    const reach = model.perNeuron ? { edge: edge.id, size } : { edge: node.id, size: 1 };
    const source = shared ?? take(placeCurrent(context, placing, node, model, reach));
    const config = source === null ? null : injectionFrom(placing, source, injection);
    return config === null ? [] : [config];
  });
}

function addSynapse(
  { projections, backgrounds, couplings, plastic }: Filled<Lists>,
  made: CompiledSynapse | null,
): void {
  switch (made?.kind) {
    case 'background':
      backgrounds.push(made.background);
      break;
    case 'couplings':
      couplings.push(...made.couplings);
      break;
    case 'projection':
      if (made.plastic !== null) plastic.push({ ...made.plastic, projection: projections.length });
      projections.push(made.projection);
  }
}
