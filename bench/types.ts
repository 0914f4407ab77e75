import type { EngineConfig } from '../src/contract/index.ts';
import type { BenchNetwork } from './networks.ts';

export type Precision = EngineConfig['precision'];

/** What is asked of every entrant alike. */
export interface Request {
  /** The same stretch of simulated time from the start, run whole as often as needed. */
  readonly stretchMs: number;
  /** Wall time that a measurement takes at least. */
  readonly leastSeconds: number;
}

/** One measurement of one network. */
export interface Sample {
  readonly simulatedSeconds: number;
  /** Of the simulation loop alone. */
  readonly wallSeconds: number;
  readonly rateHz: number;
  /** Spikes times the mean out-degree, over the time simulated. */
  readonly events: number;
  /** From the model to a network that is ready to run, compilation included; null: not comparable. */
  readonly buildSeconds: number | null;
  readonly synapses: number | null;
  /** Memory that the network takes. */
  readonly bytes: number | null;
}

type Engine = 'node' | 'chromium' | 'brian2' | 'native' | 'native -ffast-math';

/** One program in one configuration. */
export interface Entrant {
  readonly engine: Engine;
  readonly precision: Precision;
  readonly threads: number;
  /** What is done once for a network and not repeated, as compiling. */
  prepare(network: BenchNetwork, request: Request): Promise<void>;
  measure(network: BenchNetwork, request: Request): Promise<Sample>;
}

/** All measurements of an entrant on a network, in the order in which they were taken. */
export interface Series {
  readonly network: string;
  readonly engine: Engine;
  readonly precision: Precision;
  readonly threads: number;
  readonly samples: readonly Sample[];
}
