import { describe, expect, it } from 'vitest';
import { stepped } from '../../src/document/history.ts';
import { emptyNetwork } from '../../src/document/schema.ts';
import { answered, storageSentence } from '../../src/projects/faults.ts';
import { ageText, copyName, foundProjects, numbered, sizeText } from '../../src/projects/names.ts';
import { bodyOf, newHead, readProject } from '../../src/projects/project.ts';
import { thumbnailOf } from '../../src/projects/thumbnail.ts';
import { network, synapse } from '../editor/networks.ts';

const head = (name: string, modified: number, neurons: number) => ({
  ...newHead(name, { ...emptyNetwork(), name }, modified),
  neurons,
});

describe('names of projects', () => {
  it('get the first free number, and copies of copies stay copies', () => {
    expect(numbered('Net', ['Other'])).toBe('Net');
    expect(numbered('Net', ['Net', 'Net 3'])).toBe('Net 2');
    expect(copyName('Net', ['Net'])).toBe('Net, copy');
    expect(copyName('Net, copy', ['Net', 'Net, copy'])).toBe('Net, copy 2');
    expect(copyName('Net, copy 2', ['Net, copy', 'Net, copy 2'])).toBe('Net, copy 3');
  });

  it('are found by every word, in an order', () => {
    const heads = [head('Ring 10', 2, 5), head('ring 9', 1, 7), head('Random', 3, 9)];
    expect(foundProjects(heads, ' RING ', 'modified').map(({ name }) => name)).toEqual(['Ring 10', 'ring 9']);
    expect(foundProjects(heads, '', 'name').map(({ name }) => name)).toEqual(['Random', 'ring 9', 'Ring 10']);
    expect(foundProjects(heads, '', 'size').map(({ name }) => name)).toEqual(['Random', 'ring 9', 'Ring 10']);
    expect(foundProjects(heads, 'ring 9', 'size')).toHaveLength(1);
  });

  it('stand beside an age and a size', () => {
    const now = Date.UTC(2026, 10, 28, 12);
    expect([0, 59_999, 60_000, 3_599_999, 7_200_000].map((age) => ageText(now - age, now))).toEqual([
      'just now',
      'just now',
      '1 min ago',
      '59 min ago',
      '2 h ago',
    ]);
    expect(ageText(now - 30 * 24 * 3600 * 1000, now)).toBe('Oct 29, 2026');
    expect([12, 34_400, 1_240_000].map(sizeText)).toEqual(['12 B', '34 kB', '1.2 MB']);
  });
});

describe('what a project keeps', () => {
  it('is a graph in small: edges below nodes, no probes, within the picture', () => {
    const marks = thumbnailOf(network([synapse('e', 'E', 'I'), synapse('s', 'E', 'E', { sign: 'inhibitory' })]));
    expect(marks.map(({ kind }) => kind)).toEqual(['edge', 'loop', 'node', 'node', 'node']);
    expect(marks.map(({ ink }) => ink)).toEqual(['excitatory', 'inhibitory', 'excitatory', 'excitatory', 'stimulus']);
    for (const mark of marks)
      if (mark.kind === 'node')
        expect([mark.x > 0, mark.x < 120, mark.y > 0, mark.y < 96]).toEqual(Array(4).fill(true));
    expect(thumbnailOf(emptyNetwork())).toEqual([]);
  });

  it('is as many steps of undo as fit, the newest', () => {
    let history = { base: emptyNetwork(), past: [], future: [] } as Parameters<typeof bodyOf>[0];
    for (let k = 0; k < 4; k++) {
      const changes = [{ path: ['about'], from: history.base.about, to: String(k).repeat(900_000) }];
      history = stepped(history, { kind: 'edit', label: `${k}`, key: null, changes, merges: false }) ?? history;
    }
    const labels = (bodyOf(history).past as { label: string }[]).map(({ label }) => label);
    expect(labels).toEqual(['2', '3']);
  });

  it('is read without its steps where these are of an older format or damaged', () => {
    const document = emptyNetwork();
    const edit = { label: 'x', key: 'k', changes: [{ path: ['name'], from: 'a', to: 'b' }] };
    const project = newHead('id', document, 0);
    const past = (body: unknown) => {
      const read = readProject(project, body as never);
      return 'history' in read ? read.history.past : null;
    };
    expect(past({ document, past: [edit], future: [] })).toEqual([{ ...edit, key: null }]);
    expect(past({ document: { ...document, version: 1 }, past: [edit], future: [] })).toEqual([]);
    expect(past({ document, past: [{ label: 3 }], future: undefined })).toEqual([]);
    expect(past({ document: 'x', past: [], future: [] })).toBeNull();
  });
});

describe('a store that fails', () => {
  it('is told in a sentence by its kind', async () => {
    expect(storageSentence(new DOMException('', 'QuotaExceededError'))).toContain('is full');
    expect(storageSentence(new DOMException('', 'SecurityError'))).toContain('keeps no data here');
    const late = await answered(new Promise(() => undefined), 5).catch(storageSentence);
    expect(late).toContain('does not answer');
    expect(await answered(Promise.resolve(3), 5)).toBe(3);
  });
});
