import type { GroupConfig, PokeConfig, Program, Values } from '../contract/index.ts';
import { type ElementValues, evaluateProgram } from '../equations/index.ts';
import { type InputGain, inputGains } from '../equations/input-gains.ts';
import { withPropagators } from '../equations/propagator-values.ts';
import { inputOf, membraneUnit } from '../library/fit.ts';
import type { NeuronModel } from '../library/types.ts';
import { entryOf, parseQuantity } from '../units/index.ts';

/**
 * A pulse is one of a current, or of another input that the model has (`input`); in a model without any it is a jump
 * of the membrane, which has no duration.
 */
type PulseOf = 'current' | 'input' | 'jump';

/** It says how a population can be poked. Numbers are in internal units, which `unit` and `membraneUnit` name. */
export interface Pokeable {
  readonly of: PulseOf;
  /** It is the unit of the input, or of the membrane where that jumps. */
  readonly unit: string;
  /** It is enough for a neuron at rest to spike, or, in a model without spikes, to move the membrane by 1. */
  readonly amplitude: number;
  readonly durationMs: number;
  readonly membrane: string;
  readonly membraneUnit: string;
  /** At this potential the neuron does not spike: it is that at rest, or after a spike. */
  readonly heldAt: number;
  pulse(amplitude: number, durationMs: number): PokeConfig;
  clamp(at: number, durationMs: number): PokeConfig;
}

/** A pulse that is to make a neuron spike lasts so long, in ms. */
const PULSE_MS = 20;
/** A push of a neuron that does not spike lasts so long, in ms. */
const PUSH_MS = 1;
/** A neuron gets so many times what just makes it spike. */
const MARGIN = 1.5;
/** The amplitude is doubled so often at most. */
const DOUBLINGS = 20;

/** Says how a group of a model can be poked; `index` is its place among the config's groups. */
export function pokeableOf(group: GroupConfig, model: NeuronModel, index: number, dtMs: number): Pokeable {
  const places = { states: group.states.map(({ name }) => name), parameters: group.parameters.map(({ name }) => name) };
  const { name, unit } = inputOf(model);
  const gains = inputGains(model.equations, name, places, dtMs);
  const neuron = new Neuron(group, dtMs);
  const stepsOf = (ms: number): number => Math.max(1, Math.round(ms / dtMs));
  const membraneAt = places.states.indexOf(model.membrane);
  const pushed: readonly InputGain[] =
    gains.length > 0 ? gains : [{ state: model.membrane, gain: constantProgram(1 / dtMs) }];
  const pulse = (amplitude: number, durationMs: number): PokeConfig => ({
    kind: 'push',
    group: index,
    steps: gains.length > 0 ? stepsOf(durationMs) : 1,
    pushes: pushed.map(({ state, gain }) => ({ state: places.states.indexOf(state), rate: times(gain, amplitude) })),
  });
  const durationMs = model.threshold === null ? PUSH_MS : PULSE_MS;
  return {
    of: gains.length === 0 ? 'jump' : unit === 'pA' ? 'current' : 'input',
    unit: gains.length === 0 ? membraneUnit(model) : unit,
    amplitude: enough(neuron, (amplitude) => pulse(amplitude, durationMs), membraneAt),
    durationMs,
    membrane: model.membrane,
    membraneUnit: membraneUnit(model),
    heldAt: heldAt(neuron, group, model, membraneAt),
    pulse,
    clamp: (at, ms) => ({
      kind: 'hold',
      group: index,
      steps: stepsOf(ms),
      state: membraneAt,
      values: { kind: 'constant', value: at },
    }),
  };
}

const constantProgram = (value: number): Program => ({ nodes: [{ op: 'constant', value }], results: [0] });

/** Multiplies the one result of a program by a number. */
function times({ nodes, results: [result = 0] }: Program, factor: number): Program {
  const { length } = nodes;
  return {
    nodes: [...nodes, { op: 'constant', value: factor }, { op: 'mul', a: result, b: length }],
    results: [length + 1],
  };
}

/** Gives the least of doubled amplitudes by which a neuron spikes more often than by itself, and some more. */
function enough(neuron: Neuron, pulse: (amplitude: number) => PokeConfig, membrane: number): number {
  const unit = pulse(1);
  const moved = neuron.pushed(unit, membrane);
  // This amplitude moves the membrane by 1 in all.
  const one = moved > 0 && Number.isFinite(moved) ? 1 / (moved * unit.steps) : 1;
  const alone = neuron.spikes(pulse(0));
  if (alone === null) return rounded(one);
  for (let k = -4; k < DOUBLINGS; k++) {
    const amplitude = one * 2 ** k;
    if ((neuron.spikes(pulse(amplitude)) ?? 0) > alone) return rounded(MARGIN * amplitude);
  }
  return rounded(one);
}

/** Rounds a number up to 1, 2 or 5 times a power of ten. */
function rounded(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const [factor = 10] = [1, 2, 5].filter((candidate) => candidate * power >= value * (1 - 1e-9));
  return Number((factor * power).toPrecision(1));
}

/** Says where the membrane is held so that no step crosses the threshold. */
function heldAt(
  neuron: Neuron,
  { parameters }: GroupConfig,
  { initial, membrane }: NeuronModel,
  state: number,
): number {
  const text = entryOf(initial, membrane) ?? '0';
  const named = parameters.find(({ name }) => name === text);
  const parsed = parseQuantity(text);
  const rest = named !== undefined ? middleOf(named.values) : 'fault' in parsed ? 0 : parsed.value;
  const places = [rest, neuron.afterReset(rest, state)];
  return places.find((place) => !neuron.spikesFrom(place, state)) ?? Math.min(...places);
}

/** Gives the number that stands for drawn or listed ones. */
function middleOf(values: Values): number {
  switch (values.kind) {
    case 'constant':
      return values.value;
    case 'array':
      return values.values[0] ?? 0;
    case 'uniform':
      return (values.low + values.high) / 2;
    case 'normal':
      return Math.min(values.max, Math.max(values.min, values.mean));
    case 'distance':
      return values.offset;
  }
}

/** This time is before any stimulus, so that the model's neuron is alone and without noise. */
const LONG_BEFORE_MS = -1e6;

/** It is one neuron of a group with its parameters, as the interpreter runs it. */
class Neuron {
  private readonly parameters: readonly number[];
  private readonly first: readonly number[];
  private readonly nothing: Float64Array;

  constructor(
    private readonly group: GroupConfig,
    private readonly dtMs: number,
  ) {
    this.first = group.states.map(({ initial }) => middleOf(initial));
    const given = group.parameters.map(({ values }) => middleOf(values));
    this.parameters = withPropagators(group.propagators, given, dtMs);
    this.nothing = new Float64Array(64);
  }

  /** Tells how far a pulse moves a state in its first step, from where the neuron starts. */
  pushed(poke: PokeConfig, state: number): number {
    if (poke.kind !== 'push') return 0;
    const push = poke.pushes.find((one) => one.state === state);
    return push === undefined ? 0 : this.resultOf(push.rate, this.first) * this.dtMs;
  }

  /** Counts spikes during a pulse, from where the neuron starts; null means that it never spikes. */
  spikes(poke: PokeConfig): number | null {
    const { threshold, reset, update } = this.group;
    if (threshold === null || poke.kind !== 'push') return null;
    let states = [...this.first];
    let [spikes, wasAbove] = [0, true];
    for (let step = 0; step < poke.steps; step++) {
      const pushes = poke.pushes.map(({ rate }) => this.resultOf(rate, states) * this.dtMs);
      poke.pushes.forEach(({ state }, k) => {
        states[state] = (states[state] ?? 0) + (pushes[k] ?? 0);
      });
      states = evaluateProgram(update, this.at(states));
      const isAbove = this.resultOf(threshold, states) !== 0;
      if (isAbove && (reset.length > 0 || !wasAbove)) spikes += 1;
      wasAbove = isAbove;
      if (isAbove) states = this.reset(states);
    }
    return spikes;
  }

  /** Tells where a state is after a spike at a place. */
  afterReset(place: number, state: number): number {
    return this.reset(this.first.with(state, place))[state] ?? place;
  }

  /** Tells whether a step from a place crosses the threshold. */
  spikesFrom(place: number, state: number): boolean {
    const { threshold, update } = this.group;
    if (threshold === null) return false;
    return this.resultOf(threshold, evaluateProgram(update, this.at(this.first.with(state, place)))) !== 0;
  }

  private reset(before: readonly number[]): number[] {
    const states = [...before];
    for (const { target, program } of this.group.reset) states[target] = this.resultOf(program, states);
    return states;
  }

  private resultOf(program: Program, states: readonly number[]): number {
    return evaluateProgram(program, this.at(states))[0] ?? Number.NaN;
  }

  private at(states: readonly number[]): ElementValues {
    const { parameters, nothing } = this;
    return { states, parameters, inputs: nothing, time: LONG_BEFORE_MS, normals: nothing, notRefractory: true };
  }
}
