/** What the interface says of a measure; the computation stands beside it in the same file. */
export interface Measure {
  readonly id: 'rateHz' | 'cv' | 'chi' | 'R' | 'correlation';
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
