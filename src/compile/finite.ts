import type { EngineConfig, GroupConfig, Problem, Values } from '../contract/index.ts';
import { neuronOf } from '../document/models.ts';
import { problem, type Subject } from '../document/problems.ts';
import type { InjectionEdge, NetworkNode, SynapseEdge } from '../document/schema.ts';
import { dimensionOf } from '../library/fit.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import { extent } from '../library/topologies/extent.ts';
import { sameDimension } from '../units/index.ts';
import { currentValues, reachOf } from './currents.ts';
import { hasError } from './outcome.ts';
import { type Context, titleOf } from './resolve.ts';
import { startFault } from './start.ts';
import type { Assembly } from './wiring.ts';

/** Numbers that may be infinite: a current that never ends, and the bounds of a draw that has none. */
const OPEN = new Set(['stopMs', 'min', 'max']);

const SMALLER = 'Make one of them smaller.';

/**
 * Numbers of an assembled network that are not finite, each with where it comes from. A run would not tell them: a neuron that gets
 * an infinite current spikes, and its reset makes it finite again.
 */
export function checkNumbers(context: Context, assembly: Assembly): readonly Problem[] {
  const { nodes, edges } = context.document;
  const ofEdges = edges.flatMap((edge) => {
    if (edge.kind === 'synapse') return checkSynapse(context, assembly, edge);
    return edge.kind === 'injection' ? checkInjection(context, edge) : [];
  });
  if (hasError(ofEdges)) return ofEdges;
  const ofStarts = [...assembly.groupOf].flatMap(([id, index]) => {
    const node = nodes.find((candidate) => candidate.id === id);
    const group = assembly.groups[index];
    return node && group ? checkStart(context, node, group.config, summed(assembly, index)) : [];
  });
  return [...ofEdges, ...ofStarts];
}

/** Whether all numbers within are finite, in the precision of the run. */
function allFinite({ document }: Context, within: unknown): boolean {
  const largest = document.run.precision === 'single' ? 3.4028234663852886e38 : Number.MAX_VALUE;
  const visit = (value: unknown): boolean => {
    if (typeof value === 'number') return Math.abs(value) <= largest;
    if (value instanceof Float64Array) return value.every(visit);
    if (ArrayBuffer.isView(value) || typeof value !== 'object' || value === null) return true;
    return Object.entries(value).every(([key, part]) => OPEN.has(key) || visit(part));
  };
  return visit(within);
}

function checkSynapse(context: Context, assembly: Assembly, edge: SynapseEdge): readonly Problem[] {
  const { projections, backgrounds, couplings } = assembly;
  const made = [...projections, ...backgrounds, ...couplings].filter(({ name }) => name === edge.id);
  if (made.every((part) => allFinite(context, part))) return [];
  const { weight, relativeStrength } = edge;
  const given = typeof weight === 'object' ? 'as drawn' : String(weight);
  const sentence = `its weight, ${given}, times the relative strength, ${relativeStrength}, is too large a number. ${SMALLER}`;
  const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
  return [problem({ code: 'out-of-range', subject, field: 'weight', given, allowed: 'a finite number', sentence })];
}

/** What an edge makes of its stimulus' current, at whatever time that flows. */
function checkInjection(context: Context, edge: InjectionEdge): readonly Problem[] {
  const { document } = context;
  const node = document.nodes.find(({ id }) => id === edge.source);
  const model = node?.kind === 'stimulus' ? findStimulus(node.model) : undefined;
  if (node?.kind !== 'stimulus' || !node.enabled || model?.kind !== 'current') return [];
  const reach = { ...reachOf(document, node.id), edge: edge.id };
  const values = currentValues(node, model, reach).value;
  const currents = model.parameters.filter(({ unit }) => sameDimension(dimensionOf(unit), dimensionOf('pA')));
  const ends = (drawn: Values | undefined): number[] => (drawn === undefined ? [] : Object.values(extent(drawn)));
  const large = currents.find(
    ({ name }) =>
      !allFinite(
        context,
        ends(values.get(name)).map((end) => end * edge.scale),
      ),
  );
  if (large === undefined) return [];
  const given = String(edge.scale);
  const own = node.parameters[large.name] ?? large.default;
  const size = typeof own === 'object' ? 'as drawn' : String(own);
  const sentence = `its factor, ${given}, times the ${large.meaning} of the stimulus, ${size}, is too large a number. ${SMALLER}`;
  const subject = { id: edge.id, title: titleOf('Injection', edge.id) };
  return [problem({ code: 'out-of-range', subject, field: 'scale', given, allowed: 'a finite number', sentence })];
}

/** Parameters of a group that the engine fills from the weights that reach each element. */
function summed({ couplings }: Pick<EngineConfig, 'couplings'>, group: number): ReadonlySet<number> {
  const into = couplings.filter(({ target }) => target === group);
  return new Set(into.flatMap(({ degree, total }) => [degree, total]).filter((index) => index !== null));
}

function checkStart(
  context: Context,
  node: NetworkNode,
  group: GroupConfig,
  filled: ReadonlySet<number>,
): readonly Problem[] {
  if (node.kind !== 'population' && node.kind !== 'stimulus') return [];
  const fault = startFault(group, filled, context.dtMs);
  if (fault === null) return [];
  const kind = node.kind === 'population' ? 'Population' : 'Stimulus';
  const subject: Subject = { id: node.id, title: titleOf(kind, node.name) };
  const parts = fault.of.join(', ');
  const model = node.kind === 'population' ? neuronOf(context.document, node.model) : findStimulus(node.model);
  // Parameters of synapses and stimuli have names here that their user has not given.
  const cause = model?.parameters.find(({ name }) => name === fault.cause?.name);
  const own = cause === undefined ? '' : (node.parameters[cause.name] ?? cause.default);
  const given = cause !== undefined && fault.cause?.value === 0 ? '0' : typeof own === 'object' ? '' : String(own);
  const because = cause === undefined || given === '' ? '' : `with ${cause.name} = ${given} `;
  const sentence = `${because}its equations come to no finite number at the start (${parts}). Look for a division by 0.`;
  const field = cause !== undefined && because !== '' ? `parameters.${cause.name}` : 'model';
  return [problem({ code: 'equations', subject, field, given, allowed: 'finite numbers', sentence })];
}
