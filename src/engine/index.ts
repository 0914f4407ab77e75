export { type ConnectionsOf, connections } from './connections.ts';
export {
  type Advance,
  createEngine,
  type Engine,
  type EngineOptions,
} from './engine.ts';
export { estimate } from './estimate.ts';
export { fitted } from './fit.ts';
export { liveChanges } from './live.ts';
export { type EngineThread, type StartThread, serveTasks, type ThreadStart } from './threads.ts';
