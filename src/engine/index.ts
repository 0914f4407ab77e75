export { type Advance, createEngine, type Divergence, type Engine, type EngineOptions } from './engine.ts';
export { estimate } from './estimate.ts';
