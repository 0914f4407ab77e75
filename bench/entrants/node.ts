import { startThread } from '../../src/cli/threads.ts';
import { measure } from '../measure.ts';
import type { Entrant, Precision } from '../types.ts';

/** Entrain in this process. */
export const nodeEntrant = (precision: Precision, threads: number): Entrant => ({
  engine: 'node',
  precision,
  threads,
  prepare: async () => {},
  measure: (network, request) => measure(network, { precision, threads }, request, startThread),
});
