import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { ProbeNode } from '../../src/document/schema.ts';
import { PROBES } from '../../src/library/probes.ts';
import { probeKinds } from '../../src/plots/index.ts';
import { readPreset } from '../presets/expectations.ts';

const network = readPreset('lif-step');

/** What is said of the network's probe of traces with other values. */
function saidOf(change: Partial<Pick<ProbeNode, 'probe' | 'options'>>): [string | null, string][] {
  const nodes = network.nodes.map((node) =>
    node.kind === 'probe' && node.id === 'trace'
      ? { ...node, ...change, options: { ...node.options, ...change.options } }
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
    [{ variable: 'zzz' }, 'options.variable', /no variable "zzz"/],
  ])('with %o is told by its field', (options, field, sentence) => {
    const found = saidOf({ options: options as ProbeNode['options'] });
    expect(found).toEqual([[field, expect.stringMatching(sentence)]]);
  });
});

it('the kinds that are drawn have the options that are checked', () => {
  const drawn = probeKinds.map(({ id, options }) => [
    id,
    Object.fromEntries(options.map(({ name, type }) => [name, type])),
  ]);
  expect(Object.fromEntries(drawn)).toEqual(PROBES);
});
