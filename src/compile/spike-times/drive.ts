import { evaluateProgram } from '../../equations/index.ts';
import { middle, startOf, wayOf } from '../decays.ts';
import { spikeLoads } from '../stability/load.ts';
import type { Assembly } from '../wiring.ts';
import type { Drive, Neuron } from './trial.ts';

/** Times of the run at which currents are looked at, and the part of them at which the one that is taken is not exceeded. */
const TIMES = 32;
const SUSTAINED = 0.75;

/**
 * What stimuli bring a neuron of a population, where they drive it for a good part of the run: currents that follow from time, those with states of their
 * own as they are on average, and spikes of known rates. What other populations bring is not known before the run.
 */
export function stimulated(
  assembly: Assembly,
  index: number,
  { group, timescales }: Neuron,
  durationMs: number,
): Drive {
  const { speeds } = timescales.lowered;
  const start = startOf(timescales);
  const membrane = wayOf(timescales)?.membrane ?? -1;
  const drives = Array.from({ length: TIMES }, (_, k) => {
    const time = ((k + 0.5) / TIMES) * durationMs;
    return { time, rate: evaluateProgram(speeds.rates, { ...start, time })[membrane] ?? Number.NaN };
  });
  const ordered = drives.sort((a, b) => a.rate - b.rate).slice(Math.floor(SUSTAINED * TIMES));
  const { time: timeMs = 0 } = ordered[0] ?? {};
  const varies = ordered[0]?.rate !== ordered.at(-1)?.rate;
  const injected = assembly.injections.filter(({ target }) => target === index);
  const current = injected.reduce((sum, { source, output, scale }) => {
    const states = assembly.groups[source]?.config.states ?? [];
    const program = assembly.groups[source]?.config.outputs[output.index]?.program;
    const values = states.map(({ initial }) => middle(initial));
    const value =
      output.of === 'state'
        ? values[output.index]
        : program && evaluateProgram(program, { ...start, states: values })[0];
    return sum + scale * (value ?? 0);
  }, 0);
  const arrivals = new Map<string, number>();
  for (const { state, weight, degree, rateKHz } of spikeLoads(assembly, index)) {
    const name = group.config.states[state]?.name;
    if (name === undefined || rateKHz === null) continue;
    arrivals.set(name, (arrivals.get(name) ?? 0) + degree() * weight * rateKHz);
  }
  return { timeMs, current, arrivals, isRough: varies || arrivals.size > 0 || injected.length > 0 };
}
