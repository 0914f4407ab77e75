import { expose } from 'comlink';
import { evaluate } from './evaluate.ts';

/** Evaluates cells of sweeps, one at a time. */
const service = { evaluate };

export type EvaluationService = typeof service;

expose(service);
