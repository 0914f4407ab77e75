import { log, log1p } from '../../equations/elementary.ts';
import { normalQuantile } from '../../equations/normal-quantile.ts';
import { RandomWords } from '../../equations/random-words.ts';
import type { RowRandom } from '../../library/topologies/index.ts';
import { type GeometricTable, GUIDE_SHIFT, geometricTable, LEAST_TABLED } from './geometric.ts';

/** The last word of a counter tells what the numbers are for. */
export const Purpose = {
  poisson: 1,
  background: 2,
  noise: 3,
  values: 4,
  rows: 5,
  weights: 6,
  delays: 7,
  gamma: 8,
  graph: 20,
} as const;
export type Purpose = (typeof Purpose)[keyof typeof Purpose];

/** So many tables, of some kilobytes each, are kept at most. */
const MOST_TABLES = 1024;

/** An endless sequence of random numbers of one element, row or synapse, also of other distributions than the uniform one. */
export class Draws extends RandomWords implements RowRandom {
  private table: GeometricTable | null = null;
  /** Tables of all probabilities so far, since rows may go back and forth between some. */
  private readonly tables = new Map<number, GeometricTable>();

  constructor(seed: number, key: number, purpose: Purpose) {
    super(seed, key, purpose);
  }

  geometric(p: number): number {
    if (p < LEAST_TABLED) return Math.floor(log(this.uniform()) / log1p(-p));
    if (this.table?.p !== p) this.table = this.tableOf(p);
    const { thresholds, guide } = this.table;
    for (let failures = 0; ; failures += thresholds.length) {
      const word = this.word();
      let n = guide[word >>> GUIDE_SHIFT] ?? 0;
      while (n < thresholds.length && word >= (thresholds[n] ?? 0)) n++;
      if (n < thresholds.length) return failures + n;
    }
  }

  normal(): number {
    return normalQuantile(this.uniform());
  }

  private tableOf(p: number): GeometricTable {
    const table = this.tables.get(p) ?? geometricTable(p);
    if (this.tables.size > MOST_TABLES) this.tables.clear();
    this.tables.set(p, table);
    return table;
  }
}
