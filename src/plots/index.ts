import { later } from '../controls/later.ts';
import type { ProbeNode } from '../document/schema.ts';
import { initialOptions, optionRows, type ProbeId, probes } from '../library/probes/index.ts';
import type { ProbeKind, ProbeView } from './types.ts';

/** Each view is fetched when a probe of the kind is on the canvas, or when the page is idle. */
const views: Readonly<Record<ProbeId, () => Promise<ProbeView>>> = {
  raster: async () => (await import('./raster.tsx')).raster,
  traces: async () => (await import('./traces.tsx')).traces,
  synchrony: async () => (await import('./synchrony.tsx')).synchrony,
  'phase-circle': async () => (await import('./phase-circle.tsx')).phaseCircle,
  pairwise: async () => (await import('./pairwise.tsx')).pairwise,
  'spike-distance': async () => (await import('./spike-distance.tsx')).spikeDistance,
  correlogram: async () => (await import('./correlogram.tsx')).correlogram,
  spectrogram: async () => (await import('./spectrogram.tsx')).spectrogram,
  rate: async () => (await import('./rate.tsx')).rate,
  intervals: async () => (await import('./intervals.tsx')).intervals,
  'train-spectrum': async () => (await import('./train-spectrum.tsx')).trainSpectrum,
  'phase-plane': async () => (await import('./phase-plane.tsx')).phasePlane,
  adaptation: async () => (await import('./adaptation.tsx')).adaptation,
  connectivity: async () => (await import('./connectivity.tsx')).connectivity,
  map: async () => (await import('./map.tsx')).map,
  weights: async () => (await import('./weights.tsx')).weights,
};

/** The kinds of probes, in the order of the palette. */
export const probeKinds: readonly ProbeKind[] = probes.map((probe) => ({
  ...probe,
  view: later(`The plot “${probe.name}”`, views[probe.id]),
  defaultOptions: initialOptions(probe) as ProbeNode['options'],
  rows: optionRows(probe),
}));

export function findProbe(id: string): ProbeKind | undefined {
  return probeKinds.find((kind) => kind.id === id);
}
