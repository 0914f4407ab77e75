import { expose } from 'comlink';
import { placeOfTransition, transitionOf } from './transition.ts';

/** Fits curves of sweeps, one at a time, apart from the page's thread. */
const service = { transitionOf, placeOfTransition };

export type FitService = typeof service;

expose(service);
