import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { moveNodes, removeSelection } from '../../src/document/commands.ts';
import { copySelection, duplicateSelection, pasteFragment } from '../../src/document/fragments.ts';
import { groupItems, settle, ungroup } from '../../src/document/group-commands.ts';
import { describeContents, frameAt, hiddenIn } from '../../src/document/groups.ts';
import { emptyNetwork, type NetworkDocument } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { population, synapse } from '../editor/networks.ts';

const plain: NetworkDocument = {
  ...emptyNetwork(),
  nodes: [population('A', 0, 0), population('B', 0, 200), population('C', 800, 0)],
  edges: [synapse('AB', 'A', 'B'), synapse('AC', 'A', 'C')],
};
const sizes = new Map(['A', 'B', 'C'].map((id) => [id, { width: 160, height: 64 }]));

/** A and B in an inner group, it and C in an outer one. */
const nested = produce(plain, (draft) => {
  const inner = groupItems(draft, ['A', 'B'], sizes, 'Inner');
  groupItems(draft, [inner ?? '', 'C'], sizes, 'Outer');
});

const parents = (document: NetworkDocument) =>
  Object.fromEntries([...document.nodes, ...(document.groups ?? [])].map(({ id, parent = null }) => [id, parent]));

describe('groups', () => {
  it('frame what they hold, with room around it', () => {
    const inner = nested.groups?.find(({ id }) => id === 'Inner');
    if (inner === undefined) throw new Error('there is no group');
    const { position, size } = inner;
    expect(position.x).toBeLessThan(0);
    expect(position.y).toBeLessThan(-20);
    expect(position.x + size.width).toBeGreaterThan(160);
    expect(position.y + size.height).toBeGreaterThan(264);
  });

  it('lie within each other', () => {
    expect(parents(nested)).toEqual({ A: 'Inner', B: 'Inner', C: 'Outer', Inner: 'Outer', Outer: null });
    expect(describeContents(nested, 'Outer')).toBe('3 populations, 300 neurons');
  });

  it('of chosen nodes stand in the group that all of these are in', () => {
    const deeper = produce(nested, (draft) => void groupItems(draft, ['A'], sizes, 'Single'));
    expect(parents(deeper)).toMatchObject({ A: 'Single', Single: 'Inner' });
    const across = produce(nested, (draft) => void groupItems(draft, ['A', 'C'], sizes, 'Across'));
    expect(parents(across)).toMatchObject({ A: 'Across', C: 'Across', Across: 'Outer', B: 'Inner' });
  });

  it('move with all that is in them', () => {
    const before = nested.groups?.find(({ id }) => id === 'Outer')?.position ?? { x: 0, y: 0 };
    const to = { x: before.x + 100, y: before.y - 50 };
    const moved = produce(nested, (draft) => moveNodes(draft, [{ id: 'Outer', position: to }]));
    expect(moved.nodes.map(({ position }) => position)).toEqual([
      { x: 100, y: -50 },
      { x: 100, y: 150 },
      { x: 900, y: -50 },
    ]);
  });

  it('are dissolved into the group around them', () => {
    expect(parents(produce(nested, (draft) => ungroup(draft, 'Inner')))).toEqual({
      A: 'Outer',
      B: 'Outer',
      C: 'Outer',
      Outer: null,
    });
    const bare = produce(nested, (draft) => {
      ungroup(draft, 'Inner');
      ungroup(draft, 'Outer');
    });
    expect(bare).toEqual(plain);
  });

  it('are removed with all that is in them, and what variants say of it', () => {
    const varied = produce(nested, (draft) => {
      draft.variants.push({
        id: 'V',
        name: 'V',
        overrides: [
          { node: 'Inner', field: 'repeat', value: { columns: 2, rows: 1, border: 'open' } },
          { node: 'A', field: 'size', value: 5 },
          { node: 'C', field: 'size', value: 5 },
        ],
      });
    });
    const left = produce(varied, (draft) => removeSelection(draft, { nodes: ['Inner'], edges: [] }));
    expect(parents(left)).toEqual({ C: 'Outer', Outer: null });
    expect(left.edges).toEqual([]);
    expect(left.variants[0]?.overrides.map(({ node }) => node)).toEqual(['C']);
  });

  it('take in what is dragged into their open frame, and let go what is dragged out', () => {
    const inner = nested.groups?.find(({ id }) => id === 'Inner');
    const inside = { x: (inner?.position.x ?? 0) + 20, y: (inner?.position.y ?? 0) + 20 };
    const into = produce(nested, (draft) => {
      moveNodes(draft, [{ id: 'C', position: inside }]);
      settle(draft, ['C'], sizes);
    });
    expect(parents(into).C).toBe('Inner');
    const out = produce(nested, (draft) => {
      moveNodes(draft, [{ id: 'A', position: { x: -5000, y: 0 } }]);
      settle(draft, ['A'], sizes);
    });
    expect(parents(out).A).toBeNull();
    const collapsed = produce(nested, (draft) => {
      for (const group of draft.groups ?? []) group.collapsed = group.id === 'Inner';
    });
    expect(frameAt(collapsed, inside)?.id).toBe('Outer');
  });

  it('hide what is in them when they are collapsed, the outermost first', () => {
    const collapsed = produce(nested, (draft) => {
      for (const group of draft.groups ?? []) group.collapsed = true;
    });
    expect(Object.fromEntries(hiddenIn(collapsed))).toEqual({ A: 'Outer', B: 'Outer', C: 'Outer', Inner: 'Outer' });
    expect(hiddenIn(nested).size).toBe(0);
  });

  it('are copied whole: ids are new, what is in a group stays in its copy', () => {
    const twice = produce(nested, (draft) => void duplicateSelection(draft, { nodes: ['Inner'], edges: [] }));
    expect(parents(twice)).toMatchObject({ A2: 'Inner2', B2: 'Inner2', Inner2: 'Outer', A: 'Inner' });
    expect(twice.edges.map(({ source, target }) => `${source}${target}`)).toEqual(['AB', 'AC', 'A2B2']);
    // In another network there is no outer group to be in.
    const pasted = produce(emptyNetwork(), (draft) => {
      pasteFragment(draft, JSON.parse(JSON.stringify(copySelection(nested, { nodes: ['Inner'], edges: [] }))));
    });
    expect(parents(pasted)).toEqual({ A: 'Inner', B: 'Inner', Inner: null });
  });

  it('are refused in a file where one is missing or lies in itself', () => {
    const missing = { ...nested, groups: nested.groups?.filter(({ id }) => id !== 'Outer') };
    expect(validateDocument(missing).problems.map(({ code, node }) => `${code} ${node}`)).toEqual([
      'wrong-parent C',
      'wrong-parent Inner',
    ]);
    const circular = produce(nested, (draft) => {
      for (const group of draft.groups ?? []) if (group.id === 'Outer') group.parent = 'Inner';
    });
    expect(validateDocument(circular).problems.map(({ code }) => code)).toContain('wrong-parent');
    expect(validateDocument(nested).problems).toEqual([]);
  });
});
