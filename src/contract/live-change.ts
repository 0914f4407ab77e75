import type { Values } from './engine-config.ts';

/** What of a running network can be changed between two steps; its state goes on. Indices are those of the config. */
export type LiveChange =
  | { readonly kind: 'parameter'; readonly group: number; readonly index: number; readonly values: Values }
  /** Of a Poisson source, or of a gamma source (one rate), whose next intervals have it. */
  | { readonly kind: 'sourceRate'; readonly source: number; readonly rateKHz: Values }
  | {
      readonly kind: 'background';
      readonly background: number;
      readonly trains: number;
      readonly rateKHz: number;
      readonly weight: number;
    }
  /** One weight for all synapses of a projection. */
  | { readonly kind: 'weight'; readonly projection: number; readonly value: number }
  /** One weight for all synapses of a coupling. */
  | { readonly kind: 'couplingWeight'; readonly coupling: number; readonly value: number };
