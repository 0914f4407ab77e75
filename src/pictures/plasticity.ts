import type { Picture } from '../contract/index.ts';
import { addPopulation, addStimulus, connect } from '../document/commands.ts';
import { choosePlasticity } from '../document/edge-choice.ts';
import { emptyNetwork, type NetworkDocument, type SynapseEdge } from '../document/schema.ts';
import type { PlasticityModel } from '../library/types.ts';
import { drawLine, HEIGHT, WIDTH } from './draw.ts';
import { NotDrawn, run } from './run.ts';

const PLACE = { x: 0, y: 0 };
/** Differences of the spike times of a pair, target less source, ms. */
const REACH_MS = 80;
const PAIRS = 161;
/** Long after the start, so that all begins at rest. */
const SPIKE_MS = 200;
/** A membrane that follows its input and does not spike, and one that spikes with each of its own inputs. */
const SILENT = { E_L: '-65 mV', V_reset: '-65 mV', V_th: '1000 mV', tau_m: '10 ms', R: '1 GOhm', t_ref: '0 ms' };
const DRIVEN = { E_L: '-65 mV', V_reset: '-65 mV', V_th: '-50 mV', tau_m: '0.5 ms', R: '1 GOhm', t_ref: '0 ms' };

/** What a rule does: the change of a weight by the times of a pair of spikes, or potentials that shrink or grow. */
export function plasticityPicture(rule: PlasticityModel): Promise<Picture> {
  if (rule.family === 'spike-timing') return pairing(rule);
  return rule.family === 'short-term'
    ? potentials(rule, { intervalMs: 50, spikes: 8, what: 'potentials of 20 spikes a second' })
    : potentials(rule, { intervalMs: 100, spikes: 40, what: 'potentials of a neuron that fires too rarely, 4 s' });
}

function synapse(draft: NetworkDocument, source: string, target: string, weight: string): SynapseEdge {
  const made = connect(draft, source, target);
  const edge = draft.edges.find(({ id }) => made.ok && made.id === id);
  if (edge?.kind !== 'synapse') throw new NotDrawn(made.ok ? 'The edge is no synapse.' : made.reason);
  Object.assign(edge, { model: 'delta', sign: 'excitatory', weight, delay: '0 ms', rule: { type: 'one-to-one' } });
  return edge;
}

function emitting(draft: NetworkDocument, times: readonly (readonly number[])[]): string {
  const id = addStimulus(draft, 'given-spikes', PLACE);
  for (const node of draft.nodes) {
    if (node.id === id && node.kind === 'stimulus') {
      node.spikeTimes = times.map((row) => row.map((time) => `${time} ms`));
    }
  }
  return id;
}

function population(draft: NetworkDocument, size: number, parameters: Record<string, string>): string {
  const id = addPopulation(draft, 'lif', PLACE);
  for (const node of draft.nodes) {
    if (node.id === id && node.kind === 'population')
      Object.assign(node, { size, parameters, initial: { v: '-65 mV' } });
  }
  return id;
}

/** Each of many synapses sees one pair of spikes; what its weight has gained is drawn against their difference. */
async function pairing(rule: PlasticityModel): Promise<Picture> {
  const draft = emptyNetwork();
  const differences = Array.from({ length: PAIRS }, (_, k) => (2 * REACH_MS * (k + 0.5)) / PAIRS - REACH_MS);
  const source = emitting(
    draft,
    differences.map(() => [SPIKE_MS]),
  );
  const driver = emitting(
    draft,
    differences.map((difference) => [Number((SPIKE_MS + difference).toFixed(1))]),
  );
  const target = population(draft, PAIRS, DRIVEN);
  synapse(draft, driver, target, '40 mV');
  const edge = synapse(draft, source, target, '0.1 mV');
  choosePlasticity(edge, rule.id);
  const { weights } = await run(timed(draft, 2 * SPIKE_MS));
  const learned = weights(edge.id);
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [
      drawLine([0, 0], 'faint', rangeWithZero(learned)),
      drawLine(
        learned.map((weight) => weight - 0.1),
        'excitatory',
        rangeWithZero(learned),
      ),
    ],
    caption: `change of the weight by one pair of spikes, target ${REACH_MS} ms before to ${REACH_MS} ms after the source`,
  };
}

function rangeWithZero(weights: Float64Array): { low: number; high: number } {
  const changes = weights.map((weight) => weight - 0.1);
  return { low: Math.min(0, ...changes), high: Math.max(0, ...changes) };
}

/** A regular train through one synapse onto a membrane that only follows. */
async function potentials(
  rule: PlasticityModel,
  { intervalMs, spikes, what }: { intervalMs: number; spikes: number; what: string },
): Promise<Picture> {
  const draft = emptyNetwork();
  const source = emitting(draft, [Array.from({ length: spikes }, (_, k) => intervalMs * (k + 0.5))]);
  const target = population(draft, 1, SILENT);
  const edge = synapse(draft, source, target, '0.5 mV');
  choosePlasticity(edge, rule.id);
  const ran = await run(timed(draft, intervalMs * spikes));
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [drawLine(ran.membrane(target), 'excitatory')],
    caption: what,
  };
}

const timed = (draft: NetworkDocument, durationMs: number): NetworkDocument => ({
  ...draft,
  run: { ...draft.run, dt: '0.1 ms', duration: `${durationMs} ms`, from: '0 ms' },
});
