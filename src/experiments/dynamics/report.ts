import { continueEquilibria, type SpecialPoint } from '../../analysis/dynamics/continuation.ts';
import type { CyclePoint } from '../../analysis/dynamics/cycles.ts';
import { equilibriaOf } from '../../analysis/dynamics/equilibria.ts';
import { excitabilityOf, firingCurve } from '../../analysis/dynamics/excitability.ts';
import { adjointResponse, directResponse, firingCycle } from '../../analysis/dynamics/phase-response.ts';
import { type DynamicalSystem, withParameter } from '../../analysis/dynamics/system.ts';
import { parseUnit } from '../../units/index.ts';
import type { Axis } from './axis.ts';
import { cyclesOver, NO_CYCLES } from './cycles-over.ts';
import type { NeuronField } from './neuron-field.ts';
import { fieldNotes } from './neuron-notes.ts';
import { systemOf } from './neuron-system.ts';

export interface Asked {
  readonly equilibria: boolean;
  readonly fi: boolean;
  readonly prc: boolean;
  /** Cycles are looked for together with equilibria. */
  readonly cycles: boolean;
}

/** States stand by their names, in their declared units. */
type State = Readonly<Record<string, number>>;

/** This is what `entrain dynamics --json` prints: times are in ms, rates in Hz, and values in the parameter's unit. */
export interface DynamicsReport {
  readonly model: string;
  readonly parameter: string;
  readonly unit: string;
  readonly equilibria: readonly {
    readonly value: number;
    readonly state: State;
    /** They are real and imaginary parts, in 1/ms. */
    readonly eigenvalues: readonly (readonly [number, number])[];
    readonly stable: boolean;
    readonly type: string;
    /** It is true where an integrate-and-fire neuron spikes before it is there. */
    readonly beyondThreshold?: true;
  }[];
  readonly points: readonly {
    readonly kind: SpecialPoint['kind'] | CyclePoint['kind'];
    readonly value: number;
    readonly state: State;
    /** A bifurcation of cycles has a period. */
    readonly periodMs?: number;
    readonly frequencyHz?: number;
    readonly criticality?: string;
    readonly beyondThreshold?: true;
  }[];
  /** They are cycles of continued branches, in their order, with the least and the greatest of the membrane. */
  readonly cycles: readonly {
    readonly value: number;
    readonly periodMs: number;
    readonly min: number;
    readonly max: number;
    readonly stable: boolean;
  }[];
  readonly fi: readonly { readonly value: number; readonly firstHz: number; readonly steadyHz: number }[];
  /** It is that of the range, in the parameter's unit; null where not asked for, or where the neuron never spikes. */
  readonly excitability: {
    readonly class: string;
    readonly bistable: boolean;
    readonly rheobase: number | null;
    readonly onset: number | null;
    readonly reason: string;
  } | null;
  /** Phase 0 is the spike; null means that it was not asked for, or that the neuron does not fire at one interval. */
  readonly prc: {
    readonly periodMs: number;
    readonly phase: readonly number[];
    /** A kick of the membrane brings the next spikes forward by so many cycles per mV (or per unit of the membrane). */
    readonly cyclesPerMv: readonly number[];
  } | null;
  /** They are sentences on what is left out, degenerate or not found. */
  readonly notes: readonly string[];
}

/** Reports all that is asked of a neuron over a range of a parameter. */
export function dynamicsReport(neuron: NeuronField, axis: Axis, asked: Asked): DynamicsReport {
  const system = systemOf(neuron);
  const notes = fieldNotes(neuron);
  const factor = parseUnit(axis.unit)?.factor ?? 1;
  const shown = (value: number): number => value / factor;
  const stateOf = namedStates(neuron);
  const flagged = (beyondThreshold: boolean) => (beyondThreshold ? { beyondThreshold } : {});
  const equilibria = asked.equilibria ? listed(system, axis, notes, shown) : [];
  const points = asked.equilibria ? pointsOf(system, axis, notes) : [];
  const cycles = asked.cycles ? cyclesOver(system, axis, points, notes) : NO_CYCLES;
  const spikes = system.field.threshold !== null;
  const firing = asked.fi && spikes ? rates(system, axis, notes, shown) : [];
  return {
    model: neuron.model.id,
    parameter: axis.name,
    unit: axis.unit,
    equilibria: equilibria.map(({ value, equilibrium: { state, eigenvalues, stable, type, beyondThreshold } }) => ({
      value: shown(value),
      state: stateOf(state),
      eigenvalues,
      stable,
      type,
      ...flagged(beyondThreshold),
    })),
    points: [
      ...points.map(({ kind, value, state, hopf, beyondThreshold }) => ({
        kind,
        value: shown(value),
        state: stateOf(state),
        ...(hopf && { frequencyHz: hopf.frequencyHz, criticality: hopf.criticality }),
        ...flagged(beyondThreshold),
      })),
      ...cycles.points.map(({ kind, value, state, periodMs }) => ({
        kind,
        value: shown(value),
        state: stateOf(state),
        periodMs,
      })),
    ],
    cycles: cycles.cycles.map(({ value, periodMs, min, max, stable }) => ({
      value: shown(value),
      periodMs,
      min: min[system.membrane] ?? Number.NaN,
      max: max[system.membrane] ?? Number.NaN,
      stable,
    })),
    fi: firing.map(({ value, firstHz, steadyHz }) => ({ value: shown(value), firstHz, steadyHz })),
    excitability: asked.fi && spikes ? excitability(system, axis, shown) : null,
    prc: asked.prc && spikes ? phaseResponse(system, axis, notes, shown) : null,
    notes,
  };
}

/** Names states and converts them to the units that the model declares. */
function namedStates({ lowered, model }: NeuronField): (state: readonly number[]) => State {
  const factors = lowered.states.map(
    ({ name }) => parseUnit(model.states.find((state) => state.name === name)?.unit ?? '1')?.factor ?? 1,
  );
  return (state) =>
    Object.fromEntries(lowered.states.map(({ name }, k) => [name, (state[k] ?? 0) / (factors[k] ?? 1)]));
}

type Shown = (value: number) => number;

const few = (value: number): number => Number(value.toPrecision(6));

function listed(system: DynamicalSystem, { index, values, unit }: Axis, notes: string[], shown: Shown) {
  const each = values.map((value) => ({
    value,
    ...equilibriaOf(system, withParameter(system.parameters, index, value)),
  }));
  const said = (list: readonly { readonly value: number }[]): string => {
    const [low, high] = [Math.min(...list.map(({ value }) => value)), Math.max(...list.map(({ value }) => value))];
    const [from, to] = [few(shown(low)), few(shown(high))];
    const suffix = unit === '1' ? '' : ` ${unit}`;
    return list.length === 1
      ? `at ${from}${suffix}`
      : `at ${list.length} of the values, from ${from} to ${to}${suffix}`;
  };
  const none = each.filter(({ equilibria, flat }) => equilibria.length === 0 && flat === null);
  if (none.length > 0) notes.push(`There is no equilibrium ${said(none)}: nothing there keeps the neuron where it is.`);
  const flat = each.filter((one) => one.flat !== null);
  const [first] = flat;
  if (first?.flat)
    notes.push(
      `The equations are degenerate ${said(flat)}: the rates vanish to rounding at all potentials from ${few(first.flat.low)} to ${few(first.flat.high)} (searched as far), so that none of these is told as an equilibrium.`,
    );
  if (each.some(({ complete }) => !complete))
    notes.push(
      'The equations are not linear in the states beside the membrane: equilibria are those that a search from many starts has found.',
    );
  return each.flatMap(({ value, equilibria }) => equilibria.map((equilibrium) => ({ value, equilibrium })));
}

function pointsOf(system: DynamicalSystem, { index, values }: Axis, notes: string[]) {
  const { parameters } = system;
  const [from = 0, to = 0] = [values[0], values.at(-1)];
  const events = [...continueEquilibria(system, { parameters, index, from, to })];
  const ends = new Set(events.flatMap((event) => (event.kind === 'end' ? [event.reason] : [])));
  if (ends.has('diverging'))
    notes.push('A branch of equilibria runs off to states that are a thousand times as far as usual.');
  if (ends.has('singular'))
    notes.push('A branch of equilibria ends where it has no direction: its Jacobian is singular there, or jumps.');
  if (ends.has('length')) notes.push('A branch of equilibria was followed over 4000 points and goes on.');
  return events.flatMap((event) => (event.kind === 'special' ? [event.point] : [])).sort((a, b) => a.value - b.value);
}

const STOPS = {
  diverging: 'the states run off without bounds',
  stiff: 'it takes more than a million steps',
  'reset-beyond-threshold': 'the reset leads beyond the threshold, so that it spikes again at once, for ever',
} as const;

function rates(system: DynamicalSystem, { index, values, unit }: Axis, notes: string[], shown: Shown) {
  const points = [...firingCurve(system, { parameters: system.parameters, index }, values)];
  for (const [reason, words] of Object.entries(STOPS)) {
    const [first] = points.filter(({ stopped }) => stopped === reason);
    if (first !== undefined)
      notes.push(`The run at ${few(shown(first.value))}${unit === '1' ? '' : ` ${unit}`} was given up: ${words}.`);
  }
  return points;
}

/** Says in a sentence why a neuron is of its class. */
function excitability(
  system: DynamicalSystem,
  { index, values, unit }: Axis,
  shown: Shown,
): DynamicsReport['excitability'] {
  const [from = 0, to = 0] = [values[0], values.at(-1)];
  const { parameters } = system;
  const excitable = excitabilityOf(system, { parameters, index, from, to });
  const { class: named, isBistable, rheobase, onset, onsetHz, offset, loss } = excitable;
  const at = (value: number | null): string => `${few(shown(value ?? 0))}${unit === '1' ? '' : ` ${unit}`}`;
  const losses = {
    fold: `rest is lost in a saddle-node at ${at(loss?.value ?? null)}`,
    hopf: `rest is lost in a Hopf point at ${at(loss?.value ?? null)}`,
    threshold: `rest reaches the threshold at ${at(loss?.value ?? null)}`,
  };
  const how = loss === null ? 'rest is kept in the range' : losses[loss.by];
  const reasons = {
    none: `it does not fire on in the range; ${how}`,
    tonic: 'it fires at the beginning of the range already',
    I: `${how}, and firing begins there, at any low rate`,
    II: `${how}, and firing begins at ${few(onsetHz ?? 0)} Hz`,
  };
  const both = isBistable ? `; from ${at(offset)} on, a neuron that fires goes on, beside a rest that is stable` : '';
  return {
    class: named,
    bistable: isBistable,
    rheobase: rheobase === null ? null : shown(rheobase),
    onset: onset === null ? null : shown(onset),
    reason: `${reasons[named]}${both}.`,
  };
}

/** Measures with the parameters as they are set, or at the end of the range where the neuron is silent so. */
function phaseResponse(
  system: DynamicalSystem,
  { index, name, unit, values }: Axis,
  notes: string[],
  shown: Shown,
): DynamicsReport['prc'] {
  const at = (value: number) => {
    const parameters = withParameter(system.parameters, index, value);
    return { value, parameters, cycle: firingCycle(system, parameters) };
  };
  const set = at(system.parameters[index] ?? 0);
  const end = at(values.at(-1) ?? 0);
  const { value, parameters, cycle } = set.cycle === 'silent' ? end : set;
  const called = `${name} = ${few(shown(value))}${unit === '1' ? '' : ` ${unit}`}`;
  if (cycle === 'silent') {
    notes.push(`There is no phase response: the neuron does not fire on, neither as it is set nor at ${called}.`);
    return null;
  }
  if (cycle === 'irregular') {
    notes.push(`There is no phase response: at ${called} the neuron does not fire at one interval.`);
    return null;
  }
  notes.push(`The phase response is that at ${called}.`);
  const { periodMs, phases, response } =
    adjointResponse(system, parameters, cycle) ?? directResponse(system, parameters, cycle);
  return { periodMs, phase: phases, cyclesPerMv: response };
}
