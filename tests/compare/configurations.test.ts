import { produce } from 'immer';
import { describe, expect, test } from 'vitest';
import { differences } from '../../src/compare/differences.ts';
import {
  addConfiguration,
  comparedOf,
  configurationsOf,
  labelOf,
  placeOf,
  removeConfiguration,
  renameConfiguration,
} from '../../src/document/configurations.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { configurations } from '../../src/experiments/simulation/configurations.ts';
import { runningText } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';

const preset = readPreset('stimulus-and-synchrony-lif');
const small = produce(preset, (draft) => {
  for (const node of draft.nodes) if (node.kind === 'population') node.size = 20;
});

describe('labels', () => {
  test('go from A to Z and on with two letters, and back', () => {
    expect([0, 1, 25, 26, 27, 701, 702].map(labelOf)).toEqual(['A', 'B', 'Z', 'AA', 'AB', 'ZZ', 'AAA']);
    for (const place of [0, 1, 25, 26, 51, 52, 701, 702]) expect(placeOf(labelOf(place))).toBe(place);
  });

  test('follow the order: the network itself, then its variants', () => {
    expect(configurationsOf(preset).map(({ label, id, name }) => [label, id, name])).toEqual([
      ['A', null, 'All to all, with'],
      ['B', 'without', 'All to all, without'],
      ['C', 'sparse', 'Sparse, with'],
      ['D', 'sparseWithout', 'Sparse, without'],
    ]);
  });
});

describe('the configurations that are compared', () => {
  const five = produce(preset, (draft) => {
    addConfiguration(draft, 'sparse');
  });

  test('are the first four, but for what the user says', () => {
    expect(comparedOf(five).map(({ label }) => label)).toEqual(['A', 'B', 'C', 'D']);
    const checks = { '': false, sparse: false, [five.variants[3]?.id ?? '']: true };
    expect(comparedOf(five, checks).map(({ label }) => label)).toEqual(['B', 'D', 'E']);
  });

  test('are what is compiled, each with its own values and its label', () => {
    const built = configurations(small, comparedOf(small, { sparse: false, sparseWithout: false }));
    if (typeof built === 'string') throw new Error(built);
    expect(built.map(({ label }) => label)).toEqual(['A', 'B']);
    const enabled = built.map(({ document }) =>
      document.nodes.flatMap((node) => (node.kind === 'stimulus' ? [node.enabled] : [])),
    );
    expect(enabled).toEqual([
      [true, true],
      [true, false],
    ]);
    expect(JSON.stringify(built[0]?.config)).not.toBe(JSON.stringify(built[1]?.config));
  });

  test('may be one that is not the first; out of the comparison the network runs alone', () => {
    const only = { '': false, without: false, sparse: true, sparseWithout: false };
    const built = configurations(small, comparedOf(small, only));
    expect(typeof built === 'string' ? built : built.map(({ label }) => label)).toEqual(['C']);
    const alone = configurations(small, null);
    expect(typeof alone === 'string' ? alone : alone.map(({ label }) => label)).toEqual(['']);
  });

  test('none is refused with a sentence, and a fault says in which it is', () => {
    expect(configurations(small, [])).toMatch(/^No configuration is checked/);
    const broken = produce(small, (draft) => {
      draft.variants[1]?.overrides.push({ node: 'E', field: 'parameters.tau_m', value: '-1 ms' });
    });
    expect(configurations(broken, comparedOf(broken))).toMatch(/^Configuration C: /);
  });

  test('another choice is another thing to run, another name is not', () => {
    const before = runningText(small, comparedOf(small));
    expect(runningText(small, comparedOf(small, { sparse: false }))).not.toBe(before);
    const renamed = produce(small, (draft) => renameConfiguration(draft, 'sparse', 'Thin'));
    expect(runningText(renamed, comparedOf(renamed))).toBe(before);
  });
});

describe('editing the list', () => {
  test('a copy has the values of its original, is added last, and is a valid document', () => {
    const copied = produce(preset, (draft) => {
      addConfiguration(draft, 'sparseWithout');
    });
    expect(copied.variants.slice(0, 3)).toEqual(preset.variants);
    expect(copied.variants[3]?.overrides).toEqual(preset.variants[2]?.overrides);
    expect(copied.variants[3]?.name).toBe('Sparse, without, copy');
    expect(validateDocument(JSON.parse(JSON.stringify(copied))).problems).toEqual([]);
    const plain = produce(preset, (draft) => {
      addConfiguration(draft, null);
    });
    expect(plain.variants[3]).toMatchObject({ name: 'Configuration E', overrides: [] });
  });

  test('ids stay apart even from nodes of the same name', () => {
    let ids: string[] = [];
    produce(preset, (draft) => {
      // The network has a population E, and E would be the id of the fifth configuration.
      ids = [addConfiguration(draft, null), addConfiguration(draft, null), addConfiguration(draft, null)];
    });
    expect(new Set([...ids, ...preset.nodes.map(({ id }) => id)]).size).toBe(3 + preset.nodes.length);
  });

  test('removing one moves the labels of those after it up', () => {
    const left = produce(preset, (draft) => removeConfiguration(draft, 'without'));
    expect(configurationsOf(left).map(({ label, id }) => [label, id])).toEqual([
      ['A', null],
      ['B', 'sparse'],
      ['C', 'sparseWithout'],
    ]);
  });

  test('the network itself can be named too', () => {
    const named = produce(preset, (draft) => renameConfiguration(draft, null, 'Control'));
    expect(configurationsOf(named)[0]?.name).toBe('Control');
    expect(configurationsOf({ ...named, configurationName: undefined })[0]?.name).toBe('The network');
  });
});

describe('the table of what differs', () => {
  const { configurations: columns, rows } = differences(preset);
  const row = (owner: string, parameter: string) =>
    rows.find((candidate) => candidate.owner === owner && candidate.parameter === parameter)?.cells;

  test('has a column for each configuration and says which values are its own', () => {
    expect(columns.map(({ label }) => label)).toEqual(['A', 'B', 'C', 'D']);
    expect(row('Background', 'on')).toEqual([
      { text: 'yes', overridden: false },
      { text: 'no', overridden: true },
      { text: 'yes', overridden: false },
      { text: 'no', overridden: true },
    ]);
    expect(row('E → I', 'probability')?.map(({ text }) => text)).toEqual(['1', '1', '0.1', '0.1']);
    expect(rows).toHaveLength(5);
  });

  test('shows the default of the model where the network sets nothing', () => {
    const changed = produce(preset, (draft) => {
      for (const node of draft.nodes) if (node.kind === 'population') node.parameters = {};
      draft.variants[0]?.overrides.push({ node: 'E', field: 'parameters.tau_m', value: '33 ms' });
    });
    const cells = differences(changed).rows.find(({ key }) => key === 'E/parameters.tau_m')?.cells;
    expect(cells?.[1]).toEqual({ text: '33 ms', overridden: true });
    expect(cells?.[0]?.text).toMatch(/^\d+ ms$/);
    expect(cells?.[3]).toEqual(cells?.[0]);
  });

  test('leaves out what is overridden by the same value, and splits a record into its entries', () => {
    const changed = produce(preset, (draft) => {
      draft.variants = [
        {
          id: 'same',
          name: 'Same',
          overrides: [
            { node: 'background', field: 'enabled', value: true },
            { node: 'background', field: 'parameters', value: { rate: '99 Hz' } },
          ],
        },
      ];
    });
    const found = differences(changed).rows;
    expect(found.map(({ parameter }) => parameter)).not.toContain('on');
    expect(found.find(({ parameter }) => parameter === 'rate')?.cells[1]).toEqual({ text: '99 Hz', overridden: true });
    expect(found.every(({ cells }) => new Set(cells.map(({ text }) => text)).size > 1)).toBe(true);
  });

  test('does not break on an override that has no place any more', () => {
    const changed = produce(preset, (draft) => {
      draft.variants[0]?.overrides.push({ node: 'EE', field: 'delay.distance.velocity', value: '1 mm/ms' });
    });
    expect(differences(changed).configurations).toHaveLength(4);
  });

  test('cuts long values only where it is told to', () => {
    const times = Array.from({ length: 60 }, (_, k) => [`${k} ms`]);
    const changed = produce(preset, (draft) => {
      draft.variants[0]?.overrides.push({ node: 'drive', field: 'spikeTimes', value: times });
    });
    const text = (most?: number) =>
      differences(changed, most).rows.find(({ key }) => key === 'drive/spikeTimes')?.cells[1]?.text;
    expect(text()).toHaveLength(61);
    expect(text(Number.POSITIVE_INFINITY)).toBe(JSON.stringify(times));
  });
});
