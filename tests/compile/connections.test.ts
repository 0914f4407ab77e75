import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { addPopulation, addStimulus, connect } from '../../src/document/commands.ts';
import { emptyNetwork, type NetworkDocument, type Rule } from '../../src/document/schema.ts';

/** Two populations A and B of three neurons, and a step current. */
function network(change: (document: NetworkDocument) => void): NetworkDocument {
  const document = emptyNetwork();
  for (const id of ['A', 'B']) {
    addPopulation(document, 'lif', { x: 0, y: 0 });
    Object.assign(document.nodes.at(-1) ?? {}, { id, name: id, size: 3 });
  }
  addStimulus(document, 'step', { x: 0, y: 0 });
  Object.assign(document.nodes.at(-1) ?? {}, { id: 'step', name: 'step' });
  change(document);
  return document;
}

function gap(source: string, target: string, rule: Rule): NetworkDocument {
  return network((document) => {
    connect(document, source, target);
    Object.assign(document.edges.at(-1) ?? {}, { model: 'gap-junction', weight: '2 nS', delay: '0 ms', rule });
  });
}

const messages = (document: NetworkDocument): string[] => compile(document).problems.map(({ message }) => message);

describe('gap junctions act both ways', () => {
  test('between two populations each end has an input of its own', () => {
    const { config } = compile(gap('A', 'B', { type: 'one-to-one' }));
    expect(
      config?.couplings.map(({ source, target, direction, signals }) => [source, target, direction, signals[0]?.input]),
    ).toEqual([
      [0, 1, 'given', 0],
      [1, 0, 'mirrored', 0],
    ]);
  });

  test('within one population each pair is joined in both directions', () => {
    const { config } = compile(gap('A', 'A', { type: 'list', pairs: [[0, 1]] }));
    expect(config?.couplings.map(({ direction }) => direction)).toEqual(['both']);
  });

  test('a delay is refused', () => {
    const delayed = gap('A', 'A', { type: 'all-to-all', autapses: false });
    Object.assign(delayed.edges[0] ?? {}, { delay: '1.5 ms' });
    expect(messages(delayed)).toEqual([
      'Synapse "A-A": "Gap junction" acts at once, and its delay is 1.5 ms; must be 0 ms.',
    ]);
  });

  test('rings and graphs, whose edges count both ways, are taken as they are', () => {
    const rules: Rule[] = [
      { type: 'ring', neighbours: 2, autapses: false },
      { type: 'watts-strogatz', neighbours: 2, rewiring: 0.5 },
      { type: 'barabasi-albert', attachments: 1 },
    ];
    for (const rule of rules) {
      const { config, problems } = compile(gap('A', 'A', rule));
      expect(problems).toEqual([]);
      expect(config?.couplings.map(({ rule: { kind } }) => kind)).toEqual([rule.type]);
    }
  });
});

describe('what a file says and a canvas would not', () => {
  test.each([
    ['a synapse from a current', { kind: 'synapse', source: 'step', target: 'A' }, /must be: injection from step to A/],
    ['an injection from a population', { kind: 'injection', source: 'A', target: 'B' }, /must be: synapse from A to B/],
    ['a current into a stimulus', { kind: 'injection', source: 'A', target: 'step' }, /a stimulus only sends/],
  ])('%s is a problem', (_, ends, sentence) => {
    const document = network((draft) => {
      connect(draft, 'A', 'B');
      Object.assign(draft.edges.at(-1) ?? {}, ends);
    });
    expect(messages(document).join('\n')).toMatch(sentence);
  });

  test('an analysis window that starts after the end is a problem', () => {
    const late = network((draft) => Object.assign(draft.run, { from: '1 s', duration: '500 ms' }));
    expect(messages(late)[0]).toMatch(/starts at 1 s; must be less than the duration, 500 ms/);
  });
});
