import type { ConnectionRule, Values } from '../contract/index.ts';
import type { NetworkDocument, SynapseEdge } from '../document/schema.ts';
import { type Listed, resolveRule, ruleFacts } from '../library/topologies/index.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { parseUnit, sameDimension } from '../units/index.ts';
import { DELAY } from './delay.ts';
import { gather, type Outcome, outcome, refused } from './outcome.ts';
import { resolveQuantity, resolveValue, titleOf } from './resolve.ts';
import { isDistanceDelay, OFFSET, spaceOf, VELOCITY } from './space.ts';

/** A rule, and what its synapses carry. */
export interface Wired {
  readonly rule: ConnectionRule;
  readonly weight: Values;
  readonly delayMs: Values;
}

/** Elements at both ends of an edge. */
export interface Sizes {
  readonly sources: number;
  readonly targets: number;
}

/** The rule of an edge as the engine takes it; null where a quantity or a layout is at fault. */
function connectionRule(document: NetworkDocument, edge: SynapseEdge, sizes: Sizes): Outcome<ConnectionRule | null> {
  const subject = subjectOf(edge);
  return gather(({ take }) =>
    resolveRule(edge.rule, {
      quantity: (field, given, declaration) => take(resolveQuantity(subject, `rule.${field}`, given, declaration)),
      space: (border) => take(spaceOf(document, edge, sizes, border)),
      refuse: ({ field, ...fault }) => take(refused({ code: 'rule', subject, field: `rule.${field}`, ...fault })),
    }),
  );
}

const subjectOf = ({ id }: SynapseEdge) => ({ id, title: titleOf('Synapse', id) });

/** The rule of an edge of a document, for a look at it; null where it is at fault. */
export function ruleOf(document: NetworkDocument, edge: SynapseEdge, sizes: Sizes): ConnectionRule | null {
  return connectionRule(document, edge, sizes).value;
}

/** The delay of an edge: one, drawn, or by distance. */
function delayOf(document: NetworkDocument, edge: SynapseEdge, sizes: Sizes): Outcome<Values | null> {
  const subject = subjectOf(edge);
  if (!isDistanceDelay(edge.delay)) return resolveValue(subject, 'delay', edge.delay, DELAY);
  const { offset: offsetText, velocity: velocityText } = edge.delay.distance;
  return gather(({ take }) => {
    const offset = take(resolveQuantity(subject, 'delay', offsetText, OFFSET));
    const velocity = take(resolveQuantity(subject, 'delay', velocityText, VELOCITY));
    const space = take(spaceOf(document, edge, sizes, ruleFacts(edge.rule).border ?? 'open'));
    if (offset === null || velocity === null || space === null) return null;
    return { kind: 'distance', offset, perUm: 1 / velocity, space };
  });
}

/** What an edge makes; a rule that lists weights or delays of its own brings them instead of the edge's. */
export function wiredBy(
  document: NetworkDocument,
  edge: SynapseEdge,
  sizes: Sizes,
  edgeWeight: Values | null,
  weight: ParameterDeclaration,
): Outcome<Wired | null> {
  return gather(({ take }) => {
    const rule = take(connectionRule(document, edge, sizes));
    const delay = take(delayOf(document, edge, sizes));
    if (rule === null || delay === null || edgeWeight === null) return null;
    const { weights, delays } = ruleFacts(edge.rule).brings;
    const carried = weights === undefined ? edgeWeight : take(listedValues(edge, weights, weight));
    const delayMs = delays === undefined ? delay : take(listedValues(edge, delays, DELAY));
    return carried && delayMs && { rule, weight: carried, delayMs };
  });
}

/** Numbers with one unit, in internal units; null where they do not fit the declaration. */
function listedValues(
  edge: SynapseEdge,
  { field: name, unitField = name, unit: unitText, values: valuesOf }: Listed,
  { unit: wanted, meaning }: ParameterDeclaration,
): Outcome<Values | null> {
  const subject = subjectOf(edge);
  const field = `rule.${name}`;
  const unit = parseUnit(unitText);
  const dimension = parseUnit(wanted)?.dimension;
  if (unit === null || dimension === undefined || !sameDimension(unit.dimension, dimension)) {
    const sentence = `${meaning} of the pairs is given in ${unitText}; must be a unit such as ${wanted}.`;
    return refused({
      ...{ code: 'quantity-dimension', subject, field: `rule.${unitField}` },
      ...{ given: unitText, allowed: wanted, sentence },
    });
  }
  const values = valuesOf();
  const wrong = values.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
  if (wrong >= 0) {
    const given = `${values[wrong]} ${unitText}`;
    const sentence = `${meaning} of pair ${wrong + 1} is ${given}; must be at least 0 (the sign is that of the synapse).`;
    return refused({ code: 'out-of-range', subject, field, given, allowed: 'at least 0', sentence });
  }
  const internal = unit.factor < 1 ? (x: number) => x / Math.round(1 / unit.factor) : (x: number) => x * unit.factor;
  return outcome({ kind: 'array', values: Float64Array.from(values, internal) });
}
