import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { addPopulation, addStimulus, connect } from '../../src/document/commands.ts';
import { emptyNetwork, type NetworkDocument, type StimulusNode } from '../../src/document/schema.ts';
import { liveChanges } from '../../src/engine/index.ts';

function network(stimulus: Partial<StimulusNode>): NetworkDocument {
  const base = { id: 'S', name: 'S', position: { x: 0, y: 0 }, parameters: {}, enabled: true };
  return {
    ...emptyNetwork(),
    nodes: [
      { kind: 'stimulus', model: 'gamma', ...base, ...stimulus },
      {
        ...{ id: 'P', name: 'P', kind: 'population', model: 'lif', size: 3, position: { x: 0, y: 0 } },
        ...{ parameters: {}, initial: {}, integrator: 'default' },
      },
    ],
  };
}

const sourceOf = (stimulus: Partial<StimulusNode>) => {
  const { config, problems } = compile(network(stimulus));
  expect(problems).toEqual([]);
  return config?.sources[0];
};

const problemOf = (stimulus: Partial<StimulusNode>) => {
  const { problems } = compile(network(stimulus));
  expect(problems).toHaveLength(1);
  return [problems[0]?.field, problems[0]?.message];
};

const profile = (points: StimulusNode['profile'], parameters: StimulusNode['parameters'] = {}) => ({
  model: 'rate-profile',
  profile: points,
  parameters,
});

describe('a rate profile', () => {
  it('becomes points in ms and kHz, with a period where it repeats', () => {
    const points: StimulusNode['profile'] = [
      ['0 ms', '5 Hz'],
      ['0.2 s', '0.04 kHz'],
    ];
    const source = sourceOf(profile(points, { size: '7', period: '250 ms', onset: '10 ms', offset: '1 s' }));
    expect(source).toMatchObject({ kind: 'profile', size: 7, periodMs: 250, startMs: 10, stopMs: 1000 });
    expect(source).toMatchObject({ timesMs: Float64Array.of(0, 200), ratesKHz: Float64Array.of(0.005, 0.04) });
    expect(sourceOf(profile(points))).toMatchObject({ periodMs: null });
  });

  it.each([
    [profile([]), 'profile', 'Stimulus "S": the rate profile has no point. Add one, such as 0 ms, 20 Hz.'],
    [
      profile([
        ['5 ms', '1 Hz'],
        ['3 ms', '1 Hz'],
      ]),
      'profile.1.0',
      'Stimulus "S": point 2 of the rate profile is at 3 ms; must be at least 5 ms, the time of the point before.',
    ],
    [
      profile([['5 ms', '-1 Hz']]),
      'profile.0.1',
      'Stimulus "S": rate at a point is -1 Hz; must be at least 0 Hz. Try 20 Hz.',
    ],
    [
      profile([['50 ms', '1 Hz']], { period: '20 ms' }),
      'parameters.period',
      'Stimulus "S": the profile repeats every 20 ms; must be 0 ms (no repeat) or at least 50 ms, the time of the last point.',
    ],
  ])('is refused with its field and a sentence, case %#', (stimulus, field, message) => {
    expect(problemOf(stimulus)).toEqual([field, message]);
  });
});

describe('a Poisson source', () => {
  it('may bring many spikes in a step', () => {
    expect(sourceOf({ model: 'poisson', parameters: { rate: '20 MHz' } })).toMatchObject({
      rateKHz: { kind: 'constant', value: 20_000 },
    });
  });

  it.each([
    [{ rate: '30 MHz' }, '30000000 Hz, 1500 spikes'],
    [{ rate: { uniform: ['1 Hz', '40 MHz'] } as const }, '40000000 Hz, 2000 spikes'],
  ])('is refused where they are more than anybody means: %j', (parameters, said) => {
    const rate = parameters.rate;
    const given = typeof rate === 'string' ? rate : { uniform: [...rate.uniform] as [string, string] };
    expect(problemOf({ model: 'poisson', parameters: { rate: given } })).toEqual([
      'parameters.rate',
      `Stimulus "S": the rate of a train is ${said} in a time step of 0.05 ms; must be at most 20000000 Hz, 1000 spikes in a step.`,
    ]);
  });

  it('changes its rate while it runs, and needs a build for a rate of each train', () => {
    const configOf = (rate: StimulusNode['parameters'][string]) => {
      const { config } = compile(network({ model: 'poisson', parameters: { rate } }));
      if (config === null) throw new Error('no configuration');
      return config;
    };
    const drawn = configOf({ uniform: ['1 Hz', '40 Hz'] });
    expect(liveChanges(configOf('20 Hz'), configOf('30 Hz'))).toHaveLength(1);
    expect(liveChanges(drawn, configOf('30 Hz'))).toHaveLength(1);
    expect(liveChanges(configOf('20 Hz'), drawn)).toBeNull();
  });
});

describe('given spike times', () => {
  const steps = (...times: string[]) => {
    const source = sourceOf({ model: 'given-spikes', spikeTimes: [times] });
    return source?.kind === 'given' ? Array.from(source.steps) : null;
  };

  it('are rounded to the nearest step of 0.05 ms, the middle to the later one', () => {
    expect(steps('0.024 ms', '0.0251 ms')).toEqual([0, 1]);
    // In binary, 0.075/0.05 is a little below 1.5 and 0.125/0.05 is 2.5.
    const middles = Array.from({ length: 300 }, (_, k) => `${(25 + 50 * k) / 1000} ms`);
    expect(steps(...middles)).toEqual(Array.from({ length: 300 }, (_, k) => k + 1));
  });

  it('of one step are all kept', () => {
    expect(steps('1 ms', '1.01 ms', '0.99 ms', '1 ms')).toEqual([20, 20, 20, 20]);
  });

  it.each([
    [
      '1e300 s',
      'Stimulus "S": spike time is 1e300 s; must be at most 107374 s, as many steps of 0.05 ms as can be counted.',
    ],
    ['-1 ms', 'Stimulus "S": spike time is -1 ms; must be at least 0 ms. Try 10 ms.'],
  ])('are refused where no step has them: %s', (time, message) => {
    expect(problemOf({ model: 'given-spikes', spikeTimes: [['1 ms', time]] })).toEqual(['spikeTimes.0.1', message]);
  });
});

describe('a background', () => {
  it('is refused where it brings more than anybody means', () => {
    const driven = produce(emptyNetwork(), (draft) => {
      const background = addStimulus(draft, 'background', { x: 0, y: 0 });
      connect(draft, background, addPopulation(draft, 'lif', { x: 0, y: 0 }));
      for (const node of draft.nodes)
        if (node.kind === 'stimulus') node.parameters = { trains: '1000000', rate: '13 kHz' };
    });
    const { problems } = compile(driven);
    expect(problems.map(({ field, message }) => [field, message])).toEqual([
      [
        'parameters.rate',
        'Stimulus "Background spikes": 1000000 trains of 13000 Hz bring 650000 spikes in a time step of 0.05 ms; the rate must be at most 200 Hz, 10000 spikes in a step. Take fewer trains, or a current.',
      ],
    ]);
  });
});

describe('a gamma source', () => {
  it('has its rate, shape and dead time', () => {
    const source = sourceOf({ parameters: { size: '9', rate: '50 Hz', shape: '2.5', dead_time: '3 ms' } });
    expect(source).toMatchObject({ kind: 'gamma', size: 9, rateKHz: 0.05, shape: 2.5, deadMs: 3, startMs: 0 });
  });

  it.each([
    [
      { rate: '100 Hz', dead_time: '10 ms' },
      'parameters.dead_time',
      'Stimulus "S": the rate is 100 Hz; with a dead time of 10 ms it must be less than 100 Hz.',
    ],
    [
      { rate: '30 MHz' },
      'parameters.rate',
      'Stimulus "S": the rate of a train is 30000000 Hz, 1500 spikes in a time step of 0.05 ms; must be at most 20000000 Hz, 1000 spikes in a step.',
    ],
    [{ rate: '0 Hz' }, 'parameters.rate', 'Stimulus "S": rate of a train is 0 Hz; must be more than 0 Hz. Try 20 Hz.'],
    [{ shape: '0' }, 'parameters.shape', 'Stimulus "S": shape is 0; must be at least 0.05 and at most 10000. Try 4.'],
  ])('is refused where its intervals would have no room: %j', (parameters, field, message) => {
    expect(problemOf({ parameters })).toEqual([field, message]);
  });

  it('changes its rate while it runs, and needs a build for another shape', () => {
    const configOf = (parameters: Record<string, string>) => {
      const { config } = compile(network({ parameters }));
      if (config === null) throw new Error('no configuration');
      return config;
    };
    const before = configOf({});
    expect(liveChanges(before, configOf({ rate: '30 Hz' }))).toEqual([
      { kind: 'sourceRate', source: 0, rateKHz: { kind: 'constant', value: 0.03 } },
    ]);
    expect(liveChanges(before, configOf({ shape: '3' }))).toBeNull();
  });
});
