import { z } from 'zod';

/**
 * The saved network: the only state that Entrain keeps. Everything is as the user typed it (quantities are texts with a
 * unit); results are never part of it. Whether a quantity fits its parameter is checked by the compiler, which knows the models.
 */

/** A quantity: "1.5 ms"; dimensionless numbers may be plain numbers. */
export const quantitySchema = z.union([z.string().min(1), z.number()]);

/** A quantity, or a distribution that it is drawn from, per neuron or per synapse. */
export const valueSchema = z.union([
  quantitySchema,
  z.strictObject({ uniform: z.tuple([quantitySchema, quantitySchema]) }).describe('drawn uniformly from [low, high)'),
  z
    .strictObject({ normal: z.tuple([quantitySchema, quantitySchema]) })
    .describe('drawn from a normal distribution with this mean and standard deviation'),
]);

const idSchema = z.string().regex(/^[A-Za-z][\w-]*$/, 'a letter, then letters, digits, _ or -');
const positionSchema = z.strictObject({ x: z.number(), y: z.number() });
const parametersSchema = z.record(z.string(), valueSchema);

const nodeBase = { id: idSchema, name: z.string().min(1), position: positionSchema };

export const populationSchema = z.strictObject({
  ...nodeBase,
  kind: z.literal('population'),
  /** Id in library/neurons. */
  model: z.string(),
  size: z.int().min(1).max(10_000_000),
  /** Only what differs from the model's defaults. */
  parameters: parametersSchema,
  /** Initial values of state variables; only what differs from the model's defaults. */
  initial: parametersSchema,
  /** `default`: chosen from the equations. */
  integrator: z.enum(['default', 'exact', 'euler', 'exponential_euler', 'rk2', 'rk4']),
});

export const stimulusSchema = z.strictObject({
  ...nodeBase,
  kind: z.literal('stimulus'),
  /** Id in library/stimuli. */
  model: z.string(),
  parameters: parametersSchema,
  /** Off: the stimulus stays on the canvas and does nothing. */
  enabled: z.boolean(),
  /** Spike times of a `given-spikes` stimulus, one row per element. */
  spikeTimes: z.array(z.array(quantitySchema)).optional(),
  /** Of a `rate-profile` stimulus: points [time since the onset, rate], linear between them, held before and after. */
  profile: z.array(z.tuple([quantitySchema, quantitySchema])).optional(),
});

export const probeSchema = z.strictObject({
  ...nodeBase,
  kind: z.literal('probe'),
  /** Id in plots: raster, traces, rate, phase-plane, adaptation, synchrony. */
  probe: z.string(),
  /** Options of the probe kind; e.g. traces: {"variable": "v", "neurons": [0, 1, 2], "drawSpikes": true}. */
  options: z.record(z.string(), z.json()),
  size: z.strictObject({ width: z.number().min(120), height: z.number().min(80) }),
});

export const nodeSchema = z.discriminatedUnion('kind', [populationSchema, stimulusSchema, probeSchema]);

export const ruleSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('all-to-all'), autapses: z.boolean() }),
  z.strictObject({ type: z.literal('one-to-one') }),
  z.strictObject({
    type: z.literal('fixed-probability'),
    probability: z.number().min(0).max(1),
    autapses: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('fixed-in-degree'),
    inDegree: z.int().min(0),
    autapses: z.boolean(),
    multapses: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('list'),
    /** Index pairs: [presynaptic, postsynaptic]. */
    pairs: z.array(z.tuple([z.int().min(0), z.int().min(0)])),
  }),
]);

export const synapseSchema = z.strictObject({
  id: idSchema,
  kind: z.literal('synapse'),
  /** A population or a spike stimulus. */
  source: idSchema,
  /** A population. */
  target: idSchema,
  /** Id in library/synapses. */
  model: z.string(),
  sign: z.enum(['excitatory', 'inhibitory']),
  rule: ruleSchema,
  /** Magnitude (0 or more); the sign is `sign`. A gap junction's conductance stands here too. */
  weight: valueSchema,
  /** The effective weight is relativeStrength * weight (Brunel's g on inhibitory edges). */
  relativeStrength: z.number().min(0),
  delay: valueSchema,
  parameters: parametersSchema,
});

export const injectionSchema = z.strictObject({
  id: idSchema,
  kind: z.literal('injection'),
  /** A current stimulus. */
  source: idSchema,
  target: idSchema,
  scale: z.number(),
});

export const tapSchema = z.strictObject({
  id: idSchema,
  kind: z.literal('tap'),
  /** The probe. */
  source: idSchema,
  /** The population or stimulus that it observes. */
  target: idSchema,
});

export const edgeSchema = z.discriminatedUnion('kind', [synapseSchema, injectionSchema, tapSchema]);

export const runSchema = z.strictObject({
  duration: quantitySchema,
  dt: quantitySchema,
  seed: z.int().min(0).max(4294967295),
  /** Of the numbers that are computed with; absent: double. Single is faster and right to some six digits. */
  precision: z.enum(['double', 'single']).optional(),
  /** Start of the analysis window, which ends with the run. */
  from: quantitySchema,
});

/** A named configuration: overrides on one network. `field` is a dotted path, e.g. `relativeStrength`, `parameters.tau_w`. */
export const variantSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  overrides: z.array(z.strictObject({ node: idSchema.nullable(), field: z.string(), value: z.json() })),
});

/** What a preset must show; see presets/. */
export const expectationSchema = z.strictObject({
  measure: z.enum(['rateHz', 'cv', 'chi', 'R', 'correlation', 'spikes', 'spikeTimesMs', 'firstVolleyMs']),
  /** Id of the population. */
  population: idSchema,
  /** Id of the variant; absent: the network itself. */
  variant: idSchema.optional(),
  from: quantitySchema.optional(),
  to: quantitySchema.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** For spikeTimesMs: the times of neuron 0, each within `tolerance` ms. */
  values: z.array(z.number()).optional(),
  tolerance: z.number().optional(),
  source: z.string().min(1),
});

export const networkSchema = z.strictObject({
  format: z.literal('entrain-network'),
  version: z.literal(1),
  name: z.string(),
  /** A sentence or two on what the network shows. */
  about: z.string(),
  /** Words by which a gallery finds it: "synchrony", "bursting". */
  phenomena: z.array(z.string()).optional(),
  /** A short guided note: what to look at, which knob to turn, and what to expect; a sentence or two each. */
  guide: z.strictObject({ look: z.string(), turn: z.string(), expect: z.string() }).optional(),
  run: runSchema,
  nodes: z.array(nodeSchema),
  edges: z.array(edgeSchema),
  variants: z.array(variantSchema),
  expect: z.array(expectationSchema),
  view: z.strictObject({ x: z.number(), y: z.number(), zoom: z.number().min(0.05).max(10) }).optional(),
});

export type Quantity = z.infer<typeof quantitySchema>;
export type Value = z.infer<typeof valueSchema>;
export type PopulationNode = z.infer<typeof populationSchema>;
export type StimulusNode = z.infer<typeof stimulusSchema>;
export type ProbeNode = z.infer<typeof probeSchema>;
export type NetworkNode = z.infer<typeof nodeSchema>;
export type Rule = z.infer<typeof ruleSchema>;
export type SynapseEdge = z.infer<typeof synapseSchema>;
export type InjectionEdge = z.infer<typeof injectionSchema>;
export type TapEdge = z.infer<typeof tapSchema>;
export type NetworkEdge = z.infer<typeof edgeSchema>;
export type RunSettings = z.infer<typeof runSchema>;
export type Variant = z.infer<typeof variantSchema>;
export type Expectation = z.infer<typeof expectationSchema>;
export type NetworkDocument = z.infer<typeof networkSchema>;

/** An empty network with the run settings that a new user starts from. */
export function emptyNetwork(): NetworkDocument {
  return {
    format: 'entrain-network',
    version: 1,
    name: 'Untitled network',
    about: '',
    run: { duration: '500 ms', dt: '0.05 ms', seed: 12345, from: '100 ms' },
    nodes: [],
    edges: [],
    variants: [],
    expect: [],
  };
}
