import { philox } from '../../src/equations/philox.ts';

/** Numbers below a bound, always the same for a seed. */
export type Below = (bound: number) => number;

export function drawer(seed: number): Below {
  const words = new Uint32Array(4);
  let drawn = 0;
  return (bound) => {
    philox(drawn++, 0, 0, 0, seed, 0, words);
    return Math.floor(((words[0] ?? 0) / 4294967296) * bound);
  };
}

/** Values that somebody, or a script, might write into a field. */
const VALUES: readonly unknown[] = [
  ...[0, 1, -1, 1.5, -3, 1e300, -1e300, 1e-300, 4294967296, 2 ** 53, 0.1, Number.POSITIVE_INFINITY],
  ...[
    '',
    'foo',
    'abc',
    '1',
    '1.5',
    '1 ms',
    '-5 ms',
    '1e300 s',
    '1e308 s',
    '3 mV',
    '0 mV',
    '1 nS',
    '2 kHz',
    '1e-300 ms',
    'nan mV',
  ],
  ...['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', 'half', 'excitatory', 'lif', 'adex', 'E'],
  ...[null, true, false, [], {}, [[]], [1], ['1 ms'], [['1 ms', '0 ms']], { a: 1 }, { type: 'ring' }],
  ...[{ uniform: ['1 mV', '2 mV'] }, { uniform: ['2 ms', '1 ms'] }, { normal: ['1 ms', '1 ms'] }, { normal: ['0 mV'] }],
  ...[{ normalQuantiles: ['1 ms', '0.1 ms'] }, { distance: { offset: '1 ms', velocity: '1 mm/ms' } }],
  ...[
    { type: 'all-to-all', autapses: false },
    { type: 'fixed-in-degree', inDegree: 3, autapses: true, multapses: true },
  ],
  ...[
    { type: 'matrix', unit: 'mV', rows: [[1], [1, 2]] },
    { type: 'list', pairs: [[0, 99999999]] },
  ],
  ...[[{ model: 'stdp-additive', parameters: {} }], [{ model: 'toy', parameters: { a: 1 } }]],
  ...[JSON.parse('{"__proto__": "1 ms"}'), JSON.parse('{"constructor": "1 ms", "toString": 1}')],
];

const NAMES = [
  'constructor',
  'toString',
  '__proto__',
  'valueOf',
  'x',
  'tau_m',
  'probability',
  'rule',
  'uniform',
  '0',
  '',
];

export const valueFrom = (below: Below): unknown => structuredClone(VALUES[below(VALUES.length)]);

interface Place {
  readonly owner: object;
  readonly key: string;
}

/** Every place of a value, with that which holds it. */
function placesOf(value: unknown, into: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return into;
  for (const [key, inner] of Object.entries(value)) {
    into.push({ owner: value, key });
    // Of long lists the first few stand for all.
    if (!Array.isArray(value) || Number(key) < 6) placesOf(inner, into);
  }
  return into;
}

const put = (owner: object, key: string, value: unknown): void => {
  Object.defineProperty(owner, key, { value, enumerable: true, configurable: true, writable: true });
};

/** Changes one place of a JSON value: another value, none, a further name, that of another place, or twice. */
export function mutate(json: unknown, below: Below): void {
  const places = placesOf(json);
  const at = places[below(places.length)];
  const other = places[below(places.length)];
  if (at === undefined || other === undefined) return;
  const { owner, key } = at;
  const here: unknown = Reflect.get(owner, key);
  switch (below(5)) {
    case 0:
      if (Array.isArray(owner)) owner.splice(Number(key), 1);
      else Reflect.deleteProperty(owner, key);
      break;
    case 1:
      put(owner, Array.isArray(owner) ? key : (NAMES[below(NAMES.length)] ?? 'x'), valueFrom(below));
      break;
    case 2:
      put(owner, key, structuredClone(Reflect.get(other.owner, other.key)));
      break;
    case 3:
      if (Array.isArray(owner)) owner.push(structuredClone(here));
      else put(owner, key, [here]);
      break;
    default:
      put(owner, key, valueFrom(below));
  }
}

/** A dotted path that is in the element, or is not. */
export function pathFrom(element: unknown, below: Below): string {
  const path: string[] = [];
  let at = element;
  do {
    const keys = typeof at === 'object' && at !== null ? Object.keys(at) : [];
    const key = below(5) > 0 ? (keys[below(keys.length)] ?? '') : (NAMES[below(NAMES.length)] ?? '');
    path.push(key);
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined;
  } while (typeof at === 'object' && at !== null && below(3) > 0);
  return path.join('.');
}
