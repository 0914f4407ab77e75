import type { EngineConfig, Problem, RecorderConfig } from '../contract/index.ts';
import { canConnect } from '../document/connections.ts';
import { problem } from '../document/problems.ts';
import { expandRepeats } from '../document/repeats.ts';
import type { NetworkDocument, RunSettings } from '../document/schema.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { assemble } from './assemble.ts';
import { checkNumbers } from './finite.ts';
import { checkSteps } from './limits.ts';
import { checkModels } from './models.ts';
import { checkNames } from './names.ts';
import { distinct, gather, hasError, type Outcome, outcome } from './outcome.ts';
import { recordPopulations, recordProbe } from './recorders.ts';
import { checkRepeats, ofOrigins } from './repeats.ts';
import { type Context, resolveQuantity, titleOf } from './resolve.ts';
import { type RunWindow, runWindow } from './run-window.ts';
import { checkSpikeTimes, suspectedSteps } from './spike-times/index.ts';
import { checkStability } from './stability/index.ts';
import { checkTimeTerms } from './time-terms.ts';
import type { CompileResult, NetworkMap } from './types.ts';
import { checkWatchedNoise } from './watched-noise.ts';
import type { Assembly } from './wiring.ts';

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
const SHOWN: ParameterDeclaration = {
  name: 'window',
  symbol: 'w',
  unit: 'ms',
  meaning: 'time that plots show (or "all")',
  default: '500 ms',
  min: '0 ms',
  exclusiveMin: true,
};
const NETWORK = { id: null, title: 'Run settings' };

/** Compiles a network as it is written, whatever its variants say. */
export function compileNetwork(written: NetworkDocument): CompileResult {
  const repeats = checkRepeats(written);
  if (hasError(repeats)) return { config: null, map: null, problems: repeats };
  const document = expandRepeats(written);
  const times = timesOf(document.run);
  const { dtMs, window } = times.value;
  const context: Context = { document, dtMs: dtMs ?? 0.05 };
  const assembled = assemble(context);
  const before = [
    ...[repeats, times.problems, checkModels(document), checkNames(document), checkConnections(document)].flat(),
    ...assembled.problems,
  ];
  // What stands for something that could not be read is no number of the user's.
  const numbers = hasError(before) ? [] : checkNumbers(context, assembled.value);
  const readable = !hasError([...before, ...numbers]);
  const steps = readable && window !== null ? judgeSteps(context, assembled.value, window) : outcome(assembled.value);
  const terms = readable && window !== null ? checkTimeTerms(context, steps.value, window.durationMs) : [];
  const recorded = record(context, steps.value);
  const problems = distinct([
    ...before,
    ...numbers,
    ...steps.problems,
    ...terms,
    ...(readable ? checkWatchedNoise(context, steps.value) : []),
    ...recorded.problems,
    ...checkContent(document),
  ]);
  if (hasError(problems) || dtMs === null || window === null)
    return { config: null, map: null, problems: ofOrigins(problems) };
  const { recorders, populations, probes } = recorded.value;
  return {
    config: configOf(document, dtMs, steps.value, recorders),
    map: { dtMs, ...window, plastic: steps.value.plastic, populations, probes },
    problems: ofOrigins(problems),
  };
}

/** What is told of the step, and the network with methods that take it. */
function judgeSteps(context: Context, assembly: Assembly, { durationMs }: RunWindow): Outcome<Assembly> {
  const suspected = suspectedSteps(context, assembly);
  const { value: stability, problems } = checkStability(context, assembly, suspected);
  const all = [...suspected, ...stability.suspected];
  const ofSpikes = checkSpikeTimes(context, stability.assembly, durationMs, { suspected: all, told: problems });
  return { value: stability.assembly, problems: [...ofSpikes, ...problems] };
}

interface Times {
  readonly dtMs: number | null;
  readonly window: RunWindow | null;
}

/** Step, duration and analysis window; null is what cannot be read. */
function timesOf(run: RunSettings): Outcome<Times> {
  return gather(({ take, tell }) => {
    const dtMs = take(resolveQuantity(NETWORK, 'dt', run.dt, DT));
    const durationMs = take(resolveQuantity(NETWORK, 'duration', run.duration, DURATION));
    const fromMs = take(resolveQuantity(NETWORK, 'from', run.from, FROM));
    if (run.window !== undefined && run.window !== 'all') take(resolveQuantity(NETWORK, 'window', run.window, SHOWN));
    if (dtMs === null || durationMs === null) return { dtMs, window: null };
    tell(checkSteps(dtMs, NETWORK, run, durationMs));
    return { dtMs, window: fromMs === null ? null : take(runWindow(dtMs, NETWORK, run, { durationMs, fromMs })) };
  });
}

/** An edge of a file may join what no line on the canvas could. */
function checkConnections(document: NetworkDocument): readonly Problem[] {
  return document.edges.flatMap((edge) => {
    const link = canConnect({ ...document, edges: [] }, edge.source, edge.target);
    const probe = document.nodes.find(({ id }) => id === edge.source)?.kind === 'probe';
    if (link.ok && link.kind === edge.kind && (edge.kind !== 'tap' || probe)) return [];
    const allowed = link.ok ? `${link.kind} from ${link.from} to ${link.to}` : 'nodes that can be joined';
    const sentence = link.ok
      ? `its kind is ${edge.kind}, from "${edge.source}" to "${edge.target}"; must be: ${allowed}.`
      : link.reason;
    const subject = { id: edge.id, title: titleOf('Edge', edge.id) };
    return [problem({ code: 'wrong-connection', subject, field: 'kind', given: edge.kind, allowed, sentence })];
  });
}

/** A network without a population has nothing to run. */
function checkContent({ nodes }: NetworkDocument): readonly Problem[] {
  if (nodes.some(({ kind }) => kind === 'population')) return [];
  const sentence = 'there is no population to run. Drag one from the palette.';
  return [problem({ code: 'nothing-to-run', subject: { id: null, title: 'Network' }, sentence })];
}

interface Recorded extends Pick<NetworkMap, 'populations' | 'probes'> {
  readonly recorders: readonly RecorderConfig[];
}

/** What is recorded of every emitter, and what probes ask for. */
function record(context: Context, assembly: Assembly): Outcome<Recorded> {
  const recorders: RecorderConfig[] = [];
  const populations = recordPopulations(context, assembly, recorders);
  return gather(({ take }) => {
    const probes = context.document.nodes.flatMap((node) =>
      node.kind === 'probe' ? [[node.id, take(recordProbe(context, assembly, node, recorders))] as const] : [],
    );
    return { recorders, populations, probes: Object.fromEntries(probes) };
  });
}

function configOf(
  { run }: NetworkDocument,
  dtMs: number,
  { groups, sources, projections, backgrounds, injections, couplings }: Assembly,
  recorders: readonly RecorderConfig[],
): EngineConfig {
  return {
    precision: run.precision === 'single' ? 'f32' : 'f64',
    dtMs,
    seed: run.seed,
    groups: groups.map(({ config }) => config),
    sources,
    projections,
    backgrounds,
    injections,
    couplings,
    assignments: [],
    recorders,
  };
}
