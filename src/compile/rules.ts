import type { ConnectionRule, Values } from '../contract/index.ts';
import type { NetworkDocument, SynapseEdge } from '../document/schema.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { parseUnit, sameDimension } from '../units/index.ts';
import { type Context, report, resolveQuantity, resolveValue, titleOf } from './context.ts';
import { DELAY } from './delay.ts';
import { isDistanceDelay, KERNEL_WIDTH, OFFSET, spaceOf, VELOCITY } from './space.ts';

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
  const { rule } = edge;
  switch (rule.type) {
    case 'list':
      return {
        kind: rule.type,
        pre: Int32Array.from(rule.pairs, ([pre]) => pre),
        post: Int32Array.from(rule.pairs, ([, post]) => post),
      };
    case 'matrix': {
      const columns = Math.max(0, ...rule.rows.map(({ length }) => length));
      const entries = new Float64Array(rule.rows.length * columns);
      rule.rows.forEach((row, i) => {
        entries.set(row, i * columns);
      });
      return { kind: rule.type, rows: rule.rows.length, columns, entries };
    }
    case 'block': {
      const { type: kind, blocks, within, between, matrix, autapses } = rule;
      const probabilities =
        matrix === undefined
          ? Float64Array.from({ length: blocks * blocks }, (_, k) => (k % (blocks + 1) === 0 ? within : between))
          : Float64Array.from(matrix.flat());
      return { kind, blocks, probabilities, autapses };
    }
    case 'distance-kernel': {
      const { type: kind, kernel, probability, width, border, autapses } = rule;
      const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
      const widthUm = resolveQuantity(context, subject, 'rule.width', width, KERNEL_WIDTH);
      const space = spaceOf(context, edge, sizes, border);
      return widthUm === null || space === null ? null : { kind, kernel, probability, widthUm, autapses, space };
    }
    default: {
      const { type: kind, ...rest } = rule;
      return { kind, ...rest } as ConnectionRule;
    }
  }
}

/** The rule of an edge of a document, for a look at it; null where it is at fault. */
export function ruleOf(document: NetworkDocument, edge: SynapseEdge, sizes: Sizes): ConnectionRule | null {
  return connectionRule({ document, dtMs: 1, problems: [] }, edge, sizes);
}

/** The delay of an edge: one, drawn, or by distance. */
function delayOf(context: Context, edge: SynapseEdge, sizes: Sizes): Values | null {
  const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
  if (!isDistanceDelay(edge.delay)) return resolveValue(context, subject, 'delay', edge.delay, DELAY);
  const { offset: offsetText, velocity: velocityText } = edge.delay.distance;
  const offset = resolveQuantity(context, subject, 'delay', offsetText, OFFSET);
  const velocity = resolveQuantity(context, subject, 'delay', velocityText, VELOCITY);
  const border = edge.rule.type === 'distance-kernel' ? edge.rule.border : 'open';
  const space = spaceOf(context, edge, sizes, border);
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
  if (edge.rule.type === 'matrix') {
    const columns = edge.rule.rows[0]?.length ?? 0;
    const ragged = edge.rule.rows.findIndex(({ length }) => length !== columns);
    if (ragged >= 0) return raggedRow(context, edge, ragged, edge.rule.rows[ragged]?.length ?? 0, columns);
    const values = edge.rule.rows.flat().filter((entry) => entry !== 0);
    const weights = listed(context, edge, 'rule.rows', { unit: edge.rule.unit, values }, weight);
    return weights && { rule, weight: weights, delayMs: delay };
  }
  if (edge.rule.type !== 'list') return { rule, weight: edgeWeight, delayMs: delay };
  const { weights: given, delays: givenDelays, pairs } = edge.rule;
  const fits = (field: string, column: Column) => lengthFits(context, edge, field, column, pairs.length);
  const weights =
    given === undefined
      ? edgeWeight
      : fits('rule.weights', given) && listed(context, edge, 'rule.weights', given, weight);
  const delayMs =
    givenDelays === undefined
      ? delay
      : fits('rule.delays', givenDelays) && listed(context, edge, 'rule.delays', givenDelays, DELAY);
  return weights && delayMs ? { rule, weight: weights, delayMs } : null;
}

interface Column {
  readonly unit: string;
  readonly values: readonly number[];
}

function raggedRow(context: Context, edge: SynapseEdge, row: number, length: number, columns: number): null {
  const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
  const sentence = `row ${row + 1} of the matrix has ${length} entries; must be ${columns}, as in the first.`;
  return report(context, {
    code: 'rule',
    subject,
    field: 'rule.rows',
    given: String(length),
    allowed: `${columns} entries`,
    sentence,
  });
}

function lengthFits(context: Context, edge: SynapseEdge, field: string, { values }: Column, pairs: number): boolean {
  if (values.length === pairs) return true;
  const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
  const sentence = `there are ${pairs} pairs and ${values.length} numbers for them in ${field}.`;
  report(context, {
    code: 'rule',
    subject,
    field,
    given: String(values.length),
    allowed: `${pairs} numbers`,
    sentence,
  });
  return false;
}

/** Numbers with one unit, in internal units; null, with a problem, where they do not fit the declaration. */
function listed(
  context: Context,
  edge: SynapseEdge,
  field: string,
  { unit: unitText, values }: Column,
  { unit: wanted, meaning }: ParameterDeclaration,
): Values | null {
  const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
  const unit = parseUnit(unitText);
  const dimension = parseUnit(wanted)?.dimension;
  if (unit === null || dimension === undefined || !sameDimension(unit.dimension, dimension)) {
    const sentence = `${meaning} of the pairs is given in ${unitText}; must be a unit such as ${wanted}.`;
    return report(context, { code: 'quantity-dimension', subject, field, given: unitText, allowed: wanted, sentence });
  }
  const wrong = values.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
  if (wrong >= 0) {
    const given = `${values[wrong]} ${unitText}`;
    const sentence = `${meaning} of pair ${wrong + 1} is ${given}; must be at least 0 (the sign is that of the synapse).`;
    return report(context, { code: 'out-of-range', subject, field, given, allowed: 'at least 0', sentence });
  }
  const internal = unit.factor < 1 ? (x: number) => x / Math.round(1 / unit.factor) : (x: number) => x * unit.factor;
  return { kind: 'array', values: Float64Array.from(values, internal) };
}
