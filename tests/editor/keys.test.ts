import { describe, expect, it } from 'vitest';
import { matches } from '../../src/editor/keys.ts';

const press = (
  key: string,
  modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
});

describe('shortcut matching', () => {
  it.each([
    ['z with Control', press('z', { ctrlKey: true }), 'Mod+Z', false, true],
    ['z with Command on Apple', press('z', { metaKey: true }), 'Mod+Z', true, true],
    ['z with Control on Apple', press('z', { ctrlKey: true }), 'Mod+Z', true, false],
    ['plain z', press('z'), 'Mod+Z', false, false],
    ['Shift-Z is not undo', press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z', false, false],
    ['Shift-Z is redo', press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z', false, true],
    ['space', press(' '), 'Space', false, true],
    ['r is reset', press('r'), 'R', false, true],
    ['Control-R reloads the page', press('r', { ctrlKey: true }), 'R', false, false],
    ['? with the Shift that its key needs', press('?', { shiftKey: true }), '?', false, true],
    ['Delete', press('Delete'), 'Delete', false, true],
    ['Shift-Delete', press('Delete', { shiftKey: true }), 'Delete', false, false],
    ['Alt-F opens a menu', press('f', { altKey: true }), 'F', false, false],
    ['function keys', press('F2'), 'F2', false, true],
  ])('%s', (_name, event, keys, apple, expected) => {
    expect(matches(event, keys, apple)).toBe(expected);
  });
});
