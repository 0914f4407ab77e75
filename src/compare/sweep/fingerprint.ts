import { expandRepeats } from '../../document/repeats.ts';
import { type Cell, documentOf, type Sweep } from './sweep.ts';

/** Grows where the engine or a measure gives other numbers than before: results that were kept are then of no use. */
const RESULTS = 3;

/**
 * A short text that is another one where results would be: of what is simulated, the axes, the seeds and the measures. The
 * present values of the varied fields, names, positions and probes do not matter.
 */
export function fingerprintOf(sweep: Sweep): string {
  const { axes, seeds, measures } = sweep;
  const first = documentOf(sweep, { place: axes.map(() => 0), seed: seeds[0] ?? 0 });
  const { nodes, edges, run, models } = expandRepeats('fault' in first ? sweep.document : first);
  const simulated = nodes
    .filter(({ kind }) => kind !== 'probe')
    .map((node) => ({ ...node, name: null, position: null, parent: null }));
  const wired = edges.filter(({ kind }) => kind !== 'tap');
  return hash(JSON.stringify([RESULTS, simulated, wired, run, models ?? null, axes, seeds, measures]));
}

/** A cell within its sweep. */
export function cellKey({ place, seed }: Cell): string {
  return `${place.join(' ')} ${seed}`;
}

/** 128 bits: four runs of FNV-1a (Fowler, Noll, Vo) with a mixing step; not meant against forgery. */
function hash(text: string): string {
  const words = [0x811c9dc5, 0x9747b28c, 0x3c6ef372, 0x1b873593].map((basis) => {
    let word = basis;
    for (let k = 0; k < text.length; k++) {
      word = Math.imul(word ^ text.charCodeAt(k), 0x01000193);
      word ^= word >>> 15;
    }
    return word >>> 0;
  });
  return words.map((word) => word.toString(16).padStart(8, '0')).join('');
}
