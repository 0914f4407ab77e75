export * from './dimension.ts';
export * from './entry.ts';
export * from './quantity.ts';
export * from './unit.ts';
