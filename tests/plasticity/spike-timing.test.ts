import { describe, expect, it } from 'vitest';
import { pairs, randomTrains, rule, weightsAfter } from './networks.ts';

/** Of one pair: post spike `dt` ms after the pre spike; in units of w_max. */
const changes = async (model: string, parameters: Record<string, string>, dts: readonly number[]) => {
  const trains = dts.map((dt) => ({ pre: [200], post: [200 + dt] }));
  const weights = await weightsAfter(pairs([rule(model, parameters)], trains), 400);
  return weights.map((weight) => weight - 0.5);
};

const LAGS = [-80, -40, -20, -10, -5, -1, -0.1, 0.1, 1, 5, 10, 20, 40, 80];

describe('a pair of spikes', () => {
  it.each(['stdp-additive', 'stdp-nearest'])('changes the weight by the exponential window of %s', async (model) => {
    const found = await changes(model, { tau_minus: '34 ms' }, LAGS);
    const expected = LAGS.map((dt) => (dt > 0 ? 0.01 * Math.exp(-dt / 20) : -0.0105 * Math.exp(dt / 34)));
    found.forEach((change, k) => {
      expect(change).toBeCloseTo(expected[k] ?? 0, 13);
    });
  });

  it('at 10 ms changes it by the published values', async () => {
    const [ltp, ltd] = await changes('stdp-additive', {}, [10, -10]);
    expect(ltp).toBeCloseTo(0.00606531, 8);
    expect(ltd).toBeCloseTo(-0.00636857, 8);
  });

  it('in one step counts as pre before post', async () => {
    const [change] = await changes('stdp-additive', {}, [0]);
    expect(change).toBeCloseTo(0.01, 13);
  });

  it('changes multiplicative weights in proportion to the room left', async () => {
    const [ltp, ltd] = await changes('stdp-multiplicative', { w_max: '2 mV' }, [10, -10]);
    expect(ltp).toBeCloseTo(0.01 * 1.5 * Math.exp(-0.5), 13);
    expect(ltd).toBeCloseTo(-0.0105 * 0.5 * Math.exp(-0.5), 13);
  });

  it('counts from the arrival, delay later', async () => {
    const document = pairs([rule('stdp-additive')], [{ pre: [200], post: [210] }], { delay: '4 ms' });
    const [weight = 0] = await weightsAfter(document, 400);
    expect(weight - 0.5).toBeCloseTo(0.01 * Math.exp(-6 / 20), 13);
  });
});

interface Synapse {
  w: number;
  /** Fast and slow trace of the source and of the target. */
  readonly traces: { r1: number; r2: number; o1: number; o2: number };
}

/** Plain loops over steps of 0.1 ms, written from the papers. */
function reference(
  pre: readonly number[],
  post: readonly number[],
  taus: Record<keyof Synapse['traces'], number>,
  onPre: (synapse: Synapse) => void,
  onPost: (synapse: Synapse) => void,
): number {
  const synapse: Synapse = { w: 0.5, traces: { r1: 0, r2: 0, o1: 0, o2: 0 } };
  const [arrivals, spikes] = [pre, post].map((times) => new Set(times.map((timeMs) => Math.round(timeMs * 10))));
  for (let step = 0; step < 20_000; step++) {
    if (arrivals?.has(step)) onPre(synapse);
    if (spikes?.has(step)) onPost(synapse);
    synapse.w = Math.min(1, Math.max(0, synapse.w));
    for (const name of ['r1', 'r2', 'o1', 'o2'] as const) synapse.traces[name] *= Math.exp(-0.1 / taus[name]);
  }
  return synapse.w;
}

const pre = randomTrains(6, 20, 2000, 1);
const post = randomTrains(6, 25, 2000, 2);
const trains = pre.map((train, k) => ({ pre: train, post: post[k] ?? [] }));

async function compare(
  model: string,
  parameters: Record<string, string>,
  expected: (pre: readonly number[], post: readonly number[]) => number,
): Promise<void> {
  const weights = await weightsAfter(pairs([rule(model, parameters)], trains), 2000);
  trains.forEach((train, k) => {
    expect(weights[k]).toBeCloseTo(expected(train.pre, train.post), 10);
    // Weights that stayed, or that all end at a bound, would show nothing.
    expect(Math.abs((weights[k] ?? 0.5) - 0.5)).toBeGreaterThan(1e-4);
  });
}

describe('random trains', () => {
  it.each([
    ['visual cortex', { A2p: 5e-10, A3p: 6.2e-3, A2m: 7e-3, A3m: 2.3e-4, r2: 101, o2: 125 }],
    ['hippocampus', { A2p: 6.1e-3, A3p: 6.7e-3, A2m: 1.6e-3, A3m: 1.4e-3, r2: 946, o2: 27 }],
  ])('change triplet weights as plain loops do: %s', async (_name, set) => {
    const parameters = {
      A2_plus: String(set.A2p),
      A3_plus: String(set.A3p),
      A2_minus: String(set.A2m),
      A3_minus: String(set.A3m),
      tau_x: `${set.r2} ms`,
      tau_y: `${set.o2} ms`,
    };
    await compare('triplet', parameters, (ownPre, ownPost) =>
      reference(
        ownPre,
        ownPost,
        { r1: 16.8, r2: set.r2, o1: 33.7, o2: set.o2 },
        (synapse) => {
          const { traces } = synapse;
          synapse.w = Math.max(0, synapse.w - traces.o1 * (set.A2m + set.A3m * traces.r2));
          traces.r1 += 1;
          traces.r2 += 1;
        },
        (synapse) => {
          const { traces } = synapse;
          synapse.w += traces.r1 * (set.A2p + set.A3p * traces.o2);
          traces.o1 += 1;
          traces.o2 += 1;
        },
      ),
    );
  });

  const TAUS = { r1: 20, r2: 1, o1: 20, o2: 1 };

  it('change nearest-spike weights as plain loops do', async () => {
    await compare('stdp-nearest', {}, (ownPre, ownPost) =>
      reference(
        ownPre,
        ownPost,
        TAUS,
        (synapse) => {
          synapse.w = Math.max(0, synapse.w - 0.0105 * synapse.traces.o1);
          synapse.traces.r1 = 1;
        },
        (synapse) => {
          synapse.w += 0.01 * synapse.traces.r1;
          synapse.traces.o1 = 1;
        },
      ),
    );
  });

  it('change multiplicative weights as plain loops do', async () => {
    await compare('stdp-multiplicative', {}, (ownPre, ownPost) =>
      reference(
        ownPre,
        ownPost,
        TAUS,
        (synapse) => {
          synapse.w -= 0.0105 * synapse.w * synapse.traces.o1;
          synapse.traces.r1 += 1;
        },
        (synapse) => {
          synapse.w += 0.01 * (1 - synapse.w) * synapse.traces.r1;
          synapse.traces.o1 += 1;
        },
      ),
    );
  });

  it('change weights by inhibitory STDP as plain loops do', async () => {
    await compare('vogels', { eta: '0.01', rho_0: '20 Hz' }, (ownPre, ownPost) =>
      reference(
        ownPre,
        ownPost,
        TAUS,
        (synapse) => {
          synapse.w = Math.max(0, synapse.w + 0.01 * (synapse.traces.o1 - 2 * 0.02 * 20));
          synapse.traces.r1 += 1;
        },
        (synapse) => {
          synapse.w += 0.01 * synapse.traces.r1;
          synapse.traces.o1 += 1;
        },
      ),
    );
  });
});
