import type { ParameterSet, Protocol } from '../types.ts';

const SOURCE = 'Izhikevich, IEEE Trans Neural Netw 15 (2004) 1063, figure 1, and its published program';

type Stimulus = Protocol['stimuli'][number];
type Texts = Readonly<Record<string, string>>;

/** The program's `a, b, c, d`, the initial v, and its step and duration in ms. */
interface Row {
  readonly numbers: readonly [a: number, b: number, c: number, d: number];
  readonly v: number;
  readonly dt: number;
  readonly duration: number;
  readonly stimuli: readonly Stimulus[];
  /** Where recovery does not start on its nullcline u = b v. */
  readonly u?: number;
  readonly others?: Texts;
}

const pA = (value: number): string => `${value} pA`;
const ms = (value: number): string => `${value} ms`;

/** The program compares times with `>`: its current is on from the step after the time that the paper names. */
function step(amplitude: number, onset: number, offset?: number): Stimulus {
  const end = offset === undefined ? {} : { offset: ms(offset) };
  return { model: 'step', parameters: { amplitude: pA(amplitude), onset: ms(onset), ...end } };
}

/** `count` pulses, the first from `onset`. */
function pulses(amplitude: number, onset: number, width: number, period: number, count: number): Stimulus {
  const times = { onset: ms(onset), width: ms(width), period: ms(period), count: String(count) };
  return { model: 'pulse-train', parameters: { amplitude: pA(amplitude), ...times } };
}

/** A current that rises evenly from one value to another. */
function ramp(from: number, to: number, onset: number, duration: number): Stimulus {
  const course = { baseline: pA(from), amplitude: pA(to), onset: ms(onset), duration: ms(duration) };
  return { model: 'ramp', parameters: course };
}

function pattern(name: string, { numbers, v, u, dt, duration, stimuli, others = {} }: Row): ParameterSet {
  const [a, b, c, d] = numbers;
  const recovery = u ?? Number((b * v).toFixed(6));
  return {
    name,
    group: 'Patterns (2004)',
    parameters: { a: `${a} 1/ms`, b: String(b), c: `${c} mV`, d: `${d} mV`, ...others },
    initial: { v: `${v} mV`, u: `${recovery} mV` },
    integrator: 'sequential_euler',
    protocol: { duration: ms(duration), dt: ms(dt), stimuli },
    source: SOURCE,
  };
}

/** Class 1 and the integrator have another quadratic: 0.04 v^2 + 4.1 v + 108. */
const CLASS_1: Texts = { beta: '4.1', gamma: '108 mV' };
/** Accommodation has u' = a b (v + 65). */
const ACCOMMODATION: Texts = { V_u: '-65 mV', e: '0' };

/** The twenty patterns, A to T. Pure numbers read as mV, ms and pA. */
export const izhikevichPatterns: readonly ParameterSet[] = [
  pattern('A Tonic spiking', {
    numbers: [0.02, 0.2, -65, 6],
    v: -70,
    dt: 0.25,
    duration: 100,
    stimuli: [step(14, 10.25)],
  }),
  pattern('B Phasic spiking', {
    numbers: [0.02, 0.25, -65, 6],
    v: -64,
    dt: 0.25,
    duration: 200,
    stimuli: [step(0.5, 20.25)],
  }),
  pattern('C Tonic bursting', {
    numbers: [0.02, 0.2, -50, 2],
    v: -70,
    dt: 0.25,
    duration: 220,
    stimuli: [step(15, 22.25)],
  }),
  pattern('D Phasic bursting', {
    numbers: [0.02, 0.25, -55, 0.05],
    v: -64,
    dt: 0.2,
    duration: 200,
    stimuli: [step(0.6, 20.2)],
  }),
  pattern('E Mixed mode', {
    numbers: [0.02, 0.2, -55, 4],
    v: -70,
    dt: 0.25,
    duration: 160,
    stimuli: [step(10, 16.25)],
  }),
  pattern('F Spike frequency adaptation', {
    numbers: [0.01, 0.2, -65, 8],
    v: -70,
    dt: 0.25,
    duration: 85,
    stimuli: [step(30, 8.75)],
  }),
  pattern('G Class 1 excitable', {
    numbers: [0.02, -0.1, -55, 6],
    v: -60,
    dt: 0.25,
    duration: 300,
    stimuli: [ramp(0, 20.25, 30, 270)],
    others: CLASS_1,
  }),
  pattern('H Class 2 excitable', {
    numbers: [0.2, 0.26, -65, 0],
    v: -64,
    dt: 0.25,
    duration: 300,
    stimuli: [ramp(-0.5, 3.55, 30, 270)],
  }),
  pattern('I Spike latency', {
    numbers: [0.02, 0.2, -65, 6],
    v: -70,
    dt: 0.2,
    duration: 100,
    stimuli: [step(7.04, 10.2, 13)],
  }),
  pattern('J Subthreshold oscillation', {
    numbers: [0.05, 0.26, -60, 0],
    v: -62,
    dt: 0.25,
    duration: 200,
    stimuli: [step(2, 20.25, 25)],
  }),
  pattern('K Resonator', {
    numbers: [0.1, 0.26, -60, -1],
    v: -62,
    dt: 0.25,
    duration: 400,
    stimuli: [pulses(0.65, 40.25, 3.75, 20, 2), pulses(0.65, 280.25, 3.75, 40, 2)],
  }),
  pattern('L Integrator', {
    numbers: [0.02, -0.1, -55, 6],
    v: -60,
    dt: 0.25,
    duration: 100,
    stimuli: [pulses(9, 9.25, 2, 5, 2), pulses(9, 70.25, 1.75, 10, 2)],
    others: CLASS_1,
  }),
  pattern('M Rebound spike', {
    numbers: [0.03, 0.25, -60, 4],
    v: -64,
    dt: 0.2,
    duration: 200,
    stimuli: [step(-15, 20.2, 25)],
  }),
  pattern('N Rebound burst', {
    numbers: [0.03, 0.25, -52, 0],
    v: -64,
    dt: 0.2,
    duration: 200,
    stimuli: [step(-15, 20.2, 25)],
  }),
  pattern('O Threshold variability', {
    numbers: [0.03, 0.25, -60, 4],
    v: -64,
    dt: 0.25,
    duration: 100,
    stimuli: [step(1, 10.25, 15), step(-6, 70.25, 75), step(1, 80.25, 85)],
  }),
  pattern('P Bistability', {
    numbers: [0.1, 0.26, -60, 0],
    v: -61,
    dt: 0.25,
    duration: 300,
    stimuli: [step(0.24, 0), step(1, 37.75, 42.5), step(1, 216.25, 221)],
  }),
  pattern('Q Depolarising after-potential', {
    numbers: [1, 0.2, -60, -21],
    v: -70,
    dt: 0.1,
    duration: 50,
    stimuli: [step(20, 9.1, 11)],
  }),
  pattern('R Accommodation', {
    numbers: [0.02, 1, -55, 4],
    v: -65,
    u: -16,
    dt: 0.5,
    duration: 400,
    stimuli: [ramp(0, 8, 0, 200), step(-8, 200), ramp(0, 4, 300, 12.5), step(-4, 312.5)],
    others: ACCOMMODATION,
  }),
  pattern('S Inhibition-induced spiking', {
    numbers: [-0.02, -1, -60, 8],
    v: -63.8,
    dt: 0.5,
    duration: 350,
    stimuli: [step(80, 0), step(-5, 50, 250.5)],
  }),
  pattern('T Inhibition-induced bursting', {
    numbers: [-0.026, -1, -45, -2],
    v: -63.8,
    dt: 0.5,
    duration: 350,
    stimuli: [step(80, 0), step(-5, 50, 250.5)],
  }),
];
