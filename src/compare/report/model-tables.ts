import { compile } from '../../compile/index.ts';
import { neuronOf } from '../../document/models.ts';
import { nameIn } from '../../document/name-in.ts';
import { copiesOf, repeatsAround } from '../../document/repeats.ts';
import type { NetworkDocument, PopulationNode, StimulusNode, SynapseEdge, Value } from '../../document/schema.ts';
import { summarise, valueText } from '../../document/summarise.ts';
import { methodText } from '../../editor/inspector/integrators.ts';
import {
  equationsToTex,
  expressionToTex,
  parseEquations,
  parseExpression,
  type Symbols,
} from '../../equations/index.ts';
import { findPlasticity } from '../../library/plasticity/index.ts';
import { findProbeKind } from '../../library/probes/index.ts';
import { findStimulus } from '../../library/stimuli/index.ts';
import { findSynapse } from '../../library/synapses/index.ts';
import { defaultText } from '../../library/timing.ts';
import { topologies } from '../../library/topologies/index.ts';
import type { NeuronModel, ParameterDeclaration } from '../../library/types.ts';
import { type Content, element, listing, type Markup, table } from './html.ts';

/** Sets TeX as markup that needs no script: MathML. */
export type SetTex = (tex: string) => Markup;

const populationsOf = ({ nodes }: NetworkDocument): PopulationNode[] =>
  nodes.flatMap((node) => (node.kind === 'population' ? [node] : []));
const stimuliOf = ({ nodes }: NetworkDocument): StimulusNode[] =>
  nodes.flatMap((node) => (node.kind === 'stimulus' ? [node] : []));
const synapsesOf = ({ edges }: NetworkDocument): SynapseEdge[] =>
  edges.flatMap((edge) => (edge.kind === 'synapse' ? [edge] : []));

const unique = (texts: readonly string[]): string => [...new Set(texts)].join('; ') || 'none';

/**
 * Tables A to F of a network, after Nordlie, Gewaltig & Plesser, "Towards reproducible descriptions of neuronal network
 * models", PLoS Comput. Biol. 5:e1000456 (2009).
 */
export function modelTables(document: NetworkDocument, tex: SetTex): Markup[] {
  const methods = compile(document).map?.populations ?? [];
  const integrationOf = (id: string): string => {
    const method = methods.find((population) => population.id === id)?.method;
    return method ? methodText(method) : '–';
  };
  const nameOf = (id: string): string => nameIn(document.nodes, id);
  return [
    summary(document),
    table('B. Populations', [
      ['name', 'neuron model', 'size', 'parameters that differ from the model’s', 'start', 'integrated by'],
      ...populationsOf(document).map((node) => [
        node.name,
        neuronOf(document, node.model)?.name ?? node.model,
        sizeText(document, node),
        given(node.parameters),
        given(node.initial),
        integrationOf(node.id),
      ]),
    ]),
    table('C. Connectivity', [
      ['name', 'source', 'target', 'synapse', 'sign', 'rule', 'rule · weight · delay', 'parameters'],
      ...synapsesOf(document).map((edge) => [
        edge.id,
        nameOf(edge.source),
        nameOf(edge.target),
        findSynapse(edge.model)?.name ?? edge.model,
        edge.sign,
        topologies[edge.rule.type].name,
        summarise(edge),
        given(edge.parameters),
      ]),
    ]),
    ...ruleTables(document),
    ...neuronTables(document, tex),
    ...synapseTables(document, tex),
    table('E. Input', [
      ['name', 'stimulus', 'reaches', 'parameters', 'on'],
      ...stimuliOf(document).map((node) => [
        node.name,
        findStimulus(node.model)?.name ?? node.model,
        document.edges.flatMap(({ source, target }) => (source === node.id ? [nameOf(target)] : [])).join(', '),
        given(node.parameters),
        node.enabled ? 'yes' : 'no',
      ]),
    ]),
    ...stimulusTables(document, tex),
    table('F. Measurements', [
      ['probe', 'kind', 'of'],
      ...document.nodes.flatMap((node) =>
        node.kind === 'probe'
          ? [
              [
                node.name,
                findProbeKind(node.probe)?.name ?? node.probe,
                document.edges.flatMap(({ kind, source, target }) =>
                  kind === 'tap' && source === node.id ? [nameOf(target)] : [],
                ),
              ].map((cell) => (Array.isArray(cell) ? cell.join(', ') : cell)),
            ]
          : [],
      ),
    ]),
  ];
}

/** "200", or "200 × 4" of a population in a repeated group. */
function sizeText(document: NetworkDocument, node: PopulationNode): string {
  const copies = repeatsAround(document, node).reduce((count, { repeat }) => count * copiesOf(repeat), 1);
  return `${node.size.toLocaleString('en')}${copies === 1 ? '' : ` × ${copies}`}`;
}

function summary(document: NetworkDocument): Markup {
  const populations = populationsOf(document);
  const synapses = synapsesOf(document);
  const rules = synapses.flatMap(({ plasticity = [] }) =>
    plasticity.map(({ model }) => findPlasticity(model)?.name ?? model),
  );
  return listing('A. Model summary', [
    ['Populations', `${populations.length}: ${populations.map(({ name }) => name).join(', ')}`],
    ['Neuron model', unique(populations.map(({ model }) => neuronOf(document, model)?.name ?? model))],
    ['Connectivity', unique(synapses.map(({ rule }) => topologies[rule.type].name))],
    ['Synapse model', unique(synapses.map(({ model }) => findSynapse(model)?.name ?? model))],
    ['Plasticity', unique(rules)],
    ['Input', unique(stimuliOf(document).map(({ model }) => findStimulus(model)?.name ?? model))],
    [
      'Simulation',
      `${document.run.duration} in steps of ${document.run.dt}, seed ${document.run.seed}, ${document.run.precision ?? 'double'} precision`,
    ],
  ]);
}

const given = (values: Readonly<Record<string, Value>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} = ${valueText(value)}`)
    .join(', ') || '–';

function parameterRows(parameters: readonly ParameterDeclaration[], tex: SetTex): Content {
  return element(
    'ul',
    { class: 'parameters' },
    ...parameters.map((parameter) =>
      element('li', {}, tex(parameter.symbol), ` = ${defaultText(parameter)}, ${parameter.meaning}`),
    ),
  );
}

const dynamics = (equations: string, symbols: Symbols, tex: SetTex): Markup[] =>
  equationsToTex(parseEquations(equations).equations, symbols).map((line) =>
    element('div', { class: 'equation' }, tex(`\\displaystyle ${line}`)),
  );

const symbolsOf = (declared: readonly { readonly name: string; readonly symbol: string }[]): Symbols =>
  Object.fromEntries(declared.map(({ name, symbol }) => [name, symbol]));

function ruleTables(document: NetworkDocument): Markup[] {
  const kinds = [...new Set(synapsesOf(document).map(({ rule }) => rule.type))];
  return kinds.map((kind) => {
    const { name, summary: connects, source } = topologies[kind];
    return listing(`C. Connection rule: ${name}`, [
      ['Synapses', connects],
      ['Source', source],
    ]);
  });
}

function stimulusTables(document: NetworkDocument, tex: SetTex): Markup[] {
  const models = [...new Set(stimuliOf(document).map(({ model }) => model))].flatMap((id) => findStimulus(id) ?? []);
  return models.map((model) =>
    listing(`E. Stimulus: ${model.name}`, [
      ['What it is', model.summary],
      ...(model.kind === 'current'
        ? [['Current', dynamics(model.equations, { I_stim: 'I', ...symbolsOf(model.parameters) }, tex)] as const]
        : []),
      ['Parameters', model.parameters.length > 0 ? parameterRows(model.parameters, tex) : 'none'],
      ['Source', model.source],
    ]),
  );
}

function neuronTables(document: NetworkDocument, tex: SetTex): Markup[] {
  const models = new Map<string, NeuronModel>();
  for (const { model } of populationsOf(document)) {
    const neuron = neuronOf(document, model);
    if (neuron !== undefined) models.set(model, neuron);
  }
  return [...models.values()].map((model) => {
    const symbols = symbolsOf([...model.parameters, ...model.states]);
    const condition = model.threshold === null ? null : parseExpression(model.threshold).expression;
    const held = model.refractoryWhile === undefined ? null : parseExpression(model.refractoryWhile).expression;
    return listing(`D. Neuron model: ${model.name}`, [
      ['Dynamics', dynamics(model.equations, symbols, tex)],
      [
        'Spike',
        condition === null
          ? 'none'
          : ['when ', tex(expressionToTex(condition, symbols)), model.reset ? `; then ${model.reset}` : ''],
      ],
      ['Refractory period', model.refractory ?? 'none'],
      ...(held === null ? [] : [['Refractory while', tex(expressionToTex(held, symbols))] as const]),
      ['Parameters', parameterRows(model.parameters, tex)],
      ['Source', model.source],
    ]);
  });
}

function synapseTables(document: NetworkDocument, tex: SetTex): Markup[] {
  const synapses = [...new Set(synapsesOf(document).map(({ model }) => model))].flatMap((id) => findSynapse(id) ?? []);
  const rules = [
    ...new Set(synapsesOf(document).flatMap(({ plasticity = [] }) => plasticity.map(({ model }) => model))),
  ].flatMap((id) => findPlasticity(id) ?? []);
  return [
    ...synapses.map((model) => ['Synapse', model] as const),
    ...rules.map((model) => ['Plasticity', model] as const),
  ].map(([what, model]) =>
    listing(`D. ${what} model: ${model.name}`, [
      ['Dynamics', tex(`\\displaystyle ${model.formula}`)],
      ['Parameters', model.parameters.length > 0 ? parameterRows(model.parameters, tex) : 'the weight alone'],
      ['Source', model.source],
    ]),
  );
}
