import type { PopulationMap } from '../compile/types.ts';
import { placeOf } from '../document/configurations.ts';

/** Okabe-Ito hues (colour-blind safe) for further populations of a sign; the first is the token's. */
const FURTHER = {
  excitatory: ['--excitatory', '#009e73', '#56b4e9', '#6a51a3'],
  inhibitory: ['--inhibitory', '#cc79a7', '#e69f00', '#8c510a'],
} as const;

const FALLBACK: Readonly<Record<string, string>> = {
  '--ink': '#1c2333',
  '--ink-2': '#586072',
  '--line': '#e2e6ed',
  '--surface': '#ffffff',
  '--accent': '#2563c9',
  '--excitatory': '#2563c9',
  '--inhibitory': '#c43d25',
  '--stimulus': '#a4690c',
};

/** The present value of a colour token, for canvases. */
export function token(name: string): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return value || (FALLBACK[name] ?? '#000000');
}

const resolve = (colour: string): string => (colour.startsWith('--') ? token(colour) : colour);

/** One colour for each population, the same everywhere. */
export function populationColours(populations: readonly PopulationMap[]): ReadonlyMap<string, string> {
  const used = { excitatory: 0, inhibitory: 0 };
  return new Map(
    populations.map(({ id, sign, kind }) => {
      if (kind === 'stimulus') return [id, token('--stimulus')];
      const hues = FURTHER[sign];
      const hue = hues[used[sign] % hues.length] ?? '--ink';
      used[sign] += 1;
      return [id, resolve(hue)];
    }),
  );
}

const CONFIGURATIONS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** The token of the colour of the configuration with a label, the same in lists and charts. */
export function configurationToken(label: string): string {
  const place = label === '' ? 0 : placeOf(label);
  return `--configuration-${CONFIGURATIONS[place % CONFIGURATIONS.length] ?? 'a'}`;
}

/** Further lines of one colour: paler, so that neuron 0 stands out. */
export function paler(colour: string, k: number): string {
  return k === 0 ? colour : `color-mix(in srgb, ${colour} ${Math.max(35, 85 - 25 * k)}%, ${token('--surface')})`;
}
