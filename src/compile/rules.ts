import type { ConnectionRule, Values } from '../contract/index.ts';
import type { NetworkDocument, SynapseEdge } from '../document/schema.ts';
import { type Listed, resolveRule, ruleFacts } from '../library/topologies/index.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { parseUnit, sameDimension } from '../units/index.ts';
import { type Context, report, resolveQuantity, resolveValue, titleOf } from './context.ts';
import { DELAY } from './delay.ts';
import { isDistanceDelay, OFFSET, spaceOf, VELOCITY } from './space.ts';

/** A rule, and what its synapses carry. */
export interface Wired {
  readonly rule: ConnectionRule;
  readonly weight: Values;
  readonly delayMs: Values;
}

/** Elements at both ends of an edge. */
interface Sizes {
  readonly sources: number;
  readonly targets: number;
}

/** The rule of an edge as the engine takes it; null, with a problem, where a quantity or a layout is at fault. */
function connectionRule(context: Context, edge: SynapseEdge, sizes: Sizes): ConnectionRule | null {
  const subject = subjectOf(edge);
  return resolveRule(edge.rule, {
    quantity: (field, given, declaration) => resolveQuantity(context, subject, `rule.${field}`, given, declaration),
    space: (border) => spaceOf(context, edge, sizes, border),
    refuse: ({ field, ...fault }) => report(context, { code: 'rule', subject, field: `rule.${field}`, ...fault }),
  });
}

const subjectOf = ({ id }: SynapseEdge) => ({ id, title: titleOf('Synapse', id) });

/** The rule of an edge of a document, for a look at it; null where it is at fault. */
export function ruleOf(document: NetworkDocument, edge: SynapseEdge, sizes: Sizes): ConnectionRule | null {
  return connectionRule({ document, dtMs: 1, problems: [] }, edge, sizes);
}

/** The delay of an edge: one, drawn, or by distance. */
function delayOf(context: Context, edge: SynapseEdge, sizes: Sizes): Values | null {
  const subject = subjectOf(edge);
  if (!isDistanceDelay(edge.delay)) return resolveValue(context, subject, 'delay', edge.delay, DELAY);
  const { offset: offsetText, velocity: velocityText } = edge.delay.distance;
  const offset = resolveQuantity(context, subject, 'delay', offsetText, OFFSET);
  const velocity = resolveQuantity(context, subject, 'delay', velocityText, VELOCITY);
  const space = spaceOf(context, edge, sizes, ruleFacts(edge.rule).border ?? 'open');
  if (offset === null || velocity === null || space === null) return null;
  return { kind: 'distance', offset, perUm: 1 / velocity, space };
}

/** What an edge makes; a rule that lists weights or delays of its own brings them instead of the edge's. Null: a problem. */
export function wiredBy(
  context: Context,
  edge: SynapseEdge,
  sizes: Sizes,
  edgeWeight: Values | null,
  weight: ParameterDeclaration,
): Wired | null {
  const rule = connectionRule(context, edge, sizes);
  const delay = delayOf(context, edge, sizes);
  if (rule === null || delay === null || edgeWeight === null) return null;
  const { weights, delays } = ruleFacts(edge.rule).brings;
  const wired = {
    weight: weights === undefined ? edgeWeight : listedValues(context, edge, weights, weight),
    delayMs: delays === undefined ? delay : listedValues(context, edge, delays, DELAY),
  };
  return wired.weight && wired.delayMs && { rule, weight: wired.weight, delayMs: wired.delayMs };
}

/** Numbers with one unit, in internal units; null, with a problem, where they do not fit the declaration. */
function listedValues(
  context: Context,
  edge: SynapseEdge,
  { field: name, unit: unitText, values: valuesOf }: Listed,
  { unit: wanted, meaning }: ParameterDeclaration,
): Values | null {
  const subject = subjectOf(edge);
  const field = `rule.${name}`;
  const unit = parseUnit(unitText);
  const dimension = parseUnit(wanted)?.dimension;
  if (unit === null || dimension === undefined || !sameDimension(unit.dimension, dimension)) {
    const sentence = `${meaning} of the pairs is given in ${unitText}; must be a unit such as ${wanted}.`;
    return report(context, { code: 'quantity-dimension', subject, field, given: unitText, allowed: wanted, sentence });
  }
  const values = valuesOf();
  const wrong = values.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
  if (wrong >= 0) {
    const given = `${values[wrong]} ${unitText}`;
    const sentence = `${meaning} of pair ${wrong + 1} is ${given}; must be at least 0 (the sign is that of the synapse).`;
    return report(context, { code: 'out-of-range', subject, field, given, allowed: 'at least 0', sentence });
  }
  const internal = unit.factor < 1 ? (x: number) => x / Math.round(1 / unit.factor) : (x: number) => x * unit.factor;
  return { kind: 'array', values: Float64Array.from(values, internal) };
}
