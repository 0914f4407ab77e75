import { z } from 'zod';

/** A number, or one per neuron (or synapse), in `unit`. */
const quantitySchema = z.object({ value: z.union([z.number(), z.array(z.number())]), unit: z.string() });
const quantitiesSchema = z.record(z.string(), quantitySchema);
const observedSchema = z.object({ of: z.string(), variable: z.string(), unit: z.string() });
const sampledSchema = observedSchema.extend({ index: z.array(z.int()), every_steps: z.int().min(1) });

/** A small network with Brian2's results; every random choice is written out. */
export const oracleCaseSchema = z.object({
  format: z.literal('entrain-oracle-1'),
  case: z.string(),
  dt_ms: z.number().positive(),
  steps: z.int().min(1),
  groups: z.array(
    z.object({
      name: z.string(),
      n: z.int().min(1),
      equations: z.string(),
      threshold: z.string().nullable(),
      reset: z.string().nullable(),
      method: z.string(),
      parameters: quantitiesSchema,
      initial: quantitiesSchema,
      refractory_ms: z.number(),
    }),
  ),
  /** `spikes`: [neuron, step] pairs. */
  generators: z.array(z.object({ name: z.string(), n: z.int(), spikes: z.array(z.tuple([z.int(), z.int()])) })),
  /** A variable of a group set just before a step is computed. */
  inputs: z.array(quantitySchema.extend({ step: z.int(), group: z.string(), variable: z.string() })),
  synapses: z.array(
    z.object({
      name: z.string(),
      pre: z.string(),
      post: z.string(),
      model: z.string(),
      on_pre: z.string().nullable(),
      on_post: z.string().nullable(),
      parameters: quantitiesSchema,
      pre_index: z.array(z.int()),
      post_index: z.array(z.int()),
      initial: quantitiesSchema,
      delay_steps: z.array(z.int()),
    }),
  ),
  record: z.array(sampledSchema),
  final: z.array(observedSchema),
  expected: z.object({
    spike_steps: z.record(z.string(), z.array(z.array(z.int()))),
    /** `values[row][k]`: of neuron index[row] at the start of step k * every_steps. */
    traces: z.array(sampledSchema.extend({ values: z.array(z.array(z.number())) })),
    /** By `group.variable`: after the last step. */
    final: z.record(z.string(), z.object({ unit: z.string(), value: z.array(z.number()) })),
  }),
  /** First step, by group and neuron, at which a nudge of 1e-9 changes the spikes: compare only before it. */
  fragile_neurons: z.record(z.string(), z.record(z.string(), z.int())).default({}),
});

export type OracleCase = z.infer<typeof oracleCaseSchema>;
export type OracleQuantity = z.infer<typeof quantitySchema>;
export type OracleGroup = OracleCase['groups'][number];
export type OracleSynapses = OracleCase['synapses'][number];
