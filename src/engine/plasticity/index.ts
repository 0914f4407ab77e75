export { type PlasticityMemory, placeChanging, placeIncoming } from './memory.ts';
export { afterDeliveries, plasticText } from './wat.ts';
export { readWeights, writeIncoming, writeInitialWeights } from './write.ts';
