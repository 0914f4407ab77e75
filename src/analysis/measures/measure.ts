/** The five indices that every population has at every time. */
export type IndexId = 'rateHz' | 'cv' | 'chi' | 'R' | 'correlation';

/** What the interface says of a measure; the computation stands beside it in the same file. */
export interface Measure {
  readonly id: string;
  readonly name: string;
  /** Short sign in tables. */
  readonly symbol: string;
  /** TeX. */
  readonly formula: string;
  readonly unit: string;
  readonly range: string;
  /** When it has no value. */
  readonly undefinedWhen: string;
  readonly source: string;
}
