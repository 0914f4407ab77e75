import type { PlasticityConfig, Values } from '../contract/index.ts';
import type { Subject } from '../document/problems.ts';
import type { PlasticityChoice, SynapseEdge } from '../document/schema.ts';
import { lowerPlasticity, type PlasticityText } from '../equations/index.ts';
import { nearestSteps } from '../equations/steps.ts';
import { findPlasticity, plasticityParameters } from '../library/plasticity/index.ts';
import type { PlasticityModel, SynapseModel, SynapticEnd } from '../library/types.ts';
import { DIMENSIONLESS, entryOf, parseQuantity, parseUnit } from '../units/index.ts';
import { type Context, report, resolveQuantity } from './context.ts';

/** Plasticity of an edge, and the largest weight that its rules allow (null: none says). */
export interface CompiledPlasticity {
  readonly config: PlasticityConfig;
  readonly mostWeight: number | null;
}

/** What the compiler knows of the edge by then. */
interface EdgeFacts {
  readonly subject: Subject;
  readonly model: SynapseModel;
  /** Magnitude, as given. */
  readonly weight: Values;
  readonly delayMs: Values;
  /** Sign and relative strength. */
  readonly scale: number;
}

/** The rules of an edge as the engine takes them; null where it has none, or where one is at fault (which is then reported). */
export function compilePlasticity(context: Context, edge: SynapseEdge, facts: EdgeFacts): CompiledPlasticity | null {
  const choices = edge.plasticity ?? [];
  if (choices.length === 0) return null;
  const { subject, model, delayMs, weight } = facts;
  if (delayMs.kind !== 'constant') {
    const sentence = 'the delay is drawn; synapses whose weights change need one delay for all. Give one number.';
    report(context, {
      code: 'not-constant',
      subject,
      field: 'delay',
      given: 'a distribution',
      allowed: 'one number',
      sentence,
    });
    return null;
  }
  const read = choices.map((choice, k) => readRule(context, subject, choices, choice, k, model.weight.unit));
  const rules = read.filter((rule) => rule !== null);
  if (rules.length < choices.length) return null;
  const lowered = lowerPlasticity(
    rules.map(({ text }) => text),
    parseUnit(model.weight.unit)?.dimension ?? DIMENSIONLESS,
  );
  if (!lowered.ok) {
    for (const { message } of lowered.faults)
      report(context, { code: 'equations', subject, field: 'plasticity', sentence: message });
    return null;
  }
  const largest = rules.flatMap(({ mostWeight }) => (mostWeight === null ? [] : [mostWeight]));
  const mostWeight = largest.length > 0 ? Math.min(...largest) : null;
  if (mostWeight !== null && weight.kind === 'constant' && weight.value > mostWeight) {
    const place = rules.findIndex((rule) => rule.mostWeight === mostWeight);
    const given = String(choices[place]?.parameters.w_max ?? `1 ${model.weight.unit}`);
    const sentence = `the largest weight is ${given}, less than the weight that synapses start from, ${edge.weight}.`;
    const allowed = `at least ${edge.weight}`;
    const field = `plasticity.${place}.parameters.w_max`;
    report(context, { code: 'out-of-range', severity: 'warning', subject, field, given, allowed, sentence });
  }
  return { config: { ...lowered.config, scale: facts.scale }, mostWeight };
}

interface ReadRule {
  readonly text: PlasticityText;
  readonly mostWeight: number | null;
}

function readRule(
  context: Context,
  subject: Subject,
  choices: readonly PlasticityChoice[],
  choice: PlasticityChoice,
  place: number,
  weightUnit: string,
): ReadRule | null {
  const model = findPlasticity(choice.model);
  const field = `plasticity.${place}.model`;
  const given = choice.model;
  if (model === undefined) {
    const sentence = `there is no plasticity rule "${choice.model}" in the library.`;
    return report(context, {
      code: 'unknown-model',
      subject,
      field,
      given,
      allowed: 'a rule of the library',
      sentence,
    });
  }
  const earlier = choices.slice(0, place).find((other) => findPlasticity(other.model)?.family === model.family);
  if (earlier !== undefined) {
    const sentence = `it has two ${model.family} rules, "${earlier.model}" and "${choice.model}"; must be one of a family.`;
    return report(context, { code: 'rule', subject, field, given, allowed: 'one rule of a family', sentence });
  }
  const declarations = plasticityParameters(model, weightUnit);
  const inRecord = (name: string): string => `plasticity.${place}.parameters.${name}`;
  const parameters = declarations.map((declaration) => {
    const { name, unit } = declaration;
    const quantity = entryOf(choice.parameters, name) ?? declaration.default;
    const value = resolveQuantity(context, subject, inRecord(name), quantity, declaration);
    return { name, dimension: parseUnit(unit)?.dimension ?? DIMENSIONLESS, value };
  });
  const known = parameters.flatMap(({ value, ...rest }) => (value === null ? [] : [{ ...rest, value }]));
  if (known.length < parameters.length) return null;
  return {
    text: textOf(model, known, context.dtMs),
    mostWeight: known.find(({ name }) => name === 'w_max')?.value ?? null,
  };
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
