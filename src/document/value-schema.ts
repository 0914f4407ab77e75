import { z } from 'zod';

/** A quantity: "1.5 ms"; dimensionless numbers may be plain numbers. */
export const quantitySchema = z.union([z.string().min(1), z.number()]).describe('a quantity such as "1.5 ms"');

export const valueOptions = [
  quantitySchema,
  z.strictObject({ uniform: z.tuple([quantitySchema, quantitySchema]) }).describe('drawn uniformly from [low, high)'),
  z
    .strictObject({ normal: z.tuple([quantitySchema, quantitySchema]) })
    .describe(
      'drawn from a normal distribution with this mean and standard deviation, again where it lies beyond what the field allows',
    ),
  z
    .strictObject({ normalQuantiles: z.tuple([quantitySchema, quantitySchema]) })
    .describe(
      'neuron i of N has the quantile (i + 1/2)/N of a normal distribution with this mean and standard deviation',
    ),
  z
    .strictObject({ lorentzianQuantiles: z.tuple([quantitySchema, quantitySchema]) })
    .describe('neuron i of N has the quantile (i + 1/2)/N of a Lorentzian with this centre and half width'),
] as const;
export const VALUE_WORDS = 'a quantity such as "1.5 ms", {"uniform": [low, high]} or {"normal": [mean, sd]}';

/** A quantity, or a distribution that it is drawn from, per neuron or per synapse. */
export const valueSchema = z.union(valueOptions).describe(VALUE_WORDS);
