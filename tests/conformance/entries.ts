import { betweenMeasures, headingOf, type Measure, measures } from '../../src/analysis/measures/index.ts';
import { addPopulation, addProbe, addStimulus, connect } from '../../src/document/commands.ts';
import { choosePlasticity, chooseRule, chooseSynapse, synapseMisfit } from '../../src/document/edge-choice.ts';
import { emptyNetwork, type NetworkDocument, type SynapseEdge } from '../../src/document/schema.ts';
import { neurons } from '../../src/library/neurons/index.ts';
import { plasticityRules } from '../../src/library/plasticity/index.ts';
import { findProbeKind, probes } from '../../src/library/probes/index.ts';
import { stimuli } from '../../src/library/stimuli/index.ts';
import { synapses } from '../../src/library/synapses/index.ts';
import { exampleRule, type RuleKind, topologies } from '../../src/library/topologies/index.ts';
import { presetIds, readPreset } from '../presets/expectations.ts';

export const REGISTRIES = ['neuron', 'stimulus', 'synapse', 'plasticity', 'rule', 'probe', 'measure'] as const;
export type Registry = (typeof REGISTRIES)[number];

/** What every registry says of an entry, and the smallest network that has it. */
export interface Entry {
  readonly registry: Registry;
  readonly id: string;
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  /** A network with the entry as it is chosen, and the node or edge that it is on. */
  readonly example: () => Example;
  /** Whether a network has it. */
  readonly isIn: (document: NetworkDocument) => boolean;
}

interface Example {
  readonly document: NetworkDocument;
  readonly at: string;
}

const PLACE = { x: 0, y: 0 };
/** Neurons of an example's populations: a rule's example is made for so many. */
const SIZE = 40;

/** A new network that a recipe adds to; it gives the id of the node or edge that it is about. */
function made(recipe: (draft: NetworkDocument) => string): Example {
  const document = emptyNetwork();
  const at = recipe(document);
  for (const node of document.nodes) if (node.kind === 'population') node.size = SIZE;
  return { document, at };
}

export function joined(draft: NetworkDocument, source: string, target: string): string {
  const connection = connect(draft, source, target);
  if (!connection.ok) throw new Error(connection.reason);
  return connection.id;
}

export function synapseAt(draft: NetworkDocument, id: string): SynapseEdge {
  const edge = draft.edges.find((candidate) => candidate.id === id);
  if (edge?.kind !== 'synapse') throw new Error(`"${id}" is no synapse`);
  return edge;
}

const synapsesOf = ({ edges }: NetworkDocument): SynapseEdge[] =>
  edges.flatMap((edge) => (edge.kind === 'synapse' ? [edge] : []));

/** A population of LIF neurons that a population of LIF neurons drives. */
function pairOf(draft: NetworkDocument, model = 'lif'): string {
  const source = addPopulation(draft, model, PLACE);
  return joined(draft, source, addPopulation(draft, model, PLACE));
}

/** The first two populations of one model that a synapse can join. */
function synapseExample(id: string): Example {
  for (const model of neurons) {
    const example = made((draft) => pairOf(draft, model.id));
    const edge = synapseAt(example.document, example.at);
    const synapse = synapses.find((candidate) => candidate.id === id);
    if (synapse === undefined || synapseMisfit(example.document, edge, synapse) !== null) continue;
    chooseSynapse(example.document, edge, id);
    return example;
  }
  throw new Error(`no two populations take the synapse ${id}`);
}

/** A probe of two populations of the first model that it shows something of, one of which drives the other. */
function probeExample(probe: string, options: Readonly<Record<string, unknown>> = {}): Example {
  const kind = findProbeKind(probe);
  const model = neurons.find((candidate) => (kind?.unfit?.(candidate) ?? null) === null);
  return made((draft) => {
    pairOf(draft, model?.id);
    const at = addProbe(draft, probe, PLACE);
    for (const { id, kind } of [...draft.nodes]) if (kind === 'population') joined(draft, at, id);
    const node = draft.nodes.find(({ id }) => id === at);
    if (node?.kind === 'probe') Object.assign(node.options, options);
    return at;
  });
}

const isBetween = (id: string): boolean => betweenMeasures.some((measure) => measure.id === id);

function measureExample(measure: Measure): Example {
  const example = probeExample('synchrony', measure.scope === 'within' ? { indices: [measure.id] } : { between: true });
  if (measure.scope === 'between') return example;
  const [population] = example.document.nodes;
  const expectation = { measure: measure.id, population: population?.id ?? '', min: 0, source: 'made' };
  return { ...example, document: { ...example.document, expect: [expectation] } };
}

/** Whether a network asks for a measure: a probe, an expectation or a sweep. Those between populations come in one table. */
function asksFor(id: string, { nodes, edges, expect = [], sweeps = [] }: NetworkDocument): boolean {
  const named = nodes.some(({ id: probe, ...node }) => {
    if (node.kind !== 'probe') return false;
    const taps = edges.filter(({ kind, source }) => kind === 'tap' && source === probe).length;
    if (isBetween(id)) return node.probe === 'synchrony' && taps > 1 && node.options.between !== false;
    return Object.values(node.options).flat().includes(id);
  });
  return named || expect.some(({ measure }) => measure === id) || sweeps.some((sweep) => sweep.measure === id);
}

export const entries: readonly Entry[] = [
  ...neurons.map(
    ({ id, name, summary, source }): Entry => ({
      ...{ registry: 'neuron', id, name, sentence: summary, source },
      example: () => made((draft) => addPopulation(draft, id, PLACE)),
      isIn: ({ nodes }) => nodes.some((node) => node.kind === 'population' && node.model === id),
    }),
  ),
  ...stimuli.map(
    ({ id, name, summary, source }): Entry => ({
      ...{ registry: 'stimulus', id, name, sentence: summary, source },
      example: () =>
        made((draft) => {
          const at = addStimulus(draft, id, PLACE);
          joined(draft, at, addPopulation(draft, 'lif', PLACE));
          return at;
        }),
      isIn: ({ nodes }) => nodes.some((node) => node.kind === 'stimulus' && node.model === id),
    }),
  ),
  ...synapses.map(
    ({ id, name, summary, source }): Entry => ({
      ...{ registry: 'synapse', id, name, sentence: summary, source },
      example: () => synapseExample(id),
      isIn: (document) => synapsesOf(document).some(({ model }) => model === id),
    }),
  ),
  ...plasticityRules.map(
    ({ id, name, summary, source }): Entry => ({
      ...{ registry: 'plasticity', id, name, sentence: summary, source },
      example: () => {
        const example = made(pairOf);
        choosePlasticity(synapseAt(example.document, example.at), id);
        return example;
      },
      isIn: (document) =>
        synapsesOf(document).some(({ plasticity = [] }) => plasticity.some(({ model }) => model === id)),
    }),
  ),
  ...Object.values(topologies).map(
    ({ kind, name, summary, source }): Entry => ({
      ...{ registry: 'rule', id: kind, name, sentence: summary, source },
      example: () => ruleExample(kind),
      isIn: (document) => synapsesOf(document).some(({ rule }) => rule.type === kind),
    }),
  ),
  ...probes.map(
    ({ id, name, summary, source }): Entry => ({
      ...{ registry: 'probe', id, name, sentence: summary, source },
      example: () => probeExample(id),
      isIn: ({ nodes }) => nodes.some((node) => node.kind === 'probe' && node.probe === id),
    }),
  ),
  ...measures.map((measure): Entry => {
    const { id, name, range, source } = measure;
    return {
      ...{ registry: 'measure', id, name, sentence: `${headingOf(measure)}: ${range}.`, source },
      example: () => measureExample(measure),
      isIn: (document) => asksFor(id, document),
    };
  }),
];

function ruleExample(kind: RuleKind): Example {
  const example = made(pairOf);
  const edge = synapseAt(example.document, example.at);
  chooseRule(edge, kind, { sources: SIZE, targets: SIZE });
  edge.rule = exampleRule(kind, SIZE);
  return example;
}

export const entriesOf = (registry: Registry): readonly Entry[] =>
  entries.filter((entry) => entry.registry === registry);

const presets = presetIds.map((id) => [id, readPreset(id)] as const);

/** The first preset that has an entry; null: none has. */
export const presetWith = ({ isIn }: Entry): string | null =>
  presets.find(([, document]) => isIn(document))?.[0] ?? null;
