import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { addPopulation, addProbe, connect } from '../../src/document/commands.ts';
import { emptyNetwork, type NetworkDocument, type ProbeNode } from '../../src/document/schema.ts';
import { configurations, textOf } from '../../src/experiments/simulation/configurations.ts';
import { neurons } from '../../src/library/neurons/index.ts';
import { optionsOf, probes } from '../../src/library/probes/index.ts';
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
    expect(message).toContain(
      `there is no kind of probe "${probe}". There are ${probes.map(({ id }) => id).join(', ')}.`,
    );
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
    ['train-spectrum', { neuron: 500 }, /neuron is 500; must be of neurons that Population .* has/],
    ['phase-circle', { neurons: 500 }, null],
  ])('of %s, %o', (probe, options, sentence) => {
    expect(saidOfKind(probe, options)).toEqual(sentence === null ? [] : [expect.stringMatching(sentence)]);
  });
});

/** A network of one population with a probe as the palette makes it. */
function tapped(probe: string, model: string, options: ProbeNode['options'] = {}): NetworkDocument {
  const document = emptyNetwork();
  const population = addPopulation(document, model, { x: 0, y: 0 });
  const id = addProbe(document, probe, { x: 200, y: 0 });
  const node = document.nodes.find((one) => one.id === id);
  if (node?.kind === 'probe') Object.assign(node.options, options);
  connect(document, id, population);
  return document;
}

/** The variables that a probe gets recorded, and what is said of it. */
function recorded(document: NetworkDocument): {
  readonly variables: readonly string[];
  readonly said: readonly string[];
} {
  const { map, problems } = compile(document);
  const [[id, probe] = []] = Object.entries(map?.probes ?? {});
  return {
    variables: (probe?.traces ?? []).map(({ variable }) => variable),
    said: problems.flatMap(({ node, message }) => (node === id ? [message] : [])),
  };
}

describe.each(neurons)('of a population of $id', ({ id, states, membrane, adaptation, threshold }) => {
  it('traces show the membrane potential', () => {
    expect(recorded(tapped('traces', id))).toEqual({ variables: [membrane], said: [] });
  });

  it('a phase plane shows two states, or says that there is one', () => {
    const [first, ...others] = states.map(({ name }) => name).sort((a) => (a === membrane ? -1 : 0));
    const { variables, said } = recorded(tapped('phase-plane', id));
    if (others.length > 0) expect({ variables, said }).toEqual({ variables: [first, others[0]], said: [] });
    else
      expect(said).toEqual([
        expect.stringMatching(/has one state, \w+, and a phase plane needs two\. Choose traces\.$/),
      ]);
  });

  it('adaptation shows its variable, or says that there is none', () => {
    const { variables, said } = recorded(tapped('adaptation', id));
    if (adaptation !== null) expect({ variables, said }).toEqual({ variables: [adaptation], said: [] });
    else expect(said).toEqual([expect.stringMatching(/has no adaptation variable\./)]);
  });

  it('every other probe has something to show, or says that there are no spikes', () => {
    for (const { id: probe, unfit, accepts } of probeKinds) {
      if (!accepts.includes('population') || ['phase-plane', 'adaptation'].includes(probe)) continue;
      const said = unfit !== undefined && threshold === null ? [expect.stringMatching(/emits no spikes\./)] : [];
      expect(recorded(tapped(probe, id)).said, probe).toEqual(said);
    }
  });
});

describe('a variable that the model does not have', () => {
  it('is told, with what is shown instead', () => {
    const { variables, said } = recorded(tapped('phase-plane', 'hodgkin-huxley', { x: 'v', y: 'w' }));
    expect(variables).toEqual(['v', 'm']);
    expect(said).toEqual([expect.stringMatching(/has no variable "w"\. It has v, m, h, n\. Shown is m\.$/)]);
  });

  it('is one of each population for itself', () => {
    const document = tapped('traces', 'theta', { variable: 'v' });
    const lif = addPopulation(document, 'lif', { x: 0, y: 200 });
    connect(document, document.nodes.find(({ kind }) => kind === 'probe')?.id ?? '', lif);
    const { variables, said } = recorded(document);
    expect(variables).toEqual(['theta', 'v']);
    expect(said).toEqual([expect.stringMatching(/has no variable "v"\. It has theta\. Shown is theta\.$/)]);
  });
});

describe('every kind of probe', () => {
  it.each(probeKinds.map((kind) => [kind.id, kind] as const))(
    '%s has options whose defaults are allowed',
    (_, kind) => {
      expect(recorded(tapped(kind.id, 'adex')).said).toEqual([]);
      expect(optionsOf(kind, kind.defaultOptions)).toMatchObject(kind.defaultOptions);
    },
  );
});

describe('a change of an option', () => {
  const keyOf = (document: NetworkDocument): string => {
    const running = configurations(document, null);
    if (typeof running === 'string') throw new Error(running);
    return textOf(running);
  };
  it.each([
    ['traces', { neurons: [1] }, true],
    ['traces', { variable: 'w' }, true],
    ['traces', { drawSpikes: false }, false],
    ['phase-plane', { neuron: 1 }, true],
    ['rate', { binMs: 7 }, false],
    ['intervals', { mostMs: 50 }, false],
    ['map', { windowMs: 50 }, false],
    ['map', { show: 'variable' }, true],
    ['map', { variable: 'w' }, false],
    ['weights', { show: 'matrix' }, false],
    ['weights', { synapses: [7] }, false],
  ] as const)('of %s to %o needs a new run: %s', (probe, options, needed) => {
    const changed = keyOf(tapped(probe, 'adex', structuredClone(options) as unknown as ProbeNode['options']));
    expect(changed !== keyOf(tapped(probe, 'adex'))).toBe(needed);
  });

  it('of which synapses are recorded, where some learn, needs a new run', () => {
    const document = readPreset('stdp-bimodal');
    const key = keyOf(document);
    for (const node of document.nodes)
      if (node.kind === 'probe' && node.probe === 'weights') node.options.synapses = [1, 2];
    expect(keyOf(document)).not.toBe(key);
  });
});
