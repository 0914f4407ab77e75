import { DIMENSIONLESS, type Dimension, multiplyDimensions, raiseDimension } from './dimension.ts';

/** A unit as a power of ten of the internal system (ms, mV, pA, um; hence nS, pF, GOhm, kHz). */
export interface Unit {
  readonly dimension: Dimension;
  /** internal value = number * factor. */
  readonly factor: number;
}

/** The same with the factor as a power of ten, in which products are exact. */
interface DecimalUnit {
  readonly dimension: Dimension;
  readonly decade: number;
}

/** Names, dimension, and decade of the plain SI unit in the internal system. */
const BASES: readonly { readonly names: readonly string[]; readonly dimension: Dimension; readonly decade: number }[] =
  [
    { names: ['V', 'volt'], dimension: [1, 0, 0, 0], decade: 3 },
    { names: ['A', 'amp', 'ampere'], dimension: [0, 1, 0, 0], decade: 12 },
    { names: ['s', 'second'], dimension: [0, 0, 1, 0], decade: 3 },
    { names: ['m', 'metre', 'meter'], dimension: [0, 0, 0, 1], decade: 6 },
    { names: ['S', 'siemens'], dimension: [-1, 1, 0, 0], decade: 9 },
    { names: ['ohm', 'Ohm', 'Ω'], dimension: [1, -1, 0, 0], decade: -9 },
    { names: ['F', 'farad'], dimension: [-1, 1, 1, 0], decade: 12 },
    { names: ['C', 'coulomb'], dimension: [0, 1, 1, 0], decade: 15 },
    { names: ['Hz', 'hertz'], dimension: [0, 0, -1, 0], decade: -3 },
  ];

const PREFIXES: readonly (readonly [string, number])[] = [
  ['', 0],
  ['f', -15],
  ['p', -12],
  ['n', -9],
  ['u', -6],
  ['µ', -6],
  ['μ', -6],
  ['m', -3],
  ['c', -2],
  ['k', 3],
  ['M', 6],
  ['G', 9],
];

function buildTable(): ReadonlyMap<string, DecimalUnit> {
  const table = new Map<string, DecimalUnit>();
  for (const { names, dimension, decade } of BASES) {
    for (const name of names) {
      for (const [prefix, power] of PREFIXES) {
        const spelled = prefix + name;
        if (!table.has(spelled)) table.set(spelled, { dimension, decade: decade + power });
      }
    }
  }
  return table;
}

const TABLE = buildTable();

function toUnit({ dimension, decade }: DecimalUnit): Unit {
  return { dimension, factor: Number.isInteger(decade) ? Number(`1e${decade}`) : 10 ** decade };
}

/** A unit named in an equation, such as `mV` or `second`; single letters are left to variables, as in Brian2. */
export function unitConstant(name: string): Unit | null {
  const unit = name.length > 1 ? TABLE.get(name) : undefined;
  return unit ? toUnit(unit) : null;
}

const TOKEN = /\s*(\*\*|[*/^()·]|[A-Za-zµμΩ]+|[-+]?\d+(?:\.\d*)?|[-+]?\.\d+)/y;

function tokenize(text: string): string[] | null {
  const tokens: string[] = [];
  let position = 0;
  const end = text.trimEnd().length;
  while (position < end) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (!match?.[1]) return null;
    tokens.push(match[1]);
    position = TOKEN.lastIndex;
  }
  return tokens;
}

/** Recursive descent: product = power ((`*` | `/`) power)*; power = atom (`**` number)?; atom = name | 1 | ( product ). */
class UnitReader {
  private position = 0;
  private readonly tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  /** The whole text as a unit; null where it is none. */
  read(): DecimalUnit | null {
    const unit = this.product();
    return unit && this.position === this.tokens.length ? unit : null;
  }

  private accept(...tokens: string[]): string | null {
    const token = this.tokens[this.position];
    if (token === undefined || !tokens.includes(token)) return null;
    this.position++;
    return token;
  }

  private product(): DecimalUnit | null {
    let unit = this.power();
    for (let operator = this.accept('*', '·', '/'); unit && operator; operator = this.accept('*', '·', '/')) {
      const right = this.power();
      if (!right) return null;
      const sign = operator === '/' ? -1 : 1;
      unit = {
        dimension: multiplyDimensions(unit.dimension, raiseDimension(right.dimension, sign)),
        decade: unit.decade + sign * right.decade,
      };
    }
    return unit;
  }

  private power(): DecimalUnit | null {
    const base = this.atom();
    if (!base || !this.accept('**', '^')) return base;
    const exponent = this.exponent();
    if (exponent === null) return null;
    return { dimension: raiseDimension(base.dimension, exponent), decade: base.decade * exponent };
  }

  private exponent(): number | null {
    if (!this.accept('(')) return this.number();
    const numerator = this.number();
    const denominator = this.accept('/') ? this.number() : 1;
    if (numerator === null || !denominator || !this.accept(')')) return null;
    return numerator / denominator;
  }

  private number(): number | null {
    const value = Number(this.tokens[this.position++] ?? 'none');
    return Number.isFinite(value) ? value : null;
  }

  private atom(): DecimalUnit | null {
    if (this.accept('(')) {
      const inner = this.product();
      return inner && this.accept(')') ? inner : null;
    }
    if (this.accept('1')) return { dimension: DIMENSIONLESS, decade: 0 };
    return TABLE.get(this.tokens[this.position++] ?? '') ?? null;
  }
}

/** Reads `mV`, `volt`, `nS*mV`, `pA/ms**0.5`, `1/second`, `1`; null where the text names no unit. */
export function parseUnit(text: string): Unit | null {
  const tokens = tokenize(text);
  const unit = tokens && new UnitReader(tokens).read();
  return unit ? toUnit(unit) : null;
}
