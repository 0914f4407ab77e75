import { z } from 'zod';

/** `default`: chosen from the equations. */
export const integratorSchema = z.enum([
  'default',
  'exact',
  'strang',
  'exponential_midpoint',
  'euler',
  'sequential_euler',
  'exponential_euler',
  'rk2',
  'rk4',
  'rk4_below_threshold',
  'stochastic_heun',
  'heun',
  'milstein',
]);

/** A named number of an own model; see ParameterDeclaration in library/types.ts. */
const ownParameterSchema = z.strictObject({
  name: z.string(),
  /** TeX; absent: made from the name. */
  symbol: z.string().exactOptional(),
  unit: z.string(),
  meaning: z.string(),
  default: z.string(),
  min: z.string().exactOptional(),
  max: z.string().exactOptional(),
  exclusiveMin: z.boolean().exactOptional(),
  exclusiveMax: z.boolean().exactOptional(),
});

/**
 * A neuron model of the user's own, in the model language; its states follow from the equations. The texts may be at fault
 * (see model-faults.ts): a document with such a model still opens, and says what is wrong.
 */
export const ownModelSchema = z.strictObject({
  name: z.string().min(1),
  summary: z.string(),
  /** One a line, as in library/types.ts. */
  equations: z.string(),
  /** A condition; empty: it never spikes. */
  threshold: z.string(),
  /** Statements separated by `;`; empty: nothing is reset. */
  reset: z.string(),
  /** Name of the parameter that is the refractory period; null: none. */
  refractory: z.string().nullable(),
  /** A condition: refractory while it holds, as in library/types.ts; absent or empty: the period alone decides. */
  refractoryWhile: z.string().exactOptional(),
  parameters: z.array(ownParameterSchema),
  /** Initial values of states: quantities, or names of parameters. Absent: 0. */
  initial: z.record(z.string(), z.string()),
  /** State that is the membrane potential. */
  membrane: z.string(),
  adaptation: z.string().nullable(),
  /** Name and unit of the total input, where it is not a current I in pA. */
  input: z.strictObject({ name: z.string(), unit: z.string() }).optional(),
  /** The membrane is a phase in radians. */
  phase: z.literal(true).optional(),
  integrator: integratorSchema,
  /** Potential up to which spikes are drawn: a quantity, or the name of a parameter. */
  spikePeak: z.string(),
  /** One-click parameter sets; names that the model has no more are passed over. */
  sets: z
    .array(
      z.strictObject({
        name: z.string(),
        parameters: z.record(z.string(), z.string()),
        initial: z.record(z.string(), z.string()).exactOptional(),
        source: z.string(),
      }),
    )
    .exactOptional(),
  /** Where it comes from: "own model, from AdEx". */
  source: z.string(),
});
