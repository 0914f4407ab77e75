import { scaleLinear } from 'd3-scale';
import type { PopulationMap } from '../compile/types.ts';
import { placeOf } from '../document/configurations.ts';

/** Okabe-Ito hues (colour-blind safe) for further populations of a sign; the first is the token's. */
const FURTHER = {
  excitatory: ['--excitatory', '#009e73', '#56b4e9', '#6a51a3'],
  inhibitory: ['--inhibitory', '#cc79a7', '#e69f00', '#8c510a'],
} as const;

/** The light scheme of tokens.css: what stands on paper, and wherever there is no page. */
const PAPER: Readonly<Record<string, string>> = {
  '--ink': '#1c2333',
  '--ink-2': '#586072',
  '--line': '#e2e6ed',
  '--surface': '#ffffff',
  '--on-map': '#ffffff',
  '--accent': '#2563c9',
  '--excitatory': '#2563c9',
  '--inhibitory': '#c43d25',
  '--stimulus': '#a4690c',
  '--configuration-a': '#3d4a63',
  '--configuration-b': '#b4530a',
  '--configuration-c': '#6a51a3',
  '--configuration-d': '#0b7a63',
  '--configuration-e': '#b0307a',
  '--configuration-f': '#7a6a00',
};

/** The value of a colour token. */
export type Colours = (name: string) => string;

/** In a report, which is black on white whatever the page's scheme is. */
export const onPaper: Colours = (name) => PAPER[name] ?? '#000000';

const known = new Map<string, string>();
let knownScheme: string | undefined;

/**
 * On the page as it is now, for canvases. To read a style lays the page out, so that it is read once for each scheme of colours.
 */
export const token: Colours = (name) => {
  const { mantineColorScheme: scheme } = document.documentElement.dataset;
  if (scheme !== knownScheme) known.clear();
  knownScheme = scheme;
  const value = known.get(name) ?? getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // Before the styles are there, nothing is known.
  if (value !== '') known.set(name, value);
  return value || onPaper(name);
};

/** One colour for each population, the same everywhere. */
export function populationColours(
  populations: readonly PopulationMap[],
  colours: Colours,
): ReadonlyMap<string, string> {
  const used = { excitatory: 0, inhibitory: 0 };
  return new Map(
    populations.map(({ id, sign, kind }) => {
      if (kind === 'stimulus') return [id, colours('--stimulus')];
      const hues = FURTHER[sign];
      const hue = hues[used[sign] % hues.length] ?? '--ink';
      used[sign] += 1;
      return [id, hue.startsWith('--') ? colours(hue) : hue];
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
export const paler = (colour: string, k: number, colours: Colours): string =>
  k === 0 ? colour : shade(colour, Math.max(35, 85 - 25 * k) / 100, colours);

/** From one colour to another as a level rises from 0 to 1; beyond, that of the end. */
export const between = (from: string, to: string): ((level: number) => string) =>
  scaleLinear<string>([from, to]).clamp(true);

/** Between the surface and a colour; `share` of the colour. */
export const shade = (colour: string, share: number, colours: Colours): string =>
  between(colours('--surface'), colour)(share);
