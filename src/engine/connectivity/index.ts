export type { DeliveryTarget } from './additions-wat.ts';
export { buildText } from './build.ts';
export { longestDelaySteps, shortestDelaySteps } from './delays.ts';
export { deliverText } from './deliver-wat.ts';
export { type ProjectionMemory, type ProjectionRequest, stretchesOf } from './memory.ts';
export { placeProjection, projectionBytes, synapseRoom } from './place.ts';
export { overflowed, synapsesOf, writeProjection, writeWeight } from './write.ts';
