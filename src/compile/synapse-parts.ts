import type { NetworkDocument, SynapseEdge } from '../document/schema.ts';
import { expressionOf, freeSuffix, parseEquations, renameEquations, renameNames } from '../equations/index.ts';
import { misfit } from '../library/fit.ts';
import { findSynapse } from '../library/synapses/index.ts';
import type { NeuronModel, SynapseModel } from '../library/types.ts';
import { gather, type Outcome } from './outcome.ts';
import { declared, joinParts, type Parts, suffixed } from './parts.ts';
import { resolveParameters, titleOf } from './resolve.ts';

/** What the synapses that spikes drive add to a population. */
export interface SynapseParts {
  readonly parts: Parts;
  /** State that a synapse edge's spikes jump, by edge id. */
  readonly synapticState: ReadonlyMap<string, string>;
}

/** Synapse edges into a population that share model and parameters share one state. */
interface SynapseClass {
  readonly model: SynapseModel;
  readonly first: SynapseEdge;
  readonly edges: readonly SynapseEdge[];
}

function synapseClasses(edges: readonly SynapseEdge[]): SynapseClass[] {
  const classes = new Map<string, SynapseClass & { readonly edges: SynapseEdge[] }>();
  for (const edge of edges) {
    const model = findSynapse(edge.model);
    if (model?.action !== 'current') continue;
    const key = JSON.stringify([model.id, ...sharedBy(edge, model)]);
    const known = classes.get(key);
    if (known === undefined) classes.set(key, { model, first: edge, edges: [edge] });
    else known.edges.push(edge);
  }
  return [...classes.values()];
}

/** What of an edge its equations depend on: its parameters, and the sign where that changes a default. */
export function sharedBy(
  { sign, parameters }: SynapseEdge,
  { inhibitoryDefaults }: SynapseModel,
): readonly [sign: string, parameters: readonly [string, unknown][]] {
  const entries = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return [Object.keys(inhibitoryDefaults).length > 0 ? sign : '', entries];
}

/** The states, subexpressions, parameters and currents of a population's incoming synapses, under names of their own. */
export function synapseParts(
  { edges }: NetworkDocument,
  population: string,
  neuron: NeuronModel,
  taken: ReadonlySet<string>,
): Outcome<SynapseParts> {
  const incoming = edges.flatMap((edge) =>
    edge.kind === 'synapse' && edge.target === population && fits(edge, neuron) ? [edge] : [],
  );
  const mark = freeSuffix(['_', '_syn'], taken);
  return gather(({ take }) => {
    const classes = synapseClasses(incoming).map((shared, k) => {
      const suffix = `${mark}${k + 1}`;
      const state = `${shared.model.jumps ?? 's'}${suffix}`;
      const synapticState = shared.edges.map(({ id }) => [id, state] as const);
      return { parts: take(classParts(shared, suffix, neuron.membrane)), synapticState };
    });
    return {
      parts: joinParts(classes.map(({ parts }) => parts)),
      synapticState: new Map(classes.flatMap(({ synapticState }) => synapticState)),
    };
  });
}

/** Of spike-driven synapses; what does not fit is told with the edge. */
function fits(edge: SynapseEdge, target: NeuronModel): boolean {
  const synapse = findSynapse(edge.model);
  return synapse !== undefined && (synapse.coupling !== undefined || misfit(synapse, null, target) === null);
}

function classParts({ model, first }: SynapseClass, suffix: string, membrane: string): Outcome<Partial<Parts>> {
  const subject = { id: first.id, title: titleOf('Synapse', first.id) };
  const defaults = first.sign === 'inhibitory' ? model.inhibitoryDefaults : {};
  const { value, problems } = resolveParameters(subject, first.parameters, model.parameters, defaults);
  const { equations } = parseEquations(model.equations);
  const names = suffixed([...equations, ...model.parameters], suffix, { v: membrane });
  return {
    value: {
      equations: renameEquations(equations, names),
      currents: [renameNames(expressionOf(model.current), names)],
      ...declared(model.parameters, suffix, value),
    },
    problems,
  };
}
