import type { Picture } from '../contract/index.ts';
import { addPopulation, addStimulus, connect, injectAsGiven } from '../document/commands.ts';
import { emptyNetwork, type NetworkDocument, type PopulationNode } from '../document/schema.ts';
import { currentMisfit, hasDelay, misfit, silence } from '../library/fit.ts';
import { findNeuron, neurons } from '../library/neurons/index.ts';
import type { NeuronModel, SynapseModel } from '../library/types.ts';
import { drawLine, HEIGHT, rangeOf, WIDTH } from './draw.ts';
import { NotDrawn, run } from './run.ts';

const PLACE = { x: 0, y: 0 };
const SPIKE_MS = 5;
const DURATIONS_MS = [50, 100, 250, 500];
const LONGEST_MS = 1000;
/** Of what goes on without end. */
const SHORT_MS = 60;
/** A LIF membrane that never spikes. Where it is fast, its potential follows the synaptic current. */
const SLOW = { E_L: '-65 mV', V_reset: '-65 mV', V_th: '1000 mV', tau_m: '10 ms', R: '1 MOhm', t_ref: '0 ms' };
const FAST = { ...SLOW, tau_m: '0.2 ms' };

/** What a synapse does to its target: the current of one spike, the jump it makes, or how the target follows the source. */
export async function synapsePicture(synapse: SynapseModel): Promise<Picture> {
  const lif = findNeuron('lif');
  const spikes = lif !== undefined && misfit(synapse, null, lif) === null;
  return spikes ? ofOneSpike(synapse) : ofTwoNeurons(synapse);
}

function join(draft: NetworkDocument, synapse: SynapseModel, source: string, target: string): void {
  const made = connect(draft, source, target);
  const edge = draft.edges.find(({ id }) => made.ok && made.id === id);
  if (edge?.kind !== 'synapse') throw new NotDrawn(made.ok ? 'The edge is no synapse.' : made.reason);
  edge.model = synapse.id;
  edge.weight = synapse.weight.default;
  edge.rule = { type: 'all-to-all', autapses: false };
  edge.sign = 'excitatory';
  edge.delay = hasDelay(synapse) ? '0.1 ms' : '0 ms';
}

const timed = (draft: NetworkDocument, durationMs: number): NetworkDocument => ({
  ...draft,
  run: { ...draft.run, duration: `${durationMs} ms`, from: '0 ms' },
});

async function ofOneSpike(synapse: SynapseModel): Promise<Picture> {
  const draft = emptyNetwork();
  const source = addStimulus(draft, 'given-spikes', PLACE);
  const target = addPopulation(draft, 'lif', PLACE);
  for (const node of draft.nodes) {
    if (node.kind === 'stimulus') node.spikeTimes = [[`${SPIKE_MS} ms`]];
    else if (node.kind === 'population') {
      Object.assign(node, { size: 1, parameters: synapse.action === 'jump' ? SLOW : FAST, initial: { v: '-65 mV' } });
    }
  }
  join(draft, synapse, source, target);
  const ran = await run(timed(draft, LONGEST_MS));
  const { signals, durationMs } = shortest([ran.membrane(target)]);
  const what = synapse.action === 'jump' ? 'membrane potential' : 'synaptic current';
  const layers = signals.map((signal) => drawLine(signal, 'excitatory'));
  return { width: WIDTH, height: HEIGHT, layers, caption: `${what} after one spike, ${durationMs} ms` };
}

/** The beginnings of signals of LONGEST_MS after which the last of them has gone back to its start, if it does. */
function shortest(signals: readonly Float64Array[]): { signals: Float64Array[]; durationMs: number } {
  const cut = (durationMs: number): Float64Array[] =>
    signals.map((signal) => signal.slice(0, Math.round((signal.length * durationMs) / LONGEST_MS)));
  const gone = DURATIONS_MS.find((durationMs) => {
    const signal = cut(durationMs).at(-1) ?? new Float64Array(1);
    const { low, high } = rangeOf(signal);
    return Math.abs((signal.at(-1) ?? 0) - (signal[0] ?? 0)) < 0.1 * (high - low);
  });
  const durationMs = gone ?? LONGEST_MS;
  return { signals: cut(durationMs), durationMs };
}

/** Currents that make the source act, nA. */
const KICKS_NA = [1, 4, 0.2, 0.05];
/** Least response of the target, of what the source does. */
const LEAST = 1e-4;

/** Source and target of the first model that shows something: the source is kicked, or starts elsewhere. */
async function ofTwoNeurons(synapse: SynapseModel): Promise<Picture> {
  const fitting = neurons
    .filter((model) => misfit(synapse, model, model) === null && silence(synapse, model) === null)
    .sort((a, b) => rankOf(a) - rankOf(b));
  for (const model of fitting) {
    for (const nA of currentMisfit(model) === null ? KICKS_NA : [0]) {
      const picture = await followed(synapse, model, nA);
      if (picture !== null) return picture;
    }
  }
  throw new NotDrawn(`${synapse.name} joins no two neurons of the library with an effect.`);
}

/** Models whose spikes are states come first: a release that follows the potential needs them. Phases jump, and come last. */
const rankOf = ({ family, phase }: NeuronModel): number =>
  phase === true ? 2 : family === 'conductance-based' ? 0 : 1;

async function followed(synapse: SynapseModel, model: NeuronModel, nA: number): Promise<Picture | null> {
  const { draft, source, target } = pair(synapse, model, nA);
  const ran = await run(timed(draft, hasDelay(synapse) ? LONGEST_MS : SHORT_MS), { mayDiverge: true });
  const whole = [ran.membrane(source), ran.membrane(target)];
  if (!whole.every((signal) => signal.every(Number.isFinite))) return null;
  if (hasDelay(synapse) && ran.spikes(source).steps.length === 0) return null;
  const { signals, durationMs } = hasDelay(synapse) ? shortest(whole) : { signals: whole, durationMs: SHORT_MS };
  const [cause, effect] = signals;
  if (cause === undefined || effect === undefined) return null;
  const [of, at] = [rangeOf(cause), rangeOf(effect)];
  const [height, response] = [of.high - of.low, at.high - at.low];
  if (!(height > 0 && response > LEAST * height)) return null;
  const shared = response > height / 4 ? rangeOf(cause, effect) : null;
  const layers = [drawLine(cause, 'faint', shared ?? of), drawLine(effect, 'excitatory', shared ?? at)];
  const caption = `two ${model.name} neurons: the target (blue) answers the source (grey), ${durationMs} ms`;
  return { width: WIDTH, height: HEIGHT, layers, caption };
}

function pair(synapse: SynapseModel, model: NeuronModel, nA: number) {
  const draft = emptyNetwork();
  const [source, target] = [addPopulation(draft, model.id, PLACE), addPopulation(draft, model.id, PLACE)];
  const populations = draft.nodes.filter((node): node is PopulationNode => node.kind === 'population');
  for (const node of populations) node.size = 1;
  if (nA > 0) {
    const kick = addStimulus(draft, 'step', PLACE);
    const node = draft.nodes.find(({ id }) => id === kick);
    if (node?.kind === 'stimulus') {
      node.parameters = { amplitude: `${nA} nA`, onset: `${SPIKE_MS} ms`, offset: `${SPIKE_MS + 15} ms` };
    }
    injectAsGiven(draft, kick, source);
  } else {
    const unit = model.states.find(({ name }) => name === model.membrane)?.unit ?? '1';
    const first = populations[0];
    if (first !== undefined) first.initial = { [model.membrane]: unit === '1' ? '2' : `2 ${unit}` };
  }
  join(draft, synapse, source, target);
  return { draft, source, target };
}
