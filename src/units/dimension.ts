/** Exponents of voltage, current, time and length; fractions occur in noise (1/sqrt(time)). */
export type Dimension = readonly [voltage: number, current: number, time: number, length: number];

export const DIMENSIONLESS: Dimension = [0, 0, 0, 0];
export const TIME: Dimension = [0, 0, 1, 0];

export function multiplyDimensions(a: Dimension, b: Dimension): Dimension {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
}

export function divideDimensions(a: Dimension, b: Dimension): Dimension {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2], a[3] - b[3]];
}

export function raiseDimension(a: Dimension, power: number): Dimension {
  return [a[0] * power, a[1] * power, a[2] * power, a[3] * power];
}

/** Equal up to the rounding of fractional exponents. */
export function sameDimension(a: Dimension, b: Dimension): boolean {
  return a.every((exponent, k) => Math.abs(exponent - (b[k] ?? 0)) < 1e-9);
}

export function isDimensionless(a: Dimension): boolean {
  return sameDimension(a, DIMENSIONLESS);
}

/** What the field calls them, with the internal unit. */
const NAMES: readonly (readonly [Dimension, string, string])[] = [
  [DIMENSIONLESS, 'pure number', '1'],
  [[1, 0, 0, 0], 'voltage', 'mV'],
  [[0, 1, 0, 0], 'current', 'pA'],
  [TIME, 'time', 'ms'],
  [[0, 0, 0, 1], 'length', 'um'],
  [[0, 0, 0, 2], 'area', 'um**2'],
  [[-1, 1, 0, 0], 'conductance', 'nS'],
  [[1, -1, 0, 0], 'resistance', 'GOhm'],
  [[-1, 1, 1, 0], 'capacitance', 'pF'],
  [[0, 1, 1, 0], 'charge', 'fC'],
  [[0, 0, -1, 0], 'rate', '1/ms'],
  [[0, 0, -1, 1], 'velocity', 'um/ms'],
  [[1, 0, -1, 0], 'voltage per time', 'mV/ms'],
  [[0, 1, -1, 0], 'current per time', 'pA/ms'],
  [[-1, 1, -1, 0], 'conductance per time', 'nS/ms'],
  [[0, 0, -0.5, 0], 'white noise', '1/ms**0.5'],
  [[-1, 1, 0, -2], 'conductance density', 'nS/um**2'],
  [[-1, 1, 1, -2], 'capacitance density', 'pF/um**2'],
  [[0, 1, 0, -2], 'current density', 'pA/um**2'],
];

/** The dimension in internal units, e.g. `mV/ms`; readable by parseUnit. */
export function dimensionUnit(dimension: Dimension): string {
  const known = NAMES.find(([candidate]) => sameDimension(candidate, dimension));
  if (known) return known[2];
  const factors = ['mV', 'pA', 'ms', 'um'].flatMap((unit, k) => {
    const exponent = dimension[k] ?? 0;
    if (exponent === 0) return [];
    return exponent === 1 ? [unit] : [`${unit}**${exponent}`];
  });
  return factors.join('*');
}

/** For people: `voltage (mV)`, `pure number`, or just the unit where the field has no word. */
export function dimensionName(dimension: Dimension): string {
  const known = NAMES.find(([candidate]) => sameDimension(candidate, dimension));
  if (!known) return dimensionUnit(dimension);
  return known[2] === '1' ? known[1] : `${known[1]} (${known[2]})`;
}
