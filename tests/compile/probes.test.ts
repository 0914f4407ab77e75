import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { ProbeNode } from '../../src/document/schema.ts';
import { PROBE_CHOICES, PROBES } from '../../src/library/probes.ts';
import { probeKinds } from '../../src/plots/index.ts';
import { readPreset } from '../presets/expectations.ts';

const network = readPreset('lif-step');

/** What is said of the network's probe of traces with other values. */
function saidOf(change: Partial<Pick<ProbeNode, 'probe' | 'options'>>, instead = false): [string | null, string][] {
  const nodes = network.nodes.map((node) =>
    node.kind === 'probe' && node.id === 'trace'
      ? { ...node, ...change, options: { ...(instead ? {} : node.options), ...change.options } }
      : node,
  );
  const { config, problems } = compile({ ...network, nodes });
  expect(config).not.toBeNull();
  return problems.map(({ field, message }) => [field, message]);
}

describe('a probe', () => {
  it('as it stands has no fault', () => {
    expect(saidOf({})).toEqual([]);
  });

  it.each(['toString', 'nonsense', '__proto__'])('of the kind %s is told', (probe) => {
    const [[field, message] = []] = saidOf({ probe });
    expect(field).toBe('probe');
    expect(message).toContain(`there is no kind of probe "${probe}". There are raster, traces,`);
  });

  it.each([
    [{ neurons: [-3, 1.5] }, 'options.neurons', /neurons is \[-3,1.5\]; must be a list of whole numbers of at least 0/],
    [{ neurons: 'toString' }, 'options.neurons', /neurons is "toString"; must be a list/],
    [{ foo: 1 }, 'options.foo', /"?traces"?, has no option "foo"\. There are variable, neurons, drawSpikes/],
    [{ toString: 1 }, 'options.toString', /has no option "toString"/],
    [{ drawSpikes: 'yes' }, 'options.drawSpikes', /drawSpikes is "yes"; must be true or false/],
    [{ variable: 3 }, 'options.variable', /variable is 3; must be the name of a state/],
    [
      { neurons: [0, 500] },
      'options.neurons',
      /neurons is \[0,500\]; must be of neurons that Population .* has: 0 to \d+/,
    ],
    [{ variable: 'zzz' }, 'options.variable', /no variable "zzz"/],
  ])('with %o is told by its field', (options, field, sentence) => {
    const found = saidOf({ options: options as ProbeNode['options'] });
    expect(found).toEqual([[field, expect.stringMatching(sentence)]]);
  });
});

describe('a choice of a probe', () => {
  const saidOfKind = (probe: string, options: ProbeNode['options']): string[] =>
    saidOf({ probe, options }, true).map(([, said]) => said);

  it.each<[string, ProbeNode['options'], RegExp | null]>([
    ['map', { show: 'foo' }, /show is "foo"; must be one of rate, fading spikes, variable\./],
    ['map', { show: 'variable' }, null],
    ['weights', { show: '' }, /show is ""; must be one of distribution, matrix, synapses\./],
    ['pairwise', { measure: 'toString' }, /measure is "toString"; must be one of .*spikeDistance, isiDistance/],
    ['synchrony', { indices: ['chi', 'χ'] }, /indices is \["chi","χ"\]; must be a list of some of chi, R/],
    ['synchrony', { indices: ['chi'], over: 'chi' }, null],
    ['train-spectrum', { neuron: 1.5 }, /neuron is 1\.5; must be a whole number of at least 0/],
    ['phase-plane', { neuron: 500 }, /neuron is 500; must be of neurons that Population .* has/],
    ['phase-circle', { neurons: 500 }, null],
  ])('of %s, %o', (probe, options, sentence) => {
    expect(saidOfKind(probe, options)).toEqual(sentence === null ? [] : [expect.stringMatching(sentence)]);
  });

  it('is what the kinds that are drawn offer', () => {
    const drawn = probeKinds.flatMap(({ id, options }) => {
      const choices = options.flatMap(({ name, choices, measures }) => {
        const ids = choices ?? measures?.map(({ id }) => id);
        return ids === undefined ? [] : [[name, ids]];
      });
      return choices.length === 0 ? [] : [[id, Object.fromEntries(choices)]];
    });
    expect(Object.fromEntries(drawn)).toEqual(PROBE_CHOICES);
  });
});

it('the kinds that are drawn have the options that are checked', () => {
  const drawn = probeKinds.map(({ id, options }) => [
    id,
    Object.fromEntries(options.map(({ name, type }) => [name, type])),
  ]);
  expect(Object.fromEntries(drawn)).toEqual(PROBES);
});
