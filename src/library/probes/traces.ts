import { neurons, shownTime, toggle, variable } from './options.ts';
import { declareProbe } from './types.ts';

/** Traces need not be finer than this to be drawn, ms. */
export const TRACE_SAMPLE_MS = 0.1;

export const traces = declareProbe({
  id: 'traces',
  name: 'Traces',
  summary: 'A state variable of some neurons against time.',
  source: 'States as the engine samples them',
  icon: 'M1 10 H4 L6 12 L8 2 L9.5 12 L11 10 H15',
  defaultSize: { width: 448, height: 224 },
  accepts: ['population', 'current-stimulus'],
  from: 'recordings',
  panels: 'stacked',
  options: {
    variable: variable('variable', 'state variable to draw; the membrane potential unless another one is named'),
    neurons: neurons('indices of the neurons', [0, 1, 2]),
    drawSpikes: toggle('draw spikes', 'draw each spike up to a peak', true),
    shownMs: shownTime(),
  },
  records: (options, model) => ({
    // A current stimulus has one variable, whatever was chosen for a population.
    variables: [
      model === null
        ? { option: null, otherwise: 'I_stim' }
        : { option: 'variable', named: options.variable, otherwise: model.membrane },
    ],
    neurons: options.neurons,
    sampleMs: TRACE_SAMPLE_MS,
  }),
});
