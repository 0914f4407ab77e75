import type { EngineConfig, Picture, Values } from '../contract/index.ts';
import { addPopulation, addStimulus, injectAsGiven } from '../document/commands.ts';
import { applySet } from '../document/parameter-sets.ts';
import { emptyNetwork, type NetworkDocument } from '../document/schema.ts';
import { currentMisfit } from '../library/fit.ts';
import type { NeuronModel, ParameterSet, Protocol } from '../library/types.ts';
import { drawLine, HEIGHT, rangeOf, WIDTH } from './draw.ts';
import { NotDrawn, run } from './run.ts';

/** Currents that are tried, pA, smallest first: models without units take some, large membranes thousands. */
const CURRENTS = [
  0,
  ...[0.1, 1, 10, 100, 1000].flatMap((decade) => [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8].map((x) => x * decade)),
  10_000,
];
/** Runs that are tried, in turn: the next where a pattern is too slow or too fast to be seen, or the step too coarse. */
const RUNS = [
  { durationMs: 150, dt: '0.05 ms' },
  { durationMs: 1000, dt: '0.05 ms' },
  { durationMs: 30, dt: '0.05 ms' },
  { durationMs: 150, dt: '0.01 ms' },
  { durationMs: 5000, dt: '0.05 ms' },
];
/** Spikes that show a pattern and leave room between them. */
const FEWEST = 5;
const MOST = 28;

const PLACE = { x: 0, y: 0 };

/** A neuron as it fires: under the input of its parameter set, or the smallest current that makes it fire repeatedly. */
export async function neuronPicture(model: NeuronModel, set?: ParameterSet): Promise<Picture> {
  if (set?.protocol !== undefined) {
    const ran = await run(underProtocol(model, set, set.protocol));
    const signal = ran.membrane('N');
    // Of a long run the beginning, in which single spikes can be seen.
    const share = Math.min(1, MOST / Math.max(1, ran.spikes('N').steps.length));
    const shownMs = Math.round((ran.map.durationMs * share) / 10) * 10;
    const shown = share < 1 ? `the first ${shownMs} ms` : set.protocol.duration;
    return drawn(signal.slice(0, Math.ceil(signal.length * share)), `${membraneOf(model)}, ${shown}`);
  }
  const currents = currentMisfit(model) === null ? CURRENTS : [0];
  let best: Tried | null = null;
  for (const attempt of RUNS) {
    for (const tried of await tryCurrents(model, set, currents, attempt)) {
      if (tried.events >= FEWEST && tried.events <= MOST) return drawnUnder(model, tried);
      if (best === null || Math.abs(tried.events - FEWEST) < Math.abs(best.events - FEWEST)) best = tried;
    }
  }
  if (best === null) throw new NotDrawn(`${model.name} does nothing.`);
  return drawnUnder(model, best);
}

interface Tried {
  readonly pA: number;
  readonly durationMs: number;
  readonly events: number;
  readonly signal: Float64Array;
}

const membraneOf = ({ states, membrane }: NeuronModel): string =>
  states.find(({ name }) => name === membrane)?.meaning ?? membrane;

function drawnUnder(model: NeuronModel, { pA, durationMs, signal }: Tried): Picture {
  const under = pA === 0 ? '' : ` under ${pA >= 100 ? `${pA / 1000} nA` : `${Number(pA.toFixed(2))} pA`}`;
  const time = durationMs >= 1000 ? `${durationMs / 1000} s` : `${durationMs} ms`;
  return drawn(signal, `${membraneOf(model)}${under}, ${time}`);
}

function drawn(signal: Float64Array, caption: string): Picture {
  return { width: WIDTH, height: HEIGHT, layers: [drawLine(signal, 'excitatory')], caption };
}

function lone(model: NeuronModel, set: ParameterSet | undefined, id: string): NetworkDocument['nodes'][number] {
  const draft = emptyNetwork();
  addPopulation(draft, model.id, PLACE);
  const [node] = draft.nodes;
  if (node?.kind !== 'population') throw new NotDrawn(`There is no population of ${model.name}.`);
  if (set !== undefined) applySet(node, set);
  return { ...node, id, name: id, size: 1 };
}

function underProtocol(model: NeuronModel, set: ParameterSet, protocol: Protocol): NetworkDocument {
  const draft = emptyNetwork();
  draft.nodes.push(lone(model, set, 'N'));
  for (const { model: stimulus, parameters } of protocol.stimuli) {
    const id = addStimulus(draft, stimulus, PLACE);
    const node = draft.nodes.find((candidate) => candidate.id === id);
    if (node?.kind === 'stimulus') node.parameters = { ...parameters };
    injectAsGiven(draft, id, 'N');
  }
  return { ...draft, run: { ...draft.run, duration: protocol.duration, dt: protocol.dt, from: '0 ms' } };
}

/** One population of as many neurons as there are currents, each with its own: the network is compiled once. */
async function tryCurrents(
  model: NeuronModel,
  set: ParameterSet | undefined,
  currents: readonly number[],
  { durationMs, dt }: (typeof RUNS)[number],
): Promise<Tried[]> {
  const draft = emptyNetwork();
  draft.nodes.push(lone(model, set, 'N'));
  const stimulus = addStimulus(draft, 'step', PLACE);
  for (const node of draft.nodes) {
    if (node.kind === 'stimulus') node.parameters = { amplitude: '1 pA', onset: `${durationMs / 10} ms` };
  }
  injectAsGiven(draft, stimulus, 'N');
  const ran = await run(
    { ...draft, run: { ...draft.run, duration: `${durationMs} ms`, dt, from: '0 ms' } },
    { alter: (config) => withCurrents(config, currents), neurons: currents.length, mayDiverge: true },
  );
  const { elements } = ran.spikes('N');
  return currents.flatMap((pA, k) => {
    const signal = ran.membrane('N', k);
    if (!signal.every(Number.isFinite)) return [];
    const spikes = elements.reduce((count, element) => count + (element === k ? 1 : 0), 0);
    return [{ pA, durationMs, signal, events: model.reset === '' ? risesOf(signal) : spikes }];
  });
}

/** Every group as many times as there are currents; the step's amplitude differs. */
function withCurrents(config: EngineConfig, currents: readonly number[]): EngineConfig {
  const amplitude: Values = { kind: 'array', values: Float64Array.from(currents) };
  return {
    ...config,
    groups: config.groups.map((group) => ({
      ...group,
      size: currents.length,
      parameters: group.parameters.map((parameter) =>
        parameter.name === 'amplitude' ? { ...parameter, values: amplitude } : parameter,
      ),
    })),
  };
}

/** How often a signal rises through the middle of its range: where nothing is reset, a potential that stays high is one spike. */
function risesOf(signal: Float64Array): number {
  const { low, high } = rangeOf(signal);
  const middle = (low + high) / 2;
  return signal.reduce((count, value, k) => count + ((signal[k - 1] ?? value) < middle && value >= middle ? 1 : 0), 0);
}
