import { describe, expect, test } from 'vitest';
import { measuredOf } from '../../src/analysis/measures/index.ts';
import { recordOf } from '../../src/analysis/record.ts';
import { compile } from '../../src/compile/index.ts';
import type { NetworkDocument, StimulusNode, SynapseEdge } from '../../src/document/schema.ts';
import { createEngine } from '../../src/engine/index.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { configOf, edge, engineOf, messagesOf, network, population, stateOf } from './networks.ts';

const DT = 0.1;

/** A neuron that fires when it is told to, and one that it reaches through a synapse. */
function pair(timesMs: readonly number[], synapse: Partial<SynapseEdge>, target: Record<string, string> = {}) {
  const given: StimulusNode = {
    id: 'S',
    name: 'S',
    kind: 'stimulus',
    model: 'given-spikes',
    position: { x: 0, y: 0 },
    parameters: {},
    enabled: true,
    spikeTimes: [timesMs.map((time) => `${time} ms`)],
  };
  return network(
    [
      population('A', { parameters: { t_ref: '0 ms' } }),
      population('B', { parameters: target, initial: { v: target.E_L ?? 'E_L' }, integrator: 'euler' }),
      given,
    ],
    [edge('S', 'A', { model: 'delta', weight: '1 V', delay: '0 ms' }), edge('A', 'B', { weight: '2 nS', ...synapse })],
    { dt: `${DT} ms` },
  );
}

/** x and s of Wang (2002) at `untilMs`, in steps of 1 us; spikes arrive at the times given. */
function reference(arrivalsMs: readonly number[], untilMs: number): { x: number; s: number } {
  const fine = 1e-3;
  const due = new Set(arrivalsMs.map((time) => Math.round(time / fine)));
  let [x, s] = [0, 0];
  for (let k = 0; k < Math.round(untilMs / fine); k++) {
    if (due.has(k)) x += 1;
    const middle = x * Math.exp(-fine / 4);
    const slope = (value: number, at: number) => -value / 100 + 0.5 * at * (1 - value);
    s += fine * slope(s + (fine / 2) * slope(s, x), middle);
    x *= Math.exp(-fine / 2);
  }
  return { x, s };
}

describe('NMDA', () => {
  const times = [5, 8, 11, 14, 30, 31, 32];

  test('opens and saturates as an independent integration has it, after the delay', async () => {
    const document = pair(times, { model: 'nmda', delay: '3 ms' });
    const config = configOf(document);
    const engine = await createEngine(config);
    for (const untilMs of [7, 9, 20, 33.5, 60]) {
      engine.advance(Math.round(untilMs / DT) - engine.step);
      // The neuron fires a step after it is kicked; what arrives in a step acts from its end on.
      const { x, s } = reference(
        times.map((time) => time + 3 + 2 * DT),
        untilMs,
      );
      // First order in the step: x is held through it.
      expect(Math.abs((stateOf(engine, config, 0, 'x_out1')[0] ?? 0) - x)).toBeLessThan(1e-9);
      expect(Math.abs((stateOf(engine, config, 0, 's_out1')[0] ?? 0) - s)).toBeLessThan(0.01);
    }
    expect(stateOf(engine, config, 0, 's_out1')[0]).toBeGreaterThan(0.5);
  });

  test('the jump comes in the step that the delay says', async () => {
    for (const [delay, steps] of [
      ['0 ms', 0],
      ['0.1 ms', 1],
      ['2.5 ms', 25],
    ] as const) {
      const document = pair([1], { model: 'nmda', delay });
      const config = configOf(document);
      const engine = await createEngine(config);
      // The spike itself is emitted in the step after the kick that brings it.
      let fired = -1;
      for (let step = 0; step < 60 && fired < 0; step++) {
        engine.advance(1);
        if ((stateOf(engine, config, 0, 'x_out1')[0] ?? 0) > 0) fired = step;
      }
      expect(fired - 11).toBe(steps);
    }
  });

  test.each([
    ['-70 mV', 0.0444703],
    ['-50.00001 mV', 0.1385442],
    ['0 mV', 0.7811816],
  ])('at %s magnesium leaves %f of it', async (rest, open) => {
    // At rest, without a leak: dv = dt R I/tau.
    const cell = { E_L: rest, V_th: '1 V', tau_m: '1000 s', R: '1 GOhm' };
    const document = pair([5], { model: 'nmda', delay: '0 ms', parameters: { E_syn: '10 mV' } }, cell);
    const config = configOf(document);
    const engine = await createEngine(config);
    engine.advance(100);
    const [v, s] = [stateOf(engine, config, 1, 'v')[0] ?? 0, stateOf(engine, config, 0, 's_out1')[0] ?? 0];
    engine.advance(1);
    const current = (((stateOf(engine, config, 1, 'v')[0] ?? 0) - v) * 1e6) / DT;
    expect(current / (2 * s * (10 - v))).toBeCloseTo(open, 5);
  });

  test('a drawn delay is refused, since the state is the source’s', () => {
    const document = pair([1], { model: 'nmda', delay: { uniform: ['1 ms', '2 ms'] } });
    expect(messagesOf(document)).toEqual([
      'Synapse "A-B": the delay of "NMDA, saturating" is that of a state of the source, which all its synapses share; it must be one number.',
    ]);
  });

  test('a stimulus has no state to open it', () => {
    const document = pair([1], {});
    const onB = document.edges.map((one) => (one.id === 'A-B' ? { ...one, source: 'S', model: 'nmda' } : one));
    expect(messagesOf({ ...document, edges: onB })[0]).toMatch(/a spike stimulus has no state to read/);
  });
});

test('edges of equal parameters read one state of the source; others have their own', () => {
  const document = pair([1], { model: 'nmda', delay: '1 ms' });
  const more = (fields: Partial<SynapseEdge>): NetworkDocument => ({
    ...document,
    edges: [...document.edges, edge('A', 'A', { model: 'nmda', weight: '1 nS', delay: '1 ms', ...fields })],
  });
  const statesOf = (network: NetworkDocument): string[] =>
    configOf(network).groups[0]?.states.map(({ name }) => name) ?? [];
  expect(statesOf(more({}))).toEqual(['v', 'x_out1', 's_out1']);
  expect(statesOf(more({ parameters: { tau_d: '80 ms' } }))).toEqual(['v', 'x_out1', 's_out1', 'x_out2', 's_out2']);
  expect(statesOf(more({ delay: '2 ms' }))).toEqual(['v', 'x_out1', 's_out1', 'x_out2', 's_out2']);
  expect(configOf(more({})).projections.filter(({ rule }) => rule.kind === 'one-to-one')).toHaveLength(1);
});

/** Interneurons whose current of 100 pA is put into the leak (g_L dE, so that it can be drawn): indices of the second of two seconds. */
async function interneurons(size: number, sdMv: number, seed: number, synapse: Partial<SynapseEdge>) {
  const document = network(
    [
      population('I', {
        model: 'wang-buzsaki',
        size,
        parameters: { E_L: { normal: ['-55 mV', `${sdMv} mV`] } },
        initial: { v: { uniform: ['-70 mV', '-55 mV'] } },
      }),
    ],
    [edge('I', 'I', synapse)],
    { dt: '0.05 ms', duration: '2 s', from: '1 s', seed },
  );
  const { config, map } = compile(document);
  if (config === null) throw new Error(messagesOf(document).join('\n'));
  const engine = await engineOf(document);
  const recordings = new Recordings(config);
  for (let k = 0; k < 40; k++) recordings.append(engine.advance(1000));
  engine.dispose();
  const [observed] = map.populations;
  const spikes = recordings.spikes(observed?.spikes ?? 0);
  const moments = recordings.moments(observed?.moments ?? 0);
  const record = recordOf(spikes, size, 0.05, { fromMs: 1000, toMs: 2000 }, moments);
  const value = (id: string): number => measuredOf(id, record).value ?? Number.NaN;
  return { rateHz: value('rateHz'), R: value('R'), chi: value('chi'), cv: value('cv') };
}

describe('interneurons that inhibit each other (Wang and Buzsáki 1996)', () => {
  const inhibited = (weight: string, sdMv: number) =>
    interneurons(100, sdMv, 4, { model: 'graded', sign: 'inhibitory', weight });

  test('are synchronous where they are alike', async () => {
    const { rateHz, R } = await inhibited('0.1 nS', 0);
    expect(Math.abs(rateHz - 40)).toBeLessThan(1.5);
    expect(R).toBeGreaterThan(0.97);
  }, 60_000);

  test('and where their currents differ by 3 %, but not by 10 %', async () => {
    const few = await inhibited('0.1 nS', 0.3);
    expect(Math.abs(few.rateHz - 39.7)).toBeLessThan(2);
    // Between 0.80 and 0.92 for other seeds: which neurons drop out depends on the currents drawn.
    expect(few.R).toBeGreaterThan(0.75);
    const many = await inhibited('0.1 nS', 1);
    expect(Math.abs(many.rateHz - 34.3)).toBeLessThan(2);
    expect(many.R).toBeLessThan(0.5);
  }, 60_000);

  test('without inhibition each fires at its own 60 Hz', async () => {
    expect(Math.abs((await inhibited('0 nS', 0)).rateHz - 60.4)).toBeLessThan(1.5);
  }, 60_000);
});

/** Independent simulation: chi 0.14 up to g = 0.02 mS/cm2 in all, 0.37 (R 0.66) at 0.05; here 0.30 to 0.33 over four seeds. */
test('gap junctions synchronise interneurons whose currents differ by 5 %, once they are strong enough', async () => {
  const joined = (weight: string) => interneurons(50, 0.5, 1, { model: 'gap-junction', weight });
  expect((await joined('0.04 nS')).chi).toBeLessThan(0.2);
  const strong = await joined('0.1 nS');
  expect(Math.abs((strong.chi ?? 0) - 0.33)).toBeLessThan(0.06);
  expect(strong.R).toBeGreaterThan(0.5);
}, 60_000);
