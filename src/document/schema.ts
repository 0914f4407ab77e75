import { z } from 'zod';
import { expectationSchema } from './expectation-schema.ts';
import { idSchema } from './id-schema.ts';
import { CURRENT_VERSION } from './migrations.ts';
import { integratorSchema, ownModelSchema } from './own-model-schema.ts';
import { ruleSchema } from './rule-schema.ts';
import { quantitySchema, VALUE_WORDS, valueOptions, valueSchema } from './value-schema.ts';

export type { Rule } from '../library/topologies/index.ts';

/**
 * The saved network is the only state that Entrain keeps. Everything is as the user typed it (quantities are texts with
 * a unit); results are never part of it. Whether a quantity fits its parameter is checked by the compiler, which knows
 * the models.
 */

/** The delay grows with the distance of the two neurons: it is offset + distance / velocity. */
const distanceDelaySchema = z.strictObject({
  distance: z.strictObject({ offset: quantitySchema, velocity: quantitySchema }),
});

/** It says where the neurons of a population are; lengths are such as "1000 um" or "1 mm". */
const layoutSchema = z.strictObject({
  type: z.enum(['line', 'ring', 'grid', 'random', 'disc']),
  width: quantitySchema,
  height: quantitySchema,
});

const positionSchema = z.strictObject({ x: z.number(), y: z.number() });
const parametersSchema = z.record(z.string(), valueSchema);

const nodeBase = {
  id: idSchema,
  name: z.string().min(1),
  position: positionSchema,
  /** This is the group that the node is part of. */
  parent: idSchema.optional(),
};

/** What is in a group is copied so many times, in a grid; beyond its border lies nothing, or its other side. */
const repeatSchema = z.strictObject({
  columns: z.int().min(1).max(100),
  rows: z.int().min(1).max(100),
  border: z.enum(['open', 'periodic']),
});

/** A group is a frame around nodes and other groups; positions within it are those of the canvas. */
export const groupSchema = z.strictObject({
  ...nodeBase,
  size: z.strictObject({ width: z.number().min(80), height: z.number().min(60) }),
  /** It tells whether the group is shown as one node with the ports of what is in it. */
  collapsed: z.boolean(),
  /** Where this is absent, the group is there once. */
  repeat: repeatSchema.optional(),
});

/**
 * It says which copies of the two ends are joined, where these are repeated: each copy with itself, with every other,
 * with those beside it in the grid, or all with all. Absent means `same` within one repeated group, else `all`.
 */
const copiesSchema = z.enum(['same', 'others', 'neighbours', 'all']);

const populationSchema = z.strictObject({
  ...nodeBase,
  kind: z.literal('population'),
  /** It is an id in the document's own models, or in library/neurons. */
  model: z.string(),
  size: z.int().min(1).max(10_000_000),
  /** They hold only what differs from the model's defaults. */
  parameters: parametersSchema,
  /** It holds the initial values of state variables, but only those that differ from the model's defaults. */
  initial: parametersSchema,
  /** With `default`, the integrator is chosen from the equations. */
  integrator: integratorSchema,
  /** It gives the positions of the neurons; where it is absent, they form a grid of 1 mm by 1 mm. */
  layout: layoutSchema.optional(),
});

const stimulusSchema = z.strictObject({
  ...nodeBase,
  kind: z.literal('stimulus'),
  /** It is an id in library/stimuli. */
  model: z.string(),
  parameters: parametersSchema,
  /** Where this is false, the stimulus stays on the canvas and does nothing. */
  enabled: z.boolean(),
  /** A current draws its random numbers for each neuron that it reaches, or once for all. Absent means `each`. */
  drawn: z.enum(['each', 'once']).optional(),
  /** A `given-spikes` stimulus has its spike times here, one row per element. */
  spikeTimes: z.array(z.array(quantitySchema)).optional(),
  /** A `rate-profile` has points [time since the onset, rate]; it is linear between them, and held before and after. */
  profile: z.array(z.tuple([quantitySchema, quantitySchema])).optional(),
});

const probeSchema = z.strictObject({
  ...nodeBase,
  kind: z.literal('probe'),
  /** It is an id in library/probes, e.g. raster. */
  probe: z.string(),
  /** They are options of the probe kind; e.g. traces: {"variable": "v", "neurons": [0, 1, 2], "drawSpikes": true}. */
  options: z.record(z.string(), z.json()),
  size: z.strictObject({ width: z.number().min(120), height: z.number().min(80) }),
});

export const nodeSchema = z.discriminatedUnion('kind', [populationSchema, stimulusSchema, probeSchema]);

/** It is a rule by which the weights of an edge change. */
const plasticitySchema = z.strictObject({
  /** It is an id in library/plasticity; one rule of each family may stand on an edge. */
  model: z.string(),
  /** They hold only what differs from the rule's defaults. */
  parameters: z.record(z.string(), quantitySchema),
});

const synapseSchema = z.strictObject({
  id: idSchema,
  kind: z.literal('synapse'),
  /** It is a population or a spike stimulus. */
  source: idSchema,
  /** It is a population. */
  target: idSchema,
  /** It is an id in library/synapses. */
  model: z.string(),
  sign: z.enum(['excitatory', 'inhibitory']),
  rule: ruleSchema,
  /** It is a magnitude (0 or more), whose sign is `sign`. A gap junction's conductance stands here too. */
  weight: valueSchema,
  /** The effective weight is relativeStrength * weight (Brunel's g on inhibitory edges). */
  relativeStrength: z.number().min(0),
  delay: z.union([...valueOptions, distanceDelaySchema]).describe(`${VALUE_WORDS}, or {"distance": ...}`),
  parameters: parametersSchema,
  /** A diffusive coupling compares these states of both ends and acts on them. Absent means the membranes. */
  states: z.array(z.string()).min(1).optional(),
  copies: copiesSchema.optional(),
  plasticity: z.array(plasticitySchema).optional(),
  /** They are weights that were kept from a run, and the next one starts from them. */
  learned: z
    .strictObject({
      /** It is a key made of rule, sizes and seed, which says what synapses the weights belong to. */
      connectivity: z.string(),
      /** They are magnitudes in internal units, by source, then target, as doubles, least byte first, in base64. */
      weights: z.string(),
    })
    .optional(),
});

const injectionSchema = z.strictObject({
  id: idSchema,
  kind: z.literal('injection'),
  /** It is a current stimulus. */
  source: idSchema,
  target: idSchema,
  scale: z.number(),
  copies: copiesSchema.optional(),
});

const tapSchema = z.strictObject({
  id: idSchema,
  kind: z.literal('tap'),
  /** It is the probe. */
  source: idSchema,
  /** It is the population or stimulus that the probe observes. */
  target: idSchema,
});

export const edgeSchema = z.discriminatedUnion('kind', [synapseSchema, injectionSchema, tapSchema]);

export const runSchema = z.strictObject({
  duration: quantitySchema,
  dt: quantitySchema,
  seed: z.int().min(0).max(4294967295),
  /** The run computes with such numbers; absent means double. Single is faster and right to some six digits. */
  precision: z.enum(['double', 'single']).optional(),
  /** The analysis window starts here and ends with the run. */
  from: quantitySchema,
  /** Plots show so much of a run up to the present, or "all" of it; where it is absent, as much as the duration. */
  window: quantitySchema.optional().describe('a quantity such as "2 s", or "all"'),
});

/**
 * A variant is a named configuration: overrides on one network. `field` is a dotted path, e.g. `relativeStrength`,
 * `parameters.tau_w`; a field that may be absent is so by `null`. With `from`, it runs as the network itself until
 * then, and with its overrides after it.
 */
const variantSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  from: quantitySchema.optional().describe('a time such as "312.4 ms", until which it runs as the network itself'),
  overrides: z.array(z.strictObject({ node: idSchema.nullable(), field: z.string(), value: z.json() })),
});

/** A sweep runs the network at each value of one or two fields, with several seeds, and says what is looked at. */
const sweepSchema = z.strictObject({
  axes: z
    .array(
      z.strictObject({
        /** It is a node or an edge; null stands for the run settings. */
        node: idSchema.nullable(),
        /** It is a dotted path, as that of an override. */
        field: z.string(),
        /** They are other fields that get the same value. */
        also: z.array(z.strictObject({ node: idSchema.nullable(), field: z.string() })).optional(),
        from: quantitySchema,
        to: quantitySchema,
        count: z.int().min(1).max(1000),
        scale: z.enum(['linear', 'log']),
      }),
    )
    .min(1)
    .max(2),
  /** So many seeds are run, from the network's own on. */
  seeds: z.int().min(1).max(1000),
  /** They are ids of the measures of populations that are computed. */
  measures: z.array(z.string()).min(1),
  /** This population is drawn, by the measure below. */
  population: idSchema,
  measure: z.string(),
});

export const networkSchema = z.strictObject({
  format: z.literal('entrain-network'),
  version: z.literal(CURRENT_VERSION),
  name: z.string(),
  /** It says in a sentence or two what the network shows. */
  about: z.string(),
  /** A gallery finds the network by these words: "synchrony", "bursting". */
  phenomena: z.array(z.string()).optional(),
  /** The guide says what to look at, which knob to turn, and what to expect, in a sentence or two each. */
  guide: z.strictObject({ look: z.string(), turn: z.string(), expect: z.string() }).optional(),
  run: runSchema,
  /** They are the user's own neuron models, by id. */
  models: z.record(idSchema, ownModelSchema).optional(),
  nodes: z.array(nodeSchema),
  groups: z.array(groupSchema).optional(),
  edges: z.array(edgeSchema),
  /** What the network itself is called among its configurations, which are it and its variants. */
  configurationName: z.string().min(1).optional(),
  variants: z.array(variantSchema),
  expect: z.array(expectationSchema),
  sweeps: z.array(sweepSchema).optional(),
  view: z.strictObject({ x: z.number(), y: z.number(), zoom: z.number().min(0.05).max(10) }).optional(),
});

export type Quantity = z.infer<typeof quantitySchema>;
export type Value = z.infer<typeof valueSchema>;
export type DistanceDelay = z.infer<typeof distanceDelaySchema>;
export type Layout = z.infer<typeof layoutSchema>;
export type PopulationNode = z.infer<typeof populationSchema>;
export type OwnParameter = OwnModel['parameters'][number];
export type OwnModel = z.infer<typeof ownModelSchema>;
export type StimulusNode = z.infer<typeof stimulusSchema>;
export type ProbeNode = z.infer<typeof probeSchema>;
export type NetworkNode = z.infer<typeof nodeSchema>;
export type Group = z.infer<typeof groupSchema>;
export type Repeat = z.infer<typeof repeatSchema>;
export type Copies = z.infer<typeof copiesSchema>;
export type PlasticityChoice = z.infer<typeof plasticitySchema>;
export type SynapseEdge = z.infer<typeof synapseSchema>;
export type InjectionEdge = z.infer<typeof injectionSchema>;
export type TapEdge = z.infer<typeof tapSchema>;
export type NetworkEdge = z.infer<typeof edgeSchema>;
export type RunSettings = z.infer<typeof runSchema>;
export type Variant = z.infer<typeof variantSchema>;
export type SweepDefinition = z.infer<typeof sweepSchema>;
export type Expectation = z.infer<typeof expectationSchema>;
export type NetworkDocument = z.infer<typeof networkSchema>;

/** Gives an empty network with the run settings that a new user starts from. */
export function emptyNetwork(): NetworkDocument {
  return {
    format: 'entrain-network',
    version: CURRENT_VERSION,
    name: 'Untitled network',
    about: '',
    run: { duration: '500 ms', dt: '0.05 ms', seed: 12345, from: '100 ms' },
    nodes: [],
    edges: [],
    variants: [],
    expect: [],
  };
}
