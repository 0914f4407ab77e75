/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Viridis (van der Walt and Smith 2015) at equal steps: even in lightness, and for colour-blind eyes too. */
const VIRIDIS: readonly Rgb[] = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [109, 205, 89],
  [180, 222, 44],
  [253, 231, 37],
];

/** Between two colours; `share` of the second. */
export function mixed(a: Rgb, b: Rgb, share: number): Rgb {
  const at = (k: 0 | 1 | 2) => Math.round(a[k] + (b[k] - a[k]) * share);
  return [at(0), at(1), at(2)];
}

/** Colour of a value between 0 and 1; beyond, that of the end. */
export function viridis(value: number): Rgb {
  const place = Math.min(1, Math.max(0, value)) * (VIRIDIS.length - 1);
  const low = Math.min(VIRIDIS.length - 2, Math.floor(place));
  return mixed(VIRIDIS[low] ?? [0, 0, 0], VIRIDIS[low + 1] ?? [0, 0, 0], place - low);
}

/** A colour of the form #rrggbb or #rgb. */
export function rgbOf(hex: string): Rgb {
  const digits = hex.trim().replace('#', '');
  const wide = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const at = (k: number) => Number.parseInt(wide.slice(2 * k, 2 * k + 2), 16) || 0;
  return [at(0), at(1), at(2)];
}

/** A colour as #rrggbb, which every reader of SVG knows. */
export const hexOf = (rgb: Rgb): string => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
