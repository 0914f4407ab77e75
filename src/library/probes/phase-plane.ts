import { neuron, variable } from './options.ts';
import { TRACE_SAMPLE_MS } from './traces.ts';
import { declareProbe } from './types.ts';

export const phasePlane = declareProbe({
  id: 'phase-plane',
  name: 'Phase plane',
  summary: 'Two state variables of one neuron against each other.',
  source: 'States as the engine samples them',
  icon: 'M2 2 V14 H14 M8 8 C8 6.5 11 6.5 11 8.5 C11 11.5 5 11.5 5 8 C5 3.5 13 3 13.5 7',
  defaultSize: { width: 336, height: 256 },
  accepts: ['population'],
  from: 'recordings',
  panels: 'tiled',
  options: {
    x: variable('x', 'variable on the horizontal axis; the membrane potential unless another one is named'),
    y: variable('y', 'variable on the vertical axis; the first other state unless one is named'),
    neuron: neuron(),
  },
  unfit: ({ states, membrane }) =>
    states.length < 2 ? `has one state, ${membrane}, and a phase plane needs two. Choose traces.` : null,
  records: ({ x, y, neuron }, model) => ({
    variables: [
      { option: 'x', named: x, otherwise: model?.membrane ?? null },
      { option: 'y', named: y, otherwise: model?.states.find(({ name }) => name !== model.membrane)?.name ?? null },
    ],
    neurons: [neuron],
    sampleMs: TRACE_SAMPLE_MS,
  }),
});
