import { describe, expect, it } from 'vitest';
import type { StimulusNode } from '../../src/document/schema.ts';
import { stimulusSummary } from '../../src/editor/nodes/stimulus-summary.ts';
import { findStimulus } from '../../src/library/stimuli/index.ts';

function node(change: Partial<StimulusNode> = {}): StimulusNode {
  const base = { id: 's', name: 's', position: { x: 0, y: 0 }, model: 'step', parameters: {}, enabled: true };
  return { kind: 'stimulus', ...base, ...change };
}

describe('the summary on a stimulus', () => {
  it.each([
    ['what was typed', node({ parameters: { amplitude: '250 pA', onset: '20 ms' } }), '250 pA from 20 ms'],
    [
      'an end, where it has one',
      node({ parameters: { amplitude: '1 nA', onset: '20 ms', offset: '50 ms' } }),
      '1 nA, 20 ms to 50 ms',
    ],
    ['no onset at time zero', node({ parameters: { amplitude: '1 nA', onset: '0 ms' } }), '1 nA'],
    [
      'a drawn value',
      node({ parameters: { amplitude: { normal: ['1 nA', '50 pA'] }, onset: '0 ms' } }),
      '1 nA ± 50 pA',
    ],
    [
      'the frequency of a sine',
      node({ model: 'sine', parameters: { amplitude: '1 nA', frequency: '4 Hz' } }),
      '1 nA at 4 Hz',
    ],
    ['the spread of noise', node({ model: 'noise', parameters: { mean: '1 nA', sd: '50 pA' } }), '1 nA ± 50 pA'],
    [
      'the number of Poisson trains',
      node({ model: 'poisson', parameters: { size: 5, rate: '20 Hz', onset: '0 ms' } }),
      '5 × 20 Hz',
    ],
    [
      'the shape of gamma trains',
      node({ model: 'gamma', parameters: { size: 5, shape: '2.5' } }),
      '5 × 20 Hz, k = 2.5',
    ],
    [
      'the rates of a drawn profile',
      node({
        model: 'rate-profile',
        profile: [
          ['0 ms', '5 Hz'],
          ['1 s', '0.04 kHz'],
        ],
      }),
      '100 × 5 to 40 Hz',
    ],
    [
      'how many spikes are given',
      node({ model: 'given-spikes', spikeTimes: [['1 ms', '2 ms'], ['3 ms']] }),
      '3 spikes in 2 trains',
    ],
  ])('shows %s', (_name, stimulus, expected) => {
    expect(stimulusSummary(stimulus, findStimulus(stimulus.model))).toBe(expected);
  });

  it('shows the default where nothing was typed', () => {
    const amplitude = findStimulus('step')?.parameters.find(({ name }) => name === 'amplitude')?.default ?? '';
    expect(stimulusSummary(node({ parameters: { onset: '0 ms' } }), findStimulus('step'))).toBe(amplitude);
  });

  it('names a model that the library does not have', () => {
    const stimulus = node({ model: 'saw' });
    expect(stimulusSummary(stimulus, findStimulus(stimulus.model))).toBe('unknown model "saw"');
  });
});
