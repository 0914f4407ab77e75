import { choice, number, variable } from './options.ts';
import { declareProbe, NOTHING } from './types.ts';

/** A map of a variable shows so many neurons at most, sampled this often. */
const MOST_MAPPED = 10_000;
const MAP_SAMPLE_MS = 1;

export const map = declareProbe({
  id: 'map',
  name: 'Map',
  summary: 'Activity of the neurons at their positions, as a moving picture.',
  source: 'Spikes and states as the engine gives them, at the positions of the layout',
  icon: 'M1 4 L6 2 L10 4 L15 2 V12 L10 14 L6 12 L1 14 Z M6 2 V12 M10 4 V14',
  defaultSize: { width: 400, height: 368 },
  accepts: ['population'],
  from: 'recordings',
  panels: 'tiled',
  options: {
    show: choice(
      'show',
      'spikes counted in a window, or fading with a time constant, or a state of the neurons',
      ['rate', 'fading spikes', 'variable'],
      'rate',
    ),
    variable: variable('variable', 'the state that is shown; the membrane potential unless another one is named'),
    windowMs: number('window', 'window, or time constant, of the rate', { default: 20, unit: 'ms' }),
    maximumHz: number('top of the scale', '0: the largest so far', { default: 0, unit: 'Hz', orZero: true }),
  },
  records: (options, model) =>
    options.show === 'variable'
      ? {
          variables: [{ option: 'variable', named: options.variable, otherwise: model?.membrane ?? null }],
          neurons: { first: MOST_MAPPED },
          sampleMs: MAP_SAMPLE_MS,
        }
      : NOTHING,
});
