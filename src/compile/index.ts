import type { Problem, RecorderConfig } from '../contract/index.ts';
import { canConnect } from '../document/connections.ts';
import { problem } from '../document/problems.ts';
import { expandRepeats } from '../document/repeats.ts';
import type { NetworkDocument, StimulusNode } from '../document/schema.ts';
import { applyVariant, isAbout, ofVariant, setTwice } from '../document/variants.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import type { CurrentStimulus, ParameterDeclaration } from '../library/types.ts';
import { type Context, report, resolveQuantity, titleOf } from './context.ts';
import { ownSpikeProjections } from './couplings.ts';
import { isComposed, reachOf } from './currents.ts';
import { checkNumbers } from './finite.ts';
import { checkCurrent, compilePopulation } from './groups.ts';
import { checkSteps } from './limits.ts';
import { checkModels } from './models.ts';
import { checkNames } from './names.ts';
import { recordPopulations, recordProbe } from './recorders.ts';
import { checkRepeats, ofOrigins } from './repeats.ts';
import { runWindow } from './run-window.ts';
import { addSpikeSource } from './sources.ts';
import type { CompileResult, NetworkMap } from './types.ts';
import { type Assembly, addCurrent, addInjection, addSynapse } from './wiring.ts';

export { streamKey } from '../equations/stream-key.ts';
export { DELAY } from './delay.ts';
export { connectivityKey, keptWeights } from './learned.ts';
export { noticesOf } from './notices/index.ts';
export { INJECTED } from './parts.ts';
export { observedBy } from './recorders.ts';
export { ruleOf } from './rules.ts';
export {
  DEFAULT_LAYOUT,
  isDistanceDelay,
  LENGTH,
  OFFSET,
  placementOfNode,
  positionsOfNode,
  VELOCITY,
} from './space.ts';
export type { CompileResult, NetworkMap, PopulationMap, TraceMap } from './types.ts';

const DT: ParameterDeclaration = {
  name: 'dt',
  symbol: '\\Delta t',
  unit: 'ms',
  meaning: 'time step',
  default: '0.05 ms',
  min: '0.0001 ms',
  max: '10 ms',
};
const DURATION: ParameterDeclaration = {
  name: 'duration',
  symbol: 'T',
  unit: 'ms',
  meaning: 'duration',
  default: '500 ms',
  min: '0 ms',
  exclusiveMin: true,
};
const FROM: ParameterDeclaration = {
  name: 'from',
  symbol: 't_0',
  unit: 'ms',
  meaning: 'start of the analysis window',
  default: '100 ms',
  min: '0 ms',
};
const NETWORK = { id: null, title: 'Run settings' };

/**
 * Compiles a network, or one of its variants, for the engine. Pure. All problems are listed; where one is an error there is
 * no configuration.
 */
export function compile(document: NetworkDocument, options: { readonly variant?: string } = {}): CompileResult {
  return options.variant === undefined ? compileNetwork(document) : compileVariant(document, options.variant);
}

/** What a variant has set and what cannot be set are told as the variant's. */
function compileVariant(document: NetworkDocument, id: string): CompileResult {
  const { document: changed, problems: refused, applied } = applyVariant(document, id);
  const variant = document.variants.find((candidate) => candidate.id === id);
  const result = compileNetwork(changed);
  const told = result.problems.map((found) =>
    variant !== undefined && applied.some((place) => isAbout(found, place)) ? ofVariant(variant, found) : found,
  );
  const problems = [...refused, ...(variant === undefined ? [] : setTwice(variant, applied)), ...told];
  return refused.length > 0 ? { config: null, map: null, problems } : { ...result, problems };
}

/** The problems of the network, and those that its variants have besides, as theirs. */
export function problemsOfAll(document: NetworkDocument): readonly Problem[] {
  const { problems } = compile(document);
  const known = new Set(problems.map(({ message }) => message));
  const others = document.variants.flatMap((variant) =>
    compile(document, { variant: variant.id }).problems.flatMap((found) => {
      if (found.variant !== undefined) return [found];
      return known.has(found.message) ? [] : [ofVariant(variant, found)];
    }),
  );
  return [...problems, ...others];
}

function compileNetwork(written: NetworkDocument): CompileResult {
  const refused = checkRepeats(written);
  if (refused.some(({ severity }) => severity === 'error')) return { config: null, map: null, problems: refused };
  const chosen = expandRepeats(written);
  const settings: Context = { document: chosen, dtMs: 1, problems: [...refused] };
  const dtMs = resolveQuantity(settings, NETWORK, 'dt', chosen.run.dt, DT);
  const durationMs = resolveQuantity(settings, NETWORK, 'duration', chosen.run.duration, DURATION);
  const fromMs = resolveQuantity(settings, NETWORK, 'from', chosen.run.from, FROM);
  const context: Context = { document: chosen, dtMs: dtMs ?? 0.05, problems: settings.problems };
  const read = dtMs !== null && durationMs !== null && fromMs !== null;
  if (dtMs !== null && durationMs !== null) checkSteps(context, NETWORK, chosen.run, durationMs);
  const window = read ? runWindow(context, NETWORK, chosen.run, { durationMs, fromMs }) : null;
  checkModels(context);
  checkNames(context);
  checkConnections(context);
  const assembly = assemble(context);
  checkNumbers(context, assembly);
  const recorders: RecorderConfig[] = [];
  const populations = recordPopulations(context, assembly, recorders);
  const probes: Record<string, NetworkMap['probes'][string]> = {};
  for (const node of chosen.nodes) {
    if (node.kind === 'probe') probes[node.id] = recordProbe(context, assembly, node, recorders);
  }
  if (!chosen.nodes.some(({ kind }) => kind === 'population')) {
    const sentence = 'there is no population to run. Drag one from the palette.';
    context.problems.push(
      problem({ code: 'nothing-to-run', subject: { id: null, title: 'Network' }, severity: 'error', sentence }),
    );
  }
  if (context.problems.some(({ severity }) => severity === 'error') || dtMs === null || window === null) {
    return { config: null, map: null, problems: ofOrigins(context.problems) };
  }
  const { groups, sources, projections, backgrounds, injections, couplings } = assembly;
  return {
    config: {
      precision: chosen.run.precision === 'single' ? 'f32' : 'f64',
      dtMs,
      seed: chosen.run.seed,
      groups: groups.map(({ config }) => config),
      sources,
      projections,
      backgrounds,
      injections,
      couplings,
      assignments: [],
      recorders,
    },
    map: { dtMs, ...window, plastic: assembly.plastic, populations, probes },
    problems: ofOrigins(context.problems),
  };
}

/** An edge of a file may join what no line on the canvas could. */
function checkConnections(context: Context): void {
  const { nodes, edges } = context.document;
  for (const edge of edges) {
    const link = canConnect({ ...context.document, edges: [] }, edge.source, edge.target);
    const probe = nodes.find(({ id }) => id === edge.source)?.kind === 'probe';
    if (link.ok && link.kind === edge.kind && (edge.kind !== 'tap' || probe)) continue;
    const allowed = link.ok ? `${link.kind} from ${link.from} to ${link.to}` : 'nodes that can be joined';
    const sentence = link.ok
      ? `it is a ${edge.kind} from "${edge.source}" to "${edge.target}"; must be: ${allowed}.`
      : link.reason;
    const subject = { id: edge.id, title: titleOf('Edge', edge.id) };
    report(context, { code: 'wrong-connection', subject, field: 'kind', given: edge.kind, allowed, sentence });
  }
}

/** Populations first, so that a population's group has the lowest index; then what drives them. */
function assemble(context: Context): Assembly {
  const assembly: Assembly = {
    groups: [],
    groupOf: new Map(),
    sources: [],
    sourceOf: new Map(),
    projections: [],
    backgrounds: [],
    injections: [],
    couplings: [],
    plastic: [],
  };
  const { nodes, edges } = context.document;
  for (const node of nodes) {
    if (node.kind !== 'population') continue;
    const group = compilePopulation(context, node);
    if (group === null) continue;
    const index = assembly.groups.push(group) - 1;
    assembly.groupOf.set(node.id, index);
    assembly.projections.push(...ownSpikeProjections(group, index));
  }
  for (const node of nodes) {
    if (node.kind !== 'stimulus') continue;
    const model = findStimulus(node.model);
    if (model === undefined) {
      const subject = { id: node.id, title: titleOf('Stimulus', node.name) };
      report(context, {
        code: 'unknown-model',
        subject,
        field: 'model',
        given: node.model,
        allowed: 'a stimulus of the palette',
        sentence: `there is no stimulus "${node.model}" in the library.`,
      });
    } else if (model.kind === 'spikes') {
      if (node.enabled) addSpikeSource(context, assembly, node, model);
    } else if (node.enabled) {
      addObserved(context, assembly, node, model);
    }
  }
  for (const edge of edges) {
    if (edge.kind === 'synapse') addSynapse(context, assembly, edge);
    else if (edge.kind === 'injection') addInjection(context, assembly, edge);
  }
  return assembly;
}

/** Reports what is wrong with a current stimulus; one that is part of its targets gets a group where a probe looks at it. */
function addObserved(context: Context, assembly: Assembly, node: StimulusNode, model: CurrentStimulus): void {
  const reach = reachOf(context.document, node.id);
  checkCurrent(context, node, model, reach);
  const observed = context.document.edges.some(({ kind, target }) => kind === 'tap' && target === node.id);
  if (isComposed(model)) {
    if (observed) addCurrent(context, assembly, node, reach);
  } else if (!model.perNeuron) addCurrent(context, assembly, node, null);
}
