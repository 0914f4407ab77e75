import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { addPopulation, addProbe, addStimulus, canConnect } from '../../src/document/commands.ts';
import { fittingSynapses } from '../../src/document/connections.ts';
import { choosePlasticity, chooseSynapse, synapseMisfit } from '../../src/document/edge-choice.ts';
import { emptyNetwork, type NetworkDocument, type ProbeNode, type SynapseEdge } from '../../src/document/schema.ts';
import { sizeOf } from '../../src/editor/inspector/expected.ts';
import { currentMisfit } from '../../src/library/fit.ts';
import { neurons } from '../../src/library/neurons/index.ts';
import { plasticityRules } from '../../src/library/plasticity/index.ts';
import { isBackground, stimuli } from '../../src/library/stimuli/index.ts';
import { synapses } from '../../src/library/synapses/index.ts';
import type { NeuronModel } from '../../src/library/types.ts';
import type { Drawing } from '../../src/plots/marks/plot.ts';
import type { RunView } from '../../src/plots/types.ts';
import { drawn, findProbe, observe, probeKinds, valuesIn } from '../plots/observed.ts';
import { joined, synapseAt } from './entries.ts';

const PLACE = { x: 0, y: 0 };
/** Neurons that send. */
const SOURCES = 8;
/** Of these, how many a synapse of the target receives. */
const SENDERS = 2;
/** Currents into the target are as strong as so many of them, however many there are. */
const CURRENTS = 2;
const DURATION_MS = 600;
const MANY_TIMES = Array.from({ length: 1000 }, (_, k) => `${k * 1.7} ms`);

interface Network {
  readonly document: NetworkDocument;
  readonly source: string;
  readonly target: string;
  /** What each neuron of the target receives, in their order; the last one receives nothing. */
  readonly received: readonly string[];
  /** Plastic edges, by rule. */
  readonly plastic: ReadonlyMap<string, string>;
}

/** A value near another one. */
const beside = (text: string): string =>
  text.replace(/^\S+/, (number) => String(Number(number) === 0 ? 0.01 : 1.01 * Number(number)));

/**
 * All that a model accepts, with its defaults, in one network, which is compiled once. One population is driven by a step current,
 * noise and a background, the other by the other currents. From the one a synapse of each kind, and spikes of each kind, go to a
 * neuron of the other each, which tells what they do; so do rules of plasticity. A probe of each kind observes both.
 */
function networkOf(model: NeuronModel): Network {
  const draft = emptyNetwork();
  const received: string[] = [];
  const plastic = new Map<string, string>();
  const [source, target] = [addPopulation(draft, model.id, PLACE), addPopulation(draft, model.id, PLACE)];
  const toNextNeuron = (from: string, senders: number, what: string): SynapseEdge => {
    const edge = synapseAt(draft, joined(draft, from, target));
    const next = received.push(what) - 1;
    edge.rule = { type: 'list', pairs: Array.from({ length: senders }, (_, k) => [k, next]) };
    return edge;
  };
  const currents: string[] = [];
  for (const stimulus of stimuli) {
    const node = addStimulus(draft, stimulus.id, PLACE);
    const isOfEach = isBackground(stimulus) || (stimulus.kind === 'current' && stimulus.perNeuron === true);
    if (!canConnect(draft, node, target).ok) draft.nodes.pop();
    else if (isOfEach || stimulus.id === 'step') joined(draft, node, source);
    else if (stimulus.kind === 'current') currents.push(joined(draft, node, target));
    else toNextNeuron(node, sizeOf(draft, node) ?? 0, stimulus.id);
  }
  for (const edge of draft.edges)
    if (edge.kind === 'injection' && currents.includes(edge.id)) edge.scale *= CURRENTS / currents.length;
  // Spikes that fall into a refractory period move nothing.
  for (const node of draft.nodes) if (node.kind === 'stimulus' && node.spikeTimes) node.spikeTimes = [MANY_TIMES];
  for (const synapse of synapses) {
    if (synapseMisfit(draft, { source, target }, synapse) !== null) continue;
    const edge = toNextNeuron(source, SENDERS, synapse.id);
    const { rule } = edge;
    chooseSynapse(draft, edge, synapse.id);
    edge.rule = rule;
  }
  const spiking = fittingSynapses(draft, source, target).find(({ action }) => action !== 'coupling');
  for (const rule of spiking === undefined ? [] : plasticityRules) {
    const edge = toNextNeuron(source, SENDERS, rule.id);
    chooseSynapse(draft, edge, spiking?.id ?? '');
    choosePlasticity(edge, rule.id);
    plastic.set(rule.id, edge.id);
  }
  const sizes = new Map([
    [source, SOURCES],
    [target, received.length + 1],
  ]);
  for (const node of draft.nodes) {
    if (node.kind === 'population') node.size = sizes.get(node.id) ?? 1;
    // What nothing drives differs by where it starts.
    if (node.id === source && node.kind === 'population' && currentMisfit(model) !== null)
      node.initial = { [model.membrane]: beside(model.initial[model.membrane] ?? '0') };
  }
  for (const { id, accepts } of probeKinds) {
    if (!accepts.includes('population')) continue;
    const probe = addProbe(draft, id, PLACE);
    for (const population of [source, target]) joined(draft, probe, population);
  }
  draft.run = { ...draft.run, duration: `${DURATION_MS} ms`, from: '0 ms' };
  return { document: draft, source, target, received, plastic };
}

function expectMarks(drawing: Drawing): void {
  if ('empty' in drawing) throw new Error(drawing.empty);
  for (const { plot } of drawing.plots) expect(valuesIn(plot), plot.key).toBeGreaterThan(0);
  expect(drawing.plots.length + (drawing.tables?.length ?? 0)).toBeGreaterThan(0);
}

const probesOf = ({ nodes }: NetworkDocument): ProbeNode[] =>
  nodes.flatMap((node) => (node.kind === 'probe' ? [node] : []));

describe.each(neurons.map((model) => [model.id, model] as const))('all that there is, on %s', (_, model) => {
  const { document, source, target, received, plastic } = networkOf(model);
  let ran: Promise<RunView> | null = null;
  const run = (): Promise<RunView> => {
    ran ??= observe(document);
    return ran;
  };

  /** Sums of the membrane over 10 ms, of each neuron of the target. */
  async function sumsOfTarget(): Promise<(neuron: number) => string> {
    const { map, recordings } = await run();
    const population = map.populations.find(({ id }) => id === target);
    const blocks = recordings.moments(population?.moments ?? -1);
    return (neuron) => blocks.map(({ sums }) => sums[neuron]).join();
  }

  test('runs, and spikes where it can', async () => {
    const { map, recordings } = await run();
    for (const id of [source, target]) {
      const { spikes = -1, size = 0 } = map.populations.find((population) => population.id === id) ?? {};
      const { steps } = recordings.spikes(spikes);
      if (model.threshold === null) expect(steps.length, id).toBe(0);
      else expect(steps.length, id).toBeGreaterThan(2 * size);
    }
  });

  test('each synapse and each spike stimulus moves its neuron', async () => {
    const sums = await sumsOfTarget();
    expect(received.filter((_, k) => sums(k) === sums(received.length))).toEqual([]);
  });

  test('each plasticity rule changes weights, or what they release', async () => {
    const sums = await sumsOfTarget();
    const { map, recordings } = await run();
    const plain = received.indexOf(synapses.find(({ id }) => received.includes(id))?.id ?? '');
    const weights = Object.values(map.probes).flatMap((probe) => probe.weights);
    for (const [rule, edge] of plastic) {
      const { distribution } = weights.find((of) => of.edge === edge) ?? { distribution: -1 };
      const view = recordings.weights(distribution);
      const changes = view.mean(view.samples - 1) !== view.mean(0);
      expect(changes || sums(received.indexOf(rule)) !== sums(plain), rule).toBe(true);
    }
  });

  test.each(probesOf(document).map((probe) => [probe.probe, probe] as const))('%s draws it', async (id, probe) => {
    const kind = findProbe(id);
    const drawing = await drawn(await run(), probe);
    const unfit = kind?.unfit?.(model) ?? null;
    if (unfit !== null) {
      const said = compile(document).problems.filter(({ node }) => node === probe.id);
      expect(said.map(({ message }) => message).join()).toContain(unfit);
      return;
    }
    if (kind?.records(probe.options, model).weights !== undefined && plastic.size === 0) {
      expect(drawing).toEqual({ empty: expect.stringMatching(/learn/) });
      return;
    }
    // Slow ones fire too rarely in so short a run.
    const [, least, segmentMs] =
      /needs (\d+) spikes, and the run a segment of (\d+) ms/.exec('empty' in drawing ? drawing.empty : '') ?? [];
    if (least !== undefined) {
      const { map, recordings } = await run();
      const { steps, elements } = recordings.spikes(map.populations.find(({ id: of }) => of === source)?.spikes ?? -1);
      const fromMs = DURATION_MS - Number(segmentMs);
      const spikes = steps.filter((step, k) => elements[k] === 0 && step * map.dtMs >= fromMs);
      return expect(spikes.length).toBeLessThan(Number(least));
    }
    expectMarks(drawing);
  });
});

describe('of a stimulus', () => {
  const draft = emptyNetwork();
  const population = addPopulation(draft, 'lif', PLACE);
  for (const { id } of stimuli) joined(draft, addStimulus(draft, id, PLACE), population);
  const observable = draft.nodes.flatMap((node) => (node.kind === 'stimulus' ? [node] : []));
  for (const { id } of probeKinds) {
    for (const stimulus of observable) {
      const probe = addProbe(draft, id, PLACE);
      if (canConnect(draft, probe, stimulus.id).ok) joined(draft, probe, stimulus.id);
      else draft.nodes.pop();
    }
  }
  for (const node of draft.nodes)
    if (node.kind === 'stimulus' && node.spikeTimes) node.spikeTimes = [MANY_TIMES, MANY_TIMES];
  draft.run = { ...draft.run, duration: `${3 * DURATION_MS} ms`, from: '0 ms' };
  const cases = probesOf(draft).map((probe) => {
    const tapped = draft.edges.find(({ kind, source }) => kind === 'tap' && source === probe.id)?.target;
    return [probe.probe, observable.find(({ id }) => id === tapped)?.model ?? '', probe] as const;
  });
  let ran: Promise<RunView> | null = null;

  test('every kind is observed by some probe, but for a background, which has no trains of its own', () => {
    const observed = new Set(cases.map(([, model]) => model));
    expect(stimuli.filter(({ id }) => !observed.has(id)).map(({ id }) => id)).toEqual(
      stimuli.filter(isBackground).map(({ id }) => id),
    );
  });

  test.each(cases)('%s draws %s', async (_probe, _model, probe) => {
    ran ??= observe(draft);
    expectMarks(await drawn(await ran, probe));
  });
});
