import { z } from 'zod';
import { type Rule, type RuleField, topologies } from '../library/topologies/index.ts';
import { quantitySchema } from './value-schema.ts';

/** Numbers of one unit. */
const columnSchema = z.strictObject({ unit: z.string(), values: z.array(z.number()) });

/** What a field of a connection rule allows. */
function fieldSchema(field: RuleField): z.ZodType {
  switch (field.kind) {
    case 'number': {
      const least = (field.whole ? z.int() : z.number()).min(field.min);
      return field.max === undefined ? least : least.max(field.max);
    }
    case 'quantity':
      return quantitySchema;
    case 'flag':
      return z.boolean();
    case 'choice':
      return z.enum(field.options.map(({ value }) => value));
    case 'probabilities':
      return z.array(z.array(z.number().min(0).max(1)));
    case 'pairs':
      return z.array(z.tuple([z.int().min(0), z.int().min(0)]));
    case 'column':
      return columnSchema;
    case 'weights':
      return z.array(z.array(z.number()));
    case 'unit':
      return z.string();
  }
}

const schemas = Object.values(topologies).map(({ kind, fields }) => {
  const shape = Object.entries<RuleField>(fields).map(([name, field]) => {
    const schema = fieldSchema(field);
    return [name, 'optional' in field ? schema.optional() : schema];
  });
  return z.strictObject({ type: z.literal(kind), ...Object.fromEntries(shape) });
});

/**
 * Connection rules as documents have them: one alternative for each entry of library/topologies, from its declared fields. Its type
 * is made of the same declarations (`Rule`), since that of a list of schemas says nothing of the single ones.
 */
export const ruleSchema = z.discriminatedUnion(
  'type',
  schemas as [(typeof schemas)[number]],
) as unknown as z.ZodType<Rule>;
