import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readBlock } from '../../src/document/blocks.ts';
import { migrate } from '../../src/document/migrations.ts';
import { emptyNetwork, type ProbeNode } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';

/** Saved by version 1, and never changed: its probes call the measures what tables showed. */
const old = JSON.parse(readFileSync('tests/document/version-1.json', 'utf8'));

describe('measures by id', () => {
  const { document, problems } = validateDocument(old);
  const probes = (document?.nodes ?? []).filter((node): node is ProbeNode => node.kind === 'probe');
  const optionsOf = (kind: string) => probes.find(({ probe }) => probe === kind)?.options;

  test('a file of version 1 opens as one of version 2', () => {
    expect(problems).toEqual([]);
    expect(document?.version).toBe(2);
  });

  test('probes call measures by their ids, and keep their other options', () => {
    expect(optionsOf('synchrony')).toEqual({
      indices: ['chi', 'R2', 'correlation', 'spikeSync', 'cv', 'prominence', 'burstChi'],
      over: 'correlation',
      windowMs: 50,
      between: true,
    });
    expect(optionsOf('pairwise')).toEqual({ measure: 'isiDistance', neurons: 60, windowMs: 500 });
    // What another kind of probe calls "rate" is no measure.
    expect(optionsOf('map')).toEqual({ show: 'rate' });
  });

  test('so do the overrides of variants, of one option or of all', () => {
    expect(document?.variants[0]?.overrides.map(({ value }) => value)).toEqual([
      'rateHz',
      ['R', 'cv2', 'burstRate'],
      { measure: 'spikeDistance', neurons: 10 },
      'rate',
    ]);
  });

  test('and blocks', () => {
    const [probe] = old.nodes.filter(({ probe: kind }: { probe?: string }) => kind === 'pairwise');
    const block = { format: 'entrain-block', version: 1, name: 'Pairs', about: '', nodes: [probe], edges: [] };
    const { block: read, problems: faults } = readBlock(block);
    expect(faults).toEqual([]);
    expect(read).toMatchObject({ version: 2, nodes: [{ options: { measure: 'isiDistance' } }] });
  });

  test('a file of the present version stays as it is', () => {
    expect(migrate({ ...emptyNetwork() })).toEqual(emptyNetwork());
    expect(migrate(migrate(old) ?? {})).toEqual(migrate(old));
  });

  test.each([[{ version: 1 }], [{ version: 1, nodes: [null, 3, { probe: 'synchrony', id: 'a' }], variants: [4] }]])(
    'what is no network is left to the schema: %j',
    (saved) => {
      expect(migrate(saved)).toMatchObject({ ...saved, version: 2 });
    },
  );
});
