import type { Picture } from '../contract/index.ts';
import { addPopulation, addStimulus, connect } from '../document/commands.ts';
import { emptyNetwork, type NetworkDocument, type PopulationNode } from '../document/schema.ts';
import { currentMisfit, hasDelay, misfit, silence } from '../library/fit.ts';
import { findNeuron, neurons } from '../library/neurons/index.ts';
import type { NeuronModel, SynapseModel } from '../library/types.ts';
import { drawLine, HEIGHT, rangeOf, WIDTH } from './draw.ts';
import { NotDrawn, type Ran, run } from './run.ts';

const PLACE = { x: 0, y: 0 };
const SPIKE_MS = 5;
const DURATIONS_MS = [50, 250, 1000];
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
  const what = synapse.action === 'jump' ? 'membrane potential' : 'synaptic current';
  for (const durationMs of DURATIONS_MS) {
    const signal = (await run(timed(draft, durationMs))).membrane(target);
    const { low, high } = rangeOf(signal);
    const left = Math.abs((signal.at(-1) ?? 0) - (signal[0] ?? 0));
    if (left > 0.1 * (high - low) && durationMs !== DURATIONS_MS.at(-1)) continue;
    const layers = [drawLine(signal, 'excitatory')];
    return { width: WIDTH, height: HEIGHT, layers, caption: `${what} after one spike, ${durationMs} ms` };
  }
  throw new NotDrawn(`${synapse.name} does nothing.`);
}

/** Currents that make the source act, nA; and the difference of the starts where no current can enter it. */
const KICKS_NA = [4, 1, 0.2, 0.05];
/** Least response of the target, of what the source does. */
const LEAST = 1e-4;

/** Source and target of the first model that shows something: the source is kicked, or starts elsewhere. */
async function ofTwoNeurons(synapse: SynapseModel): Promise<Picture> {
  const fitting = neurons.filter((model) => misfit(synapse, model, model) === null && silence(synapse, model) === null);
  for (const model of fitting) {
    for (const nA of currentMisfit(model) === null ? KICKS_NA : [0]) {
      const picture = await followed(synapse, model, nA);
      if (picture !== null) return picture;
    }
  }
  throw new NotDrawn(`${synapse.name} joins no two neurons of the library with an effect.`);
}

async function followed(synapse: SynapseModel, model: NeuronModel, nA: number): Promise<Picture | null> {
  const { draft, source, target } = pair(synapse, model, nA);
  for (const durationMs of DURATIONS_MS) {
    const ran = await run(timed(draft, durationMs)).catch((fault: unknown) => {
      if (fault instanceof NotDrawn) return null;
      throw fault;
    });
    if (ran === null) return null;
    const signals = [ran.membrane(source), ran.membrane(target)] as const;
    const [of, at] = signals.map((signal) => rangeOf(signal));
    if (of === undefined || at === undefined) return null;
    const [cause, effect] = [of.high - of.low, at.high - at.low];
    const acts = !hasDelay(synapse) || firedOnce(ran, source);
    if (cause > 0 && effect > LEAST * cause && acts) {
      const shared = effect > cause / 4 ? rangeOf(...signals) : null;
      const layers = [drawLine(signals[0], 'faint', shared ?? of), drawLine(signals[1], 'excitatory', shared ?? at)];
      const caption = `${model.name}: the target (blue) follows the source (grey), ${durationMs} ms`;
      return { width: WIDTH, height: HEIGHT, layers, caption };
    }
  }
  return null;
}

const firedOnce = (ran: Ran, id: string): boolean => ran.spikes(id).steps.length > 0;

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
    connect(draft, kick, source);
  } else {
    const unit = model.states.find(({ name }) => name === model.membrane)?.unit ?? '1';
    const first = populations[0];
    if (first !== undefined) first.initial = { [model.membrane]: unit === '1' ? '2' : `2 ${unit}` };
  }
  join(draft, synapse, source, target);
  return { draft, source, target };
}
