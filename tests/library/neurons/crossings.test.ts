import { describe, expect, it, test } from 'vitest';
import { compile } from '../../../src/compile/index.ts';
import type { EngineConfig } from '../../../src/contract/index.ts';
import { createEngine } from '../../../src/engine/index.ts';
import { findNeuron, neurons } from '../../../src/library/neurons/index.ts';
import { Recordings } from '../../../src/session/recordings.ts';
import cases from './crossings.brian2.json' with { type: 'json' };
import { constantCurrent, networkOf, run, upstrokes } from './run.ts';

/** Models that reset nothing: their spikes are crossings. */
const CROSSING = neurons.flatMap(({ id, threshold, reset }) => (threshold !== null && reset === '' ? [id] : []));

const cutOf = (id: string): number => {
  const declared = findNeuron(id)?.parameters.find(({ name }) => name === 'V_cut');
  return Number.parseFloat(declared?.default ?? '');
};

/** The spikes of neurons under constant currents of their own, as steps, by RK4. */
async function spikesUnder({ model, dtMs, periodMs, steps, currentsPA }: (typeof cases)[number]): Promise<number[][]> {
  const network = networkOf({
    model,
    parameters: { t_ref: `${periodMs} ms` },
    integrator: 'rk4',
    stimuli: constantCurrent(1),
    durationMs: steps * dtMs,
    dtMs,
  });
  const { config: compiled, problems } = compile(network);
  if (compiled === null || problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  const amplitudes = { kind: 'array', values: Float64Array.from(currentsPA) } as const;
  const config: EngineConfig = {
    ...compiled,
    groups: compiled.groups.map((group) => ({
      ...group,
      size: currentsPA.length,
      parameters: group.parameters.map((parameter) =>
        parameter.name === 'amplitude_in1' ? { ...parameter, values: amplitudes } : parameter,
      ),
    })),
    recorders: [{ kind: 'spikes', of: { of: 'group', index: 0 } }],
  };
  const engine = await createEngine(config);
  const recordings = new Recordings(config);
  recordings.append(engine.advance(steps));
  engine.dispose();
  const spikes = recordings.spikes(0);
  return currentsPA.map((_, element) => [...spikes.steps].filter((_step, k) => spikes.elements[k] === element));
}

describe('spikes of models that reset nothing', () => {
  it('are upward crossings in all of them', () => {
    expect(CROSSING.length).toBeGreaterThan(0);
    for (const id of CROSSING) expect([id, findNeuron(id)?.refractoryWhile]).toEqual([id, findNeuron(id)?.threshold]);
    expect([...new Set(cases.map(({ model }) => model))].sort()).toEqual([...CROSSING].sort());
  });

  // From tests/reference/threshold-crossings.py: currents from the onset of firing to depolarisation block.
  test.each(cases.map((one) => [one.model, one.periodMs, one.currentsPA.length, one] as const))(
    "%s with a period of %d ms: Brian2's to the step under %d currents",
    async (_, _period, _count, one) => {
      expect(await spikesUnder(one)).toEqual(one.spikes);
    },
  );

  it('are one where a current blocks the neuron, and as many as action potentials where it fires fast', () => {
    const countOf = (model: string, current: number): number[] =>
      cases.flatMap((one) =>
        one.model === model && one.periodMs === 0 && one.currentsPA.length === 1 && one.currentsPA[0] === current
          ? one.spikes.map((steps) => steps.length)
          : [],
      );
    expect(countOf('fitzhugh-nagumo', 2.5)).toEqual([1]);
    expect(countOf('hodgkin-huxley', 200_000)).toEqual([1]);
    expect(countOf('traub-miles', 12_800)).toEqual([498]);
  });

  test.each(CROSSING)('%s, started above V_cut, has not crossed it', async (model) => {
    const { spikesMs, traces } = await run({
      model,
      initial: { v: `${cutOf(model) + 0.4} mV` },
      integrator: 'rk4',
      durationMs: 40,
      dtMs: 0.02,
    });
    expect(spikesMs.length).toBe(upstrokes(traces.v, cutOf(model)));
  });
});
