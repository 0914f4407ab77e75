import { produce } from 'immer';
import { describe, expect, test } from 'vitest';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { observedBy } from '../../src/document/taps.ts';
import { isTraced, traceNeuron } from '../../src/document/trace-neuron.ts';
import { network } from '../editor/networks.ts';

const sizeOf = (node: NetworkDocument['nodes'][number]) =>
  node.kind === 'probe' ? node.size : { width: 160, height: 72 };

const traced = (document: NetworkDocument, population: string, neuron: number): NetworkDocument =>
  produce(document, (draft) => void traceNeuron(draft, { population, neuron }, sizeOf));

const probesOf = ({ nodes }: NetworkDocument) =>
  nodes.flatMap((node) => (node.kind === 'probe' && node.probe === 'traces' ? [node] : []));

describe('a neuron that is traced', () => {
  test('gets a probe of traces at its population where there is none, and joins it where there is one', () => {
    const once = traced(network(), 'E', 57);
    expect(probesOf(once).map(({ options }) => options.neurons)).toEqual([[57]]);
    expect(observedBy(once, probesOf(once)[0]?.id ?? '')).toEqual(['E']);
    expect(isTraced(once, 'E', 57)).toBe(true);
    expect(isTraced(once, 'E', 58)).toBe(false);
    const twice = traced(traced(once, 'E', 3), 'E', 57);
    expect(probesOf(twice).map(({ options }) => options.neurons)).toEqual([[57, 3]]);
    const other = traced(twice, 'I', 0);
    expect(probesOf(other).map(({ options }) => options.neurons)).toEqual([[57, 3], [0]]);
  });

  test('covers no node with a probe of its own, however many there are', () => {
    let document = network();
    for (const population of ['E', 'I']) document = traced(document, population, 1);
    const boxes = document.nodes.map((node) => ({ ...node.position, ...sizeOf(node) }));
    for (const [k, a] of boxes.entries())
      for (const b of boxes.slice(k + 1)) {
        const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(isApart).toBe(true);
      }
  });

  test('of what is no population changes nothing', () => {
    expect(traced(network(), 'step', 0)).toEqual(network());
    expect(traced(network(), 'nobody', 0)).toEqual(network());
  });
});
