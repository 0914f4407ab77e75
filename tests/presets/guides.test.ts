import { describe, expect, test } from 'vitest';
import { guideFaults, guideParts, isLink } from '../../src/document/guide.ts';
import { neuronOf } from '../../src/document/models.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { findStimulus } from '../../src/library/stimuli/index.ts';
import { findSynapse } from '../../src/library/synapses/index.ts';
import { presetIds, readPreset } from './expectations.ts';

const declaredBy = (document: NetworkDocument, id: string): string[] =>
  (neuronOf(document, id) ?? findStimulus(id) ?? findSynapse(id))?.parameters.map(({ name }) => name) ?? [];

describe.each(presetIds)('preset %s', (id) => {
  const document = readPreset(id);

  test('names its phenomena, each once', () => {
    const { phenomena = [] } = document;
    expect(phenomena.length).toBeGreaterThan(0);
    expect(new Set(phenomena).size).toBe(phenomena.length);
  });

  test('says what to look at, what to turn and what to expect', () => {
    for (const note of [document.guide?.look, document.guide?.turn, document.guide?.expect]) {
      expect(note?.length ?? 0).toBeGreaterThan(15);
    }
  });

  test('leads to nodes, edges, fields and parameters that it has', () => {
    expect(guideFaults(document)).toEqual([]);
    const { look = '', turn = '', expect: then = '' } = document.guide ?? {};
    for (const part of [look, turn, then].flatMap(guideParts)) {
      const [head, name] = isLink(part) ? (part.field?.split('.') ?? []) : [];
      if (!isLink(part) || head !== 'parameters') continue;
      const model = [...document.nodes, ...document.edges].find(({ id: known }) => known === part.id);
      const declared = model !== undefined && 'model' in model ? declaredBy(document, model.model) : [];
      expect(declared).toContain(name);
    }
  });
});

describe('a guided note', () => {
  test('is read in parts', () => {
    expect(guideParts('Set [the rate](bg.parameters.rate), then look at [E](E).')).toEqual([
      { text: 'Set ' },
      { text: 'the rate', id: 'bg', field: 'parameters.rate' },
      { text: ', then look at ' },
      { text: 'E', id: 'E', field: null },
      { text: '.' },
    ]);
    expect(guideParts('from [0, 1] (both)').some(isLink)).toBe(false);
  });

  test('has a fault where a link leads nowhere', () => {
    const preset = readPreset('lif-step');
    const astray = { look: '[x](nobody)', turn: '[y](N.nothing)', expect: '[z](N.size)' };
    expect(guideFaults({ ...preset, guide: astray })).toHaveLength(2);
  });
});
