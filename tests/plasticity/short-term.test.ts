import { describe, expect, it } from 'vitest';
import { given, network, population, rule, synapse, withEngine } from './networks.ts';

/** What each spike of a 20 Hz train adds to a state that forgets in between, in units of the weight. */
async function amplitudes(parameters: Record<string, string>, weightPa: number, edge = {}): Promise<number[]> {
  const times = [100, 150, 200, 250, 300];
  const document = network(
    [given('pre', [times]), population('T', 1)],
    [
      synapse('S', 'pre', 'T', {
        model: 'exponential-current',
        weight: `${weightPa} pA`,
        parameters: { tau: '0.5 ms' },
        plasticity: [rule('tsodyks-markram', parameters)],
        ...edge,
      }),
    ],
  );
  return withEngine(document, (engine, projection, config) => {
    const { state, target } = config.projections[projection] ?? { state: -1, target: -1 };
    return times.map((timeMs) => {
      engine.advance(Math.round(timeMs / config.dtMs) + 1 - engine.step);
      return (engine.readState(target, state)[0] ?? 0) / weightPa;
    });
  });
}

describe('amplitudes at 20 Hz', () => {
  it('of a depressing synapse fall as NEST has them', async () => {
    const found = await amplitudes({ U: '0.5', tau_rec: '800 ms', tau_facil: '0.1 ms' }, 100);
    [0.5, 0.26515, 0.15483, 0.10302, 0.07868].forEach((value, k) => {
      expect(found[k]).toBeCloseTo(value, 5);
    });
  });

  it('of a facilitating synapse rise first', async () => {
    const found = await amplitudes({ U: '0.15', tau_rec: '130 ms', tau_facil: '530 ms' }, 100);
    [0.15, 0.23886, 0.27319, 0.27893, 0.27582].forEach((value, k) => {
      expect(found[k]).toBeCloseTo(value, 5);
    });
  });

  it('follow the recursion between spikes to rounding', async () => {
    const [U, rec, facil] = [0.3, 300, 200];
    const found = await amplitudes({ U: String(U), tau_rec: `${rec} ms`, tau_facil: `${facil} ms` }, 100);
    let [u, x] = [U, 1];
    found.forEach((amplitude) => {
      expect(amplitude).toBeCloseTo(u * x, 12);
      x = 1 + (x - x * u - 1) * Math.exp(-50 / rec);
      u = U + u * (1 - U) * Math.exp(-50 / facil);
    });
  });

  it('take sign and relative strength', async () => {
    const [first] = await amplitudes({ U: '0.5' }, 100, { sign: 'inhibitory', relativeStrength: 4 });
    expect(first).toBeCloseTo(-2, 12);
  });
});

it('short-term and spike-timing rules on one edge release what the learned weight and the resources give', async () => {
  const document = network(
    [given('pre', [[100, 150]]), given('drive', [[104.9]]), population('T', 1)],
    [
      synapse('S', 'pre', 'T', {
        model: 'exponential-current',
        weight: '0.5 pA',
        parameters: { tau: '0.5 ms' },
        plasticity: [rule('tsodyks-markram'), rule('stdp-additive')],
      }),
      synapse('D', 'drive', 'T', { weight: '1000 mV' }),
    ],
  );
  await withEngine(document, (engine, projection, config) => {
    const { state, target } = config.projections[projection] ?? { state: -1, target: -1 };
    engine.advance(1501);
    const learned = 0.5 + 0.01 * Math.exp(-5 / 20);
    const resources = 1 - 0.5 * Math.exp(-50 / 800);
    expect(engine.readState(target, state)[0]).toBeCloseTo(learned * 0.5 * resources, 12);
    // The second arrival comes 45 ms after the spike of the target.
    expect(engine.readWeights(projection).weights[0]).toBeCloseTo(learned - 0.0105 * Math.exp(-45 / 20), 12);
  });
});
