import { groupsOf } from '../../document/groups.ts';
import { neuronOf } from '../../document/models.ts';
import { nameIn } from '../../document/name-in.ts';
import type {
  NetworkDocument,
  PopulationNode,
  Repeat,
  Rule,
  StimulusNode,
  SynapseEdge,
  Value,
} from '../../document/schema.ts';
import { findPlasticity, plasticityParameters } from '../../library/plasticity/index.ts';
import { findStimulus } from '../../library/stimuli/index.ts';
import { findSynapse } from '../../library/synapses/index.ts';
import { type RuleFields, replacedFields, topologies } from '../../library/topologies/index.ts';
import type { ParameterDeclaration } from '../../library/types.ts';
import { entryOf } from '../../units/index.ts';

/** A sweep may vary this number of the network. */
export interface SweepParameter {
  /** It is a node or an edge; null stands for the run settings. */
  readonly node: string | null;
  readonly field: string;
  /** It says whose the number is, as people call it: `Excitatory`, `I → E`. */
  readonly owner: string;
  /** It is the short name: `tau_m`, `g`. */
  readonly name: string;
  readonly meaning: string;
  /** It is as it stands in the document, or the model's default. */
  readonly value: string | number;
  readonly whole: boolean;
  /** The number is at least and at most so much, where the field says so. */
  readonly min?: string | number | undefined;
  readonly max?: string | number | undefined;
}

type Bounds = Pick<SweepParameter, 'min' | 'max'>;
type Numeric = Pick<SweepParameter, 'field' | 'name' | 'meaning' | 'value'> & Bounds & { readonly whole?: true };

/**
 * Lists every number of the network that a sweep may vary, in the order of the document; the run settings come last.
 */
export function sweepParameters(document: NetworkDocument): SweepParameter[] {
  const named = (node: string | null, owner: string, numbers: readonly Numeric[]) =>
    numbers.map((number) => ({ node, owner, whole: false, ...number }));
  const name = (id: string) => nameIn(document.nodes, id);
  const edges = document.edges.flatMap((edge) => {
    const ends = `${name(edge.source)} → ${name(edge.target)}`;
    const twins = document.edges.filter(({ kind, source, target }) => {
      return kind === edge.kind && source === edge.source && target === edge.target;
    });
    const owner = twins.length > 1 ? `${ends} (${edge.id})` : ends;
    if (edge.kind === 'synapse') return named(edge.id, owner, ofSynapse(edge));
    if (edge.kind === 'tap') return [];
    return named(edge.id, owner, [
      { field: 'scale', name: 'scale', meaning: 'factor of the current', value: edge.scale },
    ]);
  });
  const nodes = document.nodes.flatMap((node) => {
    if (node.kind === 'population') return named(node.id, node.name, ofPopulation(document, node));
    return node.kind === 'stimulus' ? named(node.id, node.name, ofStimulus(node)) : [];
  });
  const groups = groupsOf(document).flatMap(({ id, name, repeat }) =>
    repeat ? named(id, name, ofRepeat(repeat)) : [],
  );
  return [...edges, ...nodes, ...groups, ...named(null, 'run', ofRun(document))];
}

export function findParameter(
  document: NetworkDocument,
  { node, field }: Pick<SweepParameter, 'node' | 'field'>,
): SweepParameter | undefined {
  return sweepParameters(document).find((parameter) => parameter.node === node && parameter.field === field);
}

function ofPopulation(document: NetworkDocument, node: PopulationNode): Numeric[] {
  const size: Numeric = { field: 'size', name: 'size', meaning: 'number of neurons', value: node.size, whole: true };
  return [
    size,
    ...ofDeclarations('parameters', neuronOf(document, node.model)?.parameters ?? [], node.parameters),
    ...Object.entries(node.initial).flatMap(([state, value]) =>
      ofValue(`initial.${state}`, `${state}(0)`, `initial ${state}`, value),
    ),
  ];
}

function ofStimulus(node: StimulusNode): Numeric[] {
  return ofDeclarations('parameters', findStimulus(node.model)?.parameters ?? [], node.parameters);
}

function ofSynapse(edge: SynapseEdge): Numeric[] {
  const model = findSynapse(edge.model);
  const { delay } = edge;
  const delays =
    typeof delay === 'object' && 'distance' in delay
      ? [
          ...ofValue('delay.distance.offset', 'offset', 'delay at no distance', delay.distance.offset),
          ...ofValue('delay.distance.velocity', 'velocity', 'speed by which the delay grows', delay.distance.velocity),
        ]
      : ofValue('delay', 'delay', 'delay', delay);
  return [
    { field: 'relativeStrength', name: 'g', meaning: 'relative strength', value: edge.relativeStrength },
    ...ofValue('weight', 'weight', model?.weight.meaning ?? 'weight', edge.weight),
    ...delays,
    ...ofRule(edge.rule),
    ...ofDeclarations('parameters', model?.parameters ?? [], edge.parameters),
    ...(edge.plasticity ?? []).flatMap(({ model, parameters }, k) => {
      const rule = findPlasticity(model);
      const declarations = rule ? plasticityParameters(rule, findSynapse(edge.model)?.weight.unit ?? '1') : [];
      return ofDeclarations(`plasticity.${k}.parameters`, declarations, parameters);
    }),
  ];
}

/** Lists numbers and quantities of a rule, but for those in whose place a table is given. */
function ofRule(rule: Rule): Numeric[] {
  const fields: RuleFields = topologies[rule.type].fields;
  const replaced = replacedFields(fields, rule);
  return Object.entries(fields).flatMap(([name, field]): Numeric[] => {
    const value = Reflect.get(rule, name);
    if (replaced.has(name)) return [];
    if (field.kind === 'quantity')
      return ofValue(`rule.${name}`, name, field.declaration.meaning, value, field.declaration);
    if (field.kind !== 'number') return [];
    const { meaning, whole, min, max } = field;
    return [{ field: `rule.${name}`, name, meaning, value, min, max, ...(whole ? { whole } : {}) }];
  });
}

function ofRepeat({ columns, rows }: Repeat): Numeric[] {
  return [
    { field: 'repeat.columns', name: 'columns', meaning: 'columns of copies', value: columns, whole: true },
    { field: 'repeat.rows', name: 'rows', meaning: 'rows of copies', value: rows, whole: true },
  ];
}

function ofRun({ run }: NetworkDocument): Numeric[] {
  return [
    { field: 'duration', name: 'duration', meaning: 'duration', value: run.duration },
    { field: 'dt', name: 'dt', meaning: 'time step', value: run.dt },
    { field: 'from', name: 'from', meaning: 'start of the analysis window', value: run.from },
  ];
}

function ofDeclarations(
  record: string,
  declarations: readonly ParameterDeclaration[],
  given: Readonly<Record<string, Value>>,
): Numeric[] {
  return declarations.flatMap((declaration) => {
    const { name, meaning, default: preset, whole } = declaration;
    return ofValue(`${record}.${name}`, name, meaning, entryOf(given, name) ?? preset, declaration).map((number) =>
      whole ? { ...number, whole } : number,
    );
  });
}

const PARTS = {
  uniform: ['from', 'to'],
  normal: ['mean', 'sd'],
  normalQuantiles: ['mean', 'sd'],
  lorentzianQuantiles: ['centre', 'half width'],
} as const;

/** Gives one number of a constant, each of the two of a distribution, and none of the name of a parameter. */
function ofValue(field: string, name: string, meaning: string, value: Value, { min, max }: Bounds = {}): Numeric[] {
  if (typeof value !== 'object') {
    return typeof value === 'number' || /^\s*[-+−.\d]/u.test(value) ? [{ field, name, meaning, value, min, max }] : [];
  }
  return Object.entries(value).flatMap(([kind, numbers]) =>
    numbers.map((number, k) => {
      const part = PARTS[kind as keyof typeof PARTS]?.[k] ?? '';
      return { field: `${field}.${kind}.${k}`, name: `${name} ${part}`, meaning: `${meaning}, ${part}`, value: number };
    }),
  );
}
