import type { ProbeNode } from '../document/schema.ts';
import { initialOptions, optionRows, type ProbeId, probes } from '../library/probes/index.ts';
import { adaptation } from './adaptation.tsx';
import { connectivity } from './connectivity.tsx';
import { correlogram } from './correlogram.tsx';
import { intervals } from './intervals.tsx';
import { map } from './map.tsx';
import { pairwise } from './pairwise.tsx';
import { phaseCircle } from './phase-circle.tsx';
import { phasePlane } from './phase-plane.tsx';
import { raster } from './raster.tsx';
import { rate } from './rate.tsx';
import { spectrogram } from './spectrogram.tsx';
import { spikeDistance } from './spike-distance.tsx';
import { synchrony } from './synchrony.tsx';
import { traces } from './traces.tsx';
import { trainSpectrum } from './train-spectrum.tsx';
import type { ProbeKind, ProbeView } from './types.ts';
import { weights } from './weights.tsx';

const views: Readonly<Record<ProbeId, ProbeView>> = {
  raster,
  traces,
  synchrony,
  'phase-circle': phaseCircle,
  pairwise,
  'spike-distance': spikeDistance,
  correlogram,
  spectrogram,
  rate,
  intervals,
  'train-spectrum': trainSpectrum,
  'phase-plane': phasePlane,
  adaptation,
  connectivity,
  map,
  weights,
};

/** The kinds of probes with their views, in the order of the palette. */
export const probeKinds: readonly ProbeKind[] = probes.map((probe) => ({
  ...probe,
  ...views[probe.id],
  defaultOptions: initialOptions(probe) as ProbeNode['options'],
  rows: optionRows(probe),
}));

export function findProbe(id: string): ProbeKind | undefined {
  return probeKinds.find((kind) => kind.id === id);
}
