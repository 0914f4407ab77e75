import type { ParameterSet } from '../types.ts';

const SOURCE = 'Naud et al., Biol Cybern 99 (2008) 335, table 1, as in the Brian2 example of it';

/** Units of a row: pF, nS, mV, nS, ms, pA, mV, pA. */
interface Row {
  readonly C: number;
  readonly gL: number;
  readonly EL: number;
  readonly a: number;
  readonly tauW: number;
  readonly b: number;
  readonly reset: number;
  /** Constant, from the beginning. */
  readonly current: number;
}

function pattern(name: string, { C, gL, EL, a, tauW, b, reset, current }: Row): ParameterSet {
  return {
    name,
    group: 'Firing patterns (Naud et al. 2008)',
    parameters: {
      C: `${C} pF`,
      g_L: `${gL} nS`,
      E_L: `${EL} mV`,
      V_T: '-50 mV',
      Delta_T: '2 mV',
      a: `${a} nS`,
      tau_w: `${tauW} ms`,
      b: `${b} pA`,
      V_reset: `${reset} mV`,
      V_cut: '0 mV',
    },
    integrator: 'euler',
    // Spikes are so steep that a longer step moves them, and changes how many there are.
    protocol: {
      duration: '600 ms',
      dt: '0.01 ms',
      stimuli: [{ model: 'step', parameters: { amplitude: `${current} pA`, onset: '0 ms' } }],
    },
    source: SOURCE,
  };
}

/** The eight patterns. */
export const adexPatterns: readonly ParameterSet[] = [
  pattern('Tonic', { C: 200, gL: 10, EL: -70, a: 2, tauW: 30, b: 0, reset: -58, current: 500 }),
  pattern('Adaptation', { C: 200, gL: 12, EL: -70, a: 2, tauW: 300, b: 60, reset: -58, current: 500 }),
  pattern('Initial burst', { C: 130, gL: 18, EL: -58, a: 4, tauW: 150, b: 120, reset: -50, current: 400 }),
  pattern('Regular bursting', { C: 200, gL: 10, EL: -58, a: 2, tauW: 120, b: 100, reset: -46, current: 210 }),
  pattern('Delayed accelerating', { C: 200, gL: 12, EL: -70, a: -10, tauW: 300, b: 0, reset: -58, current: 300 }),
  pattern('Delayed regular bursting', { C: 100, gL: 10, EL: -65, a: -10, tauW: 90, b: 30, reset: -47, current: 110 }),
  pattern('Transient', { C: 100, gL: 10, EL: -65, a: 10, tauW: 90, b: 100, reset: -47, current: 180 }),
  pattern('Irregular', { C: 100, gL: 12, EL: -60, a: -11, tauW: 130, b: 30, reset: -48, current: 160 }),
];
