import type { Program, ProgramNode } from '../../contract/index.ts';
import { type Dialect, scalar } from './dialect.ts';
import { arithmeticInto, elementary, type Sink, unlessText } from './elementary.ts';

/** How often a value can change: never while parameters stay (0), once a step (1), or from element to element (2). */
export type Level = 0 | 1 | 2;

/** An operand as text that is cheap to repeat: a literal or a local. Below level 2 it is a scalar double. */
export interface Value {
  readonly kind: 'number' | 'mask';
  readonly text: string;
  readonly level: Level;
  /** The number, where the value is a literal; it then needs no local. */
  readonly literal?: number;
}

/** Where a program finds the values that it reads. */
export interface Bindings {
  state(index: number): Value;
  parameter(index: number): Value;
  input(index: number): Value;
  time(): Value;
  normal(index: number): Value;
  notRefractory(): Value;
}

/** Elementary functions that are written out in the body, so that chains of several overlap in the processor. */
const INLINED: ReadonlySet<string> = new Set([
  'exp',
  'expm1',
  'exprel',
  'bernoulli',
  'bernoulliNearZero',
  'log',
  'tanh',
]);
/** Beyond so many of them in a kernel, functions are called, which keeps the code small. */
const MOST_INLINED = 24;

/**
 * A kernel under construction. Its instructions run at three rates: the `preparation` whenever parameters have changed and the
 * `prelude` once a step, both in scalar doubles, and the `body` once for each element or vector of elements, in the dialect.
 */
export class KernelBuilder {
  readonly preparation: string[] = [];
  readonly prelude: string[] = [];
  body: string[] = [];
  /** Instructions that follow the loop over the elements. */
  readonly epilogue: string[] = [];
  readonly locals: string[] = [];
  readonly preparationLocals: string[] = [];
  /** Values that have been carried over to a stretch that runs more often, by the text that they had before. */
  private readonly splats = new Map<string, Value>();
  private count = 0;
  private inlined = 0;

  constructor(
    readonly dialect: Dialect,
    /** Reserves 8 bytes of memory for a value of the preparation, and returns their address. */
    private readonly reserve: () => number,
  ) {}

  /** Puts an expression into a local of the stretch that its level belongs to. */
  local(level: Level, kind: Value['kind'], expression: string): Value {
    const dialect = level === 2 ? this.dialect : scalar;
    const name = `$x${this.count++}`;
    const type = kind === 'number' ? dialect.numberType : dialect.maskType;
    (level === 0 ? this.preparationLocals : this.locals).push(`(local ${name} ${type})`);
    const stretch = level === 0 ? this.preparation : level === 1 ? this.prelude : this.body;
    stretch.push(`(local.set ${name} ${expression})`);
    return { kind, text: `(local.get ${name})`, level };
  }

  /** Evaluates a program; the body can use its results. */
  evaluate(program: Program, bindings: Bindings): Value[] {
    const values: Value[] = [];
    const needed = reachable(program);
    program.nodes.forEach((node, index) => {
      values[index] = needed[index] === 1 ? this.node(node, values, bindings) : literalValue(0);
    });
    return program.results.map((result) => this.inBody(at(values, result)));
  }

  /** A value as text of the body: as a number, or as a mask. */
  number(value: Value): string {
    return asNumber(this.inBody(value), this.dialect);
  }

  mask(value: Value): string {
    return asMask(this.inBody(value), this.dialect);
  }

  private node(node: ProgramNode, values: readonly Value[], bindings: Bindings): Value {
    switch (node.op) {
      case 'constant':
        return literalValue(node.value);
      case 'state':
        return bindings.state(node.index);
      case 'parameter':
        return bindings.parameter(node.index);
      case 'input':
        return bindings.input(node.index);
      case 'normal':
        return bindings.normal(node.index);
      case 'time':
        return bindings.time();
      case 'notRefractory':
        return bindings.notRefractory();
      case 'select':
        return this.apply(node.op, [at(values, node.a), at(values, node.b), at(values, node.c)]);
      default:
        return this.apply(node.op, 'b' in node ? [at(values, node.a), at(values, node.b)] : [at(values, node.a)]);
    }
  }

  private apply(op: string, operands: readonly Value[]): Value {
    const level = Math.max(...operands.map((operand) => operand.level)) as Level;
    const dialect = level === 2 ? this.dialect : scalar;
    const ready = operands.map((operand) => (level === 2 ? this.inBody(operand) : this.inScalar(operand, level)));
    const definition = elementary[dialect.precision][op];
    if (level === 2 && definition && INLINED.has(op) && this.inlined < MOST_INLINED) {
      this.inlined++;
      const [x = '', y = ''] = ready.map((operand) => asNumber(operand, dialect));
      return { kind: 'number', text: definition.define(arithmeticInto(this.sink, dialect), x, y), level };
    }
    const { kind, text } = instruction(op, ready, dialect);
    return this.local(level, kind, text);
  }

  private readonly sink: Sink = {
    local: (kind, expression) => this.local(2, kind, expression).text,
    guarded: (common, value, rare) => {
      const kept = this.sink.local('number', value);
      const outer = this.body;
      this.body = [];
      const result = this.dialect.choose(common, value, rare());
      outer.push(unlessText(this.dialect.allTrue(common), kept, this.body, result));
      this.body = outer;
      return kept;
    },
  };

  /** A scalar double of a given level. The prelude reads a value of the preparation from memory, once a step. */
  private inScalar(value: Value, level: Level): Value {
    if (value.literal !== undefined || value.level === level) return value;
    return this.once(`scalar ${value.text}`, () => {
      const address = this.reserve();
      this.preparation.push(scalar.store(address, '(i32.const 0)', asNumber(value, scalar)));
      return this.local(1, 'number', scalar.load(address, '(i32.const 0)'));
    });
  }

  /** A value in the dialect of the body; one from the preparation or the prelude is the same in all lanes. */
  private inBody(value: Value): Value {
    if (value.level === 2) return value;
    if (value.literal !== undefined) {
      return { kind: 'number', text: this.dialect.constant(value.literal), level: 2 };
    }
    const scalarValue = this.inScalar(value, 1);
    return this.once(`body ${scalarValue.text}`, () => {
      const name = `$x${this.count++}`;
      this.locals.push(`(local ${name} ${this.dialect.numberType})`);
      this.prelude.push(`(local.set ${name} ${this.dialect.ofDouble(asNumber(scalarValue, scalar))})`);
      return { kind: 'number', text: `(local.get ${name})`, level: 2 };
    });
  }

  private once(key: string, make: () => Value): Value {
    const value = this.splats.get(key) ?? make();
    this.splats.set(key, value);
    return value;
  }
}

const literalValue = (value: number): Value => ({
  kind: 'number',
  text: scalar.constant(value),
  level: 0,
  literal: value,
});

function asNumber(value: Value, dialect: Dialect): string {
  return value.kind === 'number' ? value.text : dialect.toNumber(value.text);
}

function asMask(value: Value, dialect: Dialect): string {
  return value.kind === 'mask' ? value.text : dialect.toMask(value.text);
}

function at(values: readonly Value[], index: number): Value {
  const value = values[index];
  if (!value) throw new RangeError(`program node ${index} is used before it is defined`);
  return value;
}

const direct: ReadonlySet<string> = new Set(['add', 'sub', 'mul', 'div', 'min', 'max', 'neg', 'abs', 'sqrt', 'floor']);
const comparisons: ReadonlySet<string> = new Set(['lt', 'le', 'gt', 'ge', 'eq', 'ne']);

function instruction(op: string, operands: readonly Value[], dialect: Dialect): { kind: Value['kind']; text: string } {
  const number = (k: number) => asNumber(at(operands, k), dialect);
  const mask = (k: number) => asMask(at(operands, k), dialect);
  if (direct.has(op)) return { kind: 'number', text: dialect.arithmetic(op, ...operands.map((_, k) => number(k))) };
  if (comparisons.has(op)) return { kind: 'mask', text: dialect.compare(op as 'lt', number(0), number(1)) };
  switch (op) {
    case 'and':
      return { kind: 'mask', text: dialect.and(mask(0), mask(1)) };
    case 'or':
      return { kind: 'mask', text: dialect.or(mask(0), mask(1)) };
    case 'not':
      return { kind: 'mask', text: dialect.not(mask(0)) };
    case 'select':
      return { kind: 'number', text: dialect.choose(mask(0), number(1), number(2)) };
    case 'mod': {
      const quotient = dialect.arithmetic('floor', dialect.arithmetic('div', number(0), number(1)));
      return {
        kind: 'number',
        text: dialect.arithmetic('sub', number(0), dialect.arithmetic('mul', number(1), quotient)),
      };
    }
    default: {
      const call = operands.map((_, k) => number(k)).join(' ');
      return { kind: 'number', text: `(call $${op}${dialect.suffix} ${call})` };
    }
  }
}

/** Marks the nodes that a result depends on with 1. */
function reachable(program: Program): Uint8Array {
  const needed = new Uint8Array(program.nodes.length);
  for (const result of program.results) needed[result] = 1;
  for (let k = program.nodes.length - 1; k >= 0; k--) {
    const node = program.nodes[k];
    if (needed[k] !== 1 || !node) continue;
    if ('a' in node) needed[node.a] = 1;
    if ('b' in node) needed[node.b] = 1;
    if ('c' in node) needed[node.c] = 1;
  }
  return needed;
}
