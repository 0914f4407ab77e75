import compileWat from 'watr/compile';
import type { FieldPrograms, Program, VectorField } from '../contract/index.ts';
import { scalar } from './wat/dialect.ts';
import { elementaryFunctions } from './wat/elementary.ts';
import { type Bindings, KernelBuilder, type Value } from './wat/program.ts';

type Numbers = ArrayLike<number>;

const BYTES = 8;
const HERE = '(i32.const 0)';

/** Where the numbers of a field lie in its memory, in bytes. */
interface Places {
  readonly states: number;
  readonly parameters: number;
  readonly directions: number;
  readonly results: number;
  readonly end: number;
}

function placesOf({ states, parameters }: FieldPrograms): Places {
  const at = { states: 0, parameters: BYTES * states, directions: BYTES * (states + parameters) };
  const results = at.directions + BYTES * 3 * states;
  return { ...at, results, end: results + BYTES * states * Math.max(states, parameters, 1) };
}

/** Compiles a vector field to WebAssembly, one function a program. Its numbers equal the interpreter's to the bit. */
export async function compileField(programs: FieldPrograms): Promise<VectorField> {
  const places = placesOf(programs);
  const { states, parameters, ...all } = programs;
  const functions = Object.entries(all)
    .map(([name, program]) => (program === null ? '' : functionText(name, program, places)))
    .join('\n');
  const pages = Math.ceil(places.end / 65536);
  const text = `(module (memory (export "memory") ${pages})\n${elementaryFunctions(functions)}\n${functions})`;
  const { instance } = await WebAssembly.instantiate(compileWat(text) as BufferSource);
  const { memory, ...exports } = instance.exports as Record<string, unknown> & { memory: WebAssembly.Memory };
  const view = (place: number, length: number) => new Float64Array(memory.buffer, place, length);
  const [x, p, directions] = [
    view(places.states, states),
    view(places.parameters, parameters),
    view(places.directions, 3 * states),
  ];
  const put = (from: Numbers, to: Float64Array, offset = 0, length = to.length): void => {
    for (let k = 0; k < length; k++) to[offset + k] = from[k] ?? Number.NaN;
  };
  const evaluator = (name: string, count: number) => {
    const run = exports[name] as () => void;
    const results = view(places.results, count);
    return (at: Numbers, set: Numbers, out: Float64Array, ...along: Numbers[]): void => {
      put(at, x);
      put(set, p);
      for (const [k, direction] of along.entries()) put(direction, directions, k * states, states);
      run();
      out.set(results);
    };
  };
  const [second, third] = [evaluator('second', states), evaluator('third', states)];
  const margin = new Float64Array(1);
  const threshold = programs.threshold === null ? null : evaluator('threshold', 1);
  return {
    states,
    parameters,
    rates: evaluator('rates', states),
    jacobian: evaluator('jacobian', states * states),
    sensitivity: evaluator('sensitivity', states * parameters),
    second: (at, set, u, v, out) => second(at, set, out, u, v),
    third: (at, set, u, v, w, out) => third(at, set, out, u, v, w),
    threshold:
      threshold &&
      ((at, set) => {
        threshold(at, set, margin);
        return margin[0] ?? Number.NaN;
      }),
    reset: evaluator('reset', states),
  };
}

/** A function that reads states, parameters and directions from memory and writes a program's results there. */
function functionText(name: string, program: Program, places: Places): string {
  const builder = new KernelBuilder(scalar, () => {
    throw new RangeError('A vector field prepares nothing.');
  });
  const loaded = new Map<number, Value>();
  const number = (address: number): Value => {
    const value = loaded.get(address) ?? builder.local(2, 'number', scalar.load(address, HERE));
    loaded.set(address, value);
    return value;
  };
  const absent = (): never => {
    throw new RangeError('A vector field reads no time, no noise and no refractoriness.');
  };
  const bindings: Bindings = {
    state: (index) => number(places.states + BYTES * index),
    parameter: (index) => number(places.parameters + BYTES * index),
    input: (index) => number(places.directions + BYTES * index),
    time: absent,
    normal: absent,
    notRefractory: absent,
  };
  builder.evaluate(program, bindings).forEach((value, k) => {
    builder.body.push(scalar.store(places.results + BYTES * k, HERE, builder.number(value)));
  });
  return `(func (export "${name}") ${builder.locals.join(' ')}\n${builder.prelude.join('\n')}\n${builder.body.join('\n')})`;
}
