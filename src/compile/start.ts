import type { GroupConfig, NodeIndex, Program, ProgramNode, Values } from '../contract/index.ts';
import { operandsOf } from '../equations/builder.ts';
import { evaluateProgram } from '../equations/interpret.ts';
import { normalQuantile } from '../equations/normal-quantile.ts';
import { withPropagators } from '../equations/propagator-values.ts';

/** What comes to no finite number: states in their first step, or a condition or reset; and the one parameter that another value of would mend. */
export interface StartFault {
  /** As a sentence names it: `dv/dt`, `the threshold`. */
  readonly of: readonly string[];
  readonly cause: { readonly name: string; readonly value: number } | null;
}

/** So many elements stand for those that are drawn. */
const SAMPLED = 2;
/** Successive multiples of it, modulo 1, lie far from one another. */
const GOLDEN = 0.6180339887498949;

/**
 * The first step of a group's elements, without input and noise, evaluated before the run. Of drawn numbers some are taken from
 * the middle of their distribution: what only its very end makes infinite is met by no draw. `filled`: parameters that the
 * engine fills, for which 1 stands. Null: all is finite.
 */
export function startFault(group: GroupConfig, filled: ReadonlySet<number>, dtMs: number): StartFault | null {
  for (const [sample, element] of elementsOf(group).entries()) {
    const at = (values: Values): number => valueAt(values, element, sample);
    const parameters = group.parameters.map(({ values }, index) => (filled.has(index) ? 1 : at(values)));
    const states = group.states.map(({ initial }) => at(initial));
    const wrong = wrongParts(group, states, parameters, dtMs);
    if (wrong.length === 0) continue;
    const cures = group.parameters.flatMap(({ name }, index) => {
      const changed = parameters.with(index, 1);
      const cured = wrongParts(group, states, changed, dtMs).length === 0;
      return cured ? [{ name, value: parameters[index] ?? 0 }] : [];
    });
    const zeros = cures.filter(({ value }) => value === 0);
    const [cause = null] = zeros.length === 1 ? zeros : cures.length === 1 ? cures : [];
    return { of: wrong, cause };
  }
  return null;
}

/** Elements that are looked at: the first ones, and those that have the least and the largest of listed numbers. */
function elementsOf({ parameters, states }: GroupConfig): number[] {
  const all = [...parameters.map(({ values }) => values), ...states.map(({ initial }) => initial)];
  const ends = all.flatMap((values) => {
    if (values.kind !== 'array') return [];
    const sizes = values.values.map(Math.abs);
    const extreme = (better: (a: number, b: number) => boolean): number =>
      sizes.reduce((best, size, k) => (better(size, sizes[best] ?? 0) ? k : best), 0);
    return [extreme((a, b) => a < b), extreme((a, b) => a > b)];
  });
  const drawn = all.some(({ kind }) => kind === 'uniform' || kind === 'normal');
  return [...new Array<number>(drawn ? SAMPLED : 1).keys(), ...new Set(ends)];
}

function valueAt(values: Values, element: number, sample: number): number {
  switch (values.kind) {
    case 'constant':
      return values.value;
    case 'array':
      return values.values[element] ?? values.values[0] ?? 0;
    case 'uniform':
      return values.low + shareOf(values.key, sample) * (values.high - values.low);
    case 'normal': {
      const value = values.mean + values.sd * normalQuantile(shareOf(values.key, sample));
      return value >= values.min && value <= values.max ? value : values.mean;
    }
    case 'distance':
      return values.offset;
  }
}

/** Between 0.1 and 0.9, another for each stream and each sample, so that two drawn numbers are not equal by design. */
const shareOf = (key: number, sample: number): number => 0.1 + 0.8 * ((key / 2 ** 32 + sample * GOLDEN) % 1);

/** Further from where a neuron starts, so that only what parameters make infinite is so at both places. */
const ELSEWHERE = 1.6180339887498949;

function wrongParts(group: GroupConfig, states: number[], given: number[], dtMs: number): string[] {
  const steps = wrongStates(group, states, given, dtMs).map((name) => `d${name}/dt`);
  const places = [states, states.map((state, k) => state + ELSEWHERE * (k + 1))];
  const always = (program: Program, checked: readonly NodeIndex[]): boolean =>
    places.every((at) => {
      const results = evaluateProgram(
        { ...program, results: checked },
        { states: at, parameters: given, inputs: NOTHING, time: 0, normals: NOTHING, notRefractory: true },
      );
      return checked.some((_, k) => !Number.isFinite(results[k]));
    });
  const conditions = [
    ['the threshold', group.threshold],
    ['the refractory condition', group.refractoryWhile ?? null],
  ] as const;
  return [
    ...steps,
    ...conditions.flatMap(([name, program]) =>
      program !== null && always(program, comparedIn(program)) ? [name] : [],
    ),
    ...group.reset.flatMap(({ target, program }) =>
      always(program, program.results) ? [`the reset of ${group.states[target]?.name}`] : [],
    ),
  ];
}

const NOTHING = new Float64Array(64);

const COMPARISONS: ReadonlySet<ProgramNode['op']> = new Set(['lt', 'le', 'gt', 'ge', 'eq', 'ne']);

/** What the comparisons of a condition compare: with an infinity or with none the answer is a truth value all the same. */
function comparedIn({ nodes }: Program): NodeIndex[] {
  return nodes.flatMap((node) => (COMPARISONS.has(node.op) ? operandsOf(node) : []));
}

function wrongStates(group: GroupConfig, states: number[], given: number[], dtMs: number): string[] {
  const parameters = withPropagators(group.propagators, given, dtMs);
  const zeros = group.inputs.map(() => 0);
  const normals = group.update.nodes.flatMap((node) => (node.op === 'normal' ? [node.index] : []));
  const results = evaluateProgram(group.update, {
    states,
    parameters,
    inputs: zeros,
    time: 0,
    normals: new Float64Array(Math.max(-1, ...normals) + 1),
    notRefractory: true,
  });
  return group.states.flatMap(({ name }, k) => (Number.isFinite(results[k]) ? [] : [name]));
}
