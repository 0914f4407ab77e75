/** Part of a step: what is put before the names of its propagators, and how long it is. */
export interface Part {
  readonly prefix: string;
  readonly fraction: number;
}

export const WHOLE: Part = { prefix: '', fraction: 1 };
export const HALF: Part = { prefix: 'half_', fraction: 1 / 2 };
