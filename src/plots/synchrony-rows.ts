/** How an index of a population stands in the synchrony probe. */
export interface IndexRow {
  /** As in analysis/population-measures. */
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly digits: number;
  /** It lies between 0 and 1. */
  readonly isShare?: true;
  /** Shortest sliding window in which it has a value, ms. */
  readonly leastWindowMs?: number;
}

const PAIRS = '50 neurons';

/** In the order of the table. */
export const INDEX_ROWS: readonly IndexRow[] = [
  { id: 'chi', name: 'χ', hint: 'Golomb–Rinzel', digits: 2, isShare: true },
  { id: 'R', name: 'R', hint: 'spike phase', digits: 2, isShare: true },
  { id: 'R2', name: 'R₂', hint: 'two clusters', digits: 2, isShare: true },
  { id: 'correlation', name: 'pair correlation', hint: '5 ms', digits: 2 },
  { id: 'kappa', name: 'κ', hint: PAIRS, digits: 2, isShare: true },
  { id: 'spikeSync', name: 'SPIKE-synchronization', hint: PAIRS, digits: 2, isShare: true },
  { id: 'spikeDistance', name: 'SPIKE-distance', hint: PAIRS, digits: 2 },
  { id: 'isiDistance', name: 'ISI-distance', hint: PAIRS, digits: 2 },
  { id: 'cv', name: 'CV of ISI', hint: '', digits: 2 },
  { id: 'cv2', name: 'CV₂', hint: 'of ISI', digits: 2 },
  { id: 'lv', name: 'LV', hint: 'of ISI', digits: 2 },
  { id: 'rateHz', name: 'rate', hint: 'Hz', digits: 1 },
  { id: 'fano', name: 'Fano factor', hint: 'population, 10 ms', digits: 2 },
  { id: 'peakHz', name: 'peak frequency', hint: 'fundamental, Hz', digits: 1, leastWindowMs: 250 },
  { id: 'prominence', name: 'peak / median', hint: 'of the spectrum', digits: 1, leastWindowMs: 250 },
  { id: 'burstRate', name: 'burst rate', hint: 'Hz', digits: 2, leastWindowMs: 500 },
  { id: 'burstSynchrony', name: 'burst synchrony', hint: 'onset phase', digits: 2, isShare: true, leastWindowMs: 500 },
  { id: 'burstChi', name: 'burst χ', hint: 'potential over 10 ms', digits: 2, isShare: true, leastWindowMs: 200 },
];

/** By name, as options are. */
export const DEFAULT_ROWS: readonly string[] = ['χ', 'R', 'pair correlation', 'CV of ISI', 'rate'];
