export type * from './engine-config.ts';
export type * from './picture.ts';
export type * from './plasticity.ts';
export type * from './poke.ts';
export type * from './problem.ts';
export type * from './program.ts';
export type * from './results.ts';
export type * from './vector-field.ts';
