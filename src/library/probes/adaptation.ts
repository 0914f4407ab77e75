import { neurons, shownTime } from './options.ts';
import { TRACE_SAMPLE_MS } from './traces.ts';
import { declareProbe } from './types.ts';

export const adaptation = declareProbe({
  id: 'adaptation',
  name: 'Adaptation',
  summary: 'The adaptation variable of some neurons against time.',
  source: 'States as the engine samples them',
  icon: 'M1 13 L4 6 L5 9 L8 4.5 L9 7.5 L12 4 L13 7 L15 5',
  defaultSize: { width: 448, height: 224 },
  accepts: ['population'],
  from: 'recordings',
  panels: 'stacked',
  options: { neurons: neurons('indices of the neurons', [0, 1, 2]), shownMs: shownTime() },
  unfit: ({ adaptation: state }) =>
    state === null ? 'has no adaptation variable. Choose traces, or a model that adapts, such as AdEx.' : null,
  records: ({ neurons }, model) => ({
    variables: [{ option: null, otherwise: model?.adaptation ?? null }],
    neurons,
    sampleMs: TRACE_SAMPLE_MS,
  }),
});
