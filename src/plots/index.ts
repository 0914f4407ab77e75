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
import type { ProbeKind } from './types.ts';
import { weights } from './weights.tsx';

/** Probe kinds in the order of the palette. */
export const probeKinds: readonly ProbeKind[] = [
  raster,
  traces,
  synchrony,
  phaseCircle,
  pairwise,
  spikeDistance,
  correlogram,
  spectrogram,
  rate,
  intervals,
  trainSpectrum,
  phasePlane,
  adaptation,
  connectivity,
  map,
  weights,
];

export function findProbe(id: string): ProbeKind | undefined {
  return probeKinds.find((kind) => kind.id === id);
}
