import type { PlasticityConfig, Problem, Values } from '../contract/index.ts';
import { problem, type Subject } from '../document/problems.ts';
import type { PlasticityChoice, SynapseEdge } from '../document/schema.ts';
import { lowerPlasticity, type PlasticityText } from '../equations/index.ts';
import { nearestSteps } from '../equations/steps.ts';
import { findPlasticity, plasticityParameters } from '../library/plasticity/index.ts';
import type { PlasticityModel, SynapseModel, SynapticEnd } from '../library/types.ts';
import { DIMENSIONLESS, entryOf, parseQuantity, parseUnit } from '../units/index.ts';
import { gather, type Outcome, outcome, refused } from './outcome.ts';
import { resolveQuantity } from './resolve.ts';

/** Plasticity of an edge, and the largest weight that its rules allow (null: none says). */
export interface CompiledPlasticity {
  readonly config: PlasticityConfig;
  readonly mostWeight: number | null;
}

/** What the compiler knows of the edge by then. */
interface EdgeFacts {
  readonly subject: Subject;
  readonly model: SynapseModel;
  /** The magnitude of the weight, as it is given in the document. */
  readonly weight: Values;
  readonly delayMs: Values;
  /** Its product with the weight is what a spike brings: the sign times the relative strength. */
  readonly scale: number;
}

/** The rules of an edge as the engine takes them; null where it has none, or one is at fault. */
export function compilePlasticity(
  dtMs: number,
  edge: SynapseEdge,
  facts: EdgeFacts,
): Outcome<CompiledPlasticity | null> {
  const choices = edge.plasticity ?? [];
  if (choices.length === 0) return outcome(null);
  const { subject, model, delayMs } = facts;
  if (delayMs.kind !== 'constant') {
    const sentence = 'the delay is drawn; synapses whose weights change need one delay for all. Give one number.';
    const said = { given: 'a distribution', allowed: 'one number', sentence };
    return refused({ code: 'not-constant', subject, field: 'delay', ...said });
  }
  return gather(({ take, tell }) => {
    const read = choices.map((choice, k) => take(readRule(dtMs, subject, choices, choice, k, model.weight.unit)));
    const rules = read.filter((rule) => rule !== null);
    if (rules.length < choices.length) return null;
    const lowered = lowerPlasticity(
      rules.map(({ text }) => text),
      parseUnit(model.weight.unit)?.dimension ?? DIMENSIONLESS,
    );
    if (!lowered.ok) {
      const field = 'plasticity';
      tell(lowered.faults.map(({ message }) => problem({ code: 'equations', subject, field, sentence: message })));
      return null;
    }
    const bounds = rules.flatMap(({ bound }, place) => (bound === null ? [] : [{ ...bound, place }]));
    const bound = bounds.toSorted((a, b) => a.value - b.value)[0] ?? null;
    if (bound !== null) tell(checkStart(edge, facts, bound));
    return { config: { ...lowered.config, scale: facts.scale }, mostWeight: bound?.value ?? null };
  });
}

/** The parameter of a rule that is the largest weight, and its value in internal units. */
interface Bound {
  readonly name: string;
  readonly value: number;
}

/** Warns where synapses start from more than the largest weight, which is that of the rule at this place. */
function checkStart(
  edge: SynapseEdge,
  { subject, model, weight }: EdgeFacts,
  { name, value, place }: Bound & { readonly place: number },
): readonly Problem[] {
  if (weight.kind !== 'constant' || weight.value <= value) return [];
  const choice = edge.plasticity?.[place];
  const rule = choice && findPlasticity(choice.model);
  const usual =
    rule && plasticityParameters(rule, model.weight.unit).find((declared) => declared.name === name)?.default;
  const given = String(choice?.parameters[name] ?? usual ?? value);
  const sentence = `the largest weight is ${given}, less than the weight that synapses start from, ${edge.weight}.`;
  const allowed = `at least ${edge.weight}`;
  const field = `plasticity.${place}.parameters.${name}`;
  return [problem({ code: 'out-of-range', severity: 'warning', subject, field, given, allowed, sentence })];
}

interface ReadRule {
  readonly text: PlasticityText;
  readonly bound: Bound | null;
}

function readRule(
  dtMs: number,
  subject: Subject,
  choices: readonly PlasticityChoice[],
  choice: PlasticityChoice,
  place: number,
  weightUnit: string,
): Outcome<ReadRule | null> {
  const model = findPlasticity(choice.model);
  const field = `plasticity.${place}.model`;
  const given = choice.model;
  if (model === undefined) {
    const sentence = `there is no plasticity rule "${choice.model}" in the library.`;
    return refused({ code: 'unknown-model', subject, field, given, allowed: 'a rule of the library', sentence });
  }
  const earlier = choices.slice(0, place).find((other) => findPlasticity(other.model)?.family === model.family);
  if (earlier !== undefined) {
    const sentence = `it has two ${model.family} rules, "${earlier.model}" and "${choice.model}"; must be one of a family.`;
    return refused({ code: 'rule', subject, field, given, allowed: 'one rule of a family', sentence });
  }
  const declarations = plasticityParameters(model, weightUnit);
  const inRecord = (name: string): string => `plasticity.${place}.parameters.${name}`;
  return gather(({ take }) => {
    const parameters = declarations.flatMap((declaration) => {
      const { name, unit } = declaration;
      const quantity = entryOf(choice.parameters, name) ?? declaration.default;
      const value = take(resolveQuantity(subject, inRecord(name), quantity, declaration));
      return value === null ? [] : [{ name, dimension: parseUnit(unit)?.dimension ?? DIMENSIONLESS, value }];
    });
    if (parameters.length < declarations.length) return null;
    const largest = declarations.find(({ largestWeight }) => largestWeight)?.name;
    const bound = parameters.find(({ name }) => name === largest) ?? null;
    return { text: textOf(model, parameters, dtMs), bound };
  });
}

function textOf(model: PlasticityModel, parameters: PlasticityText['parameters'], dtMs: number): PlasticityText {
  const { every, onPre, onPost, release } = model;
  const interval = parameters.find(({ name }) => name === every?.interval)?.value ?? dtMs;
  return {
    pre: endOf(model.presynaptic),
    post: endOf(model.postsynaptic),
    onPre,
    onPost,
    release,
    every: every && { everySteps: Math.max(1, nearestSteps(interval, dtMs)), statements: every.statements },
    parameters,
  };
}

const endOf = (end: SynapticEnd | null): PlasticityText['pre'] => ({
  equations: end?.equations ?? '',
  initial: Object.fromEntries(
    Object.entries(end?.initial ?? {}).map(([name, text]) => {
      const parsed = parseQuantity(text);
      return [name, 'fault' in parsed ? 0 : parsed.value];
    }),
  ),
  before: end?.before ?? '',
  after: end?.after ?? '',
});
