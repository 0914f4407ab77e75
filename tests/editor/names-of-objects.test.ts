import { describe, expect, it } from 'vitest';
import { renameParameter } from '../../src/document/model-commands.ts';
import { ownCopyOf } from '../../src/document/models.ts';
import { useEditor } from '../../src/editor/store.ts';
import { findNeuron } from '../../src/library/neurons/index.ts';
import { network } from './networks.ts';

const editor = () => useEditor.getState();

/** A population of an own model that gives its first parameter a distribution. */
function load(): void {
  const lif = findNeuron('lif');
  if (lif === undefined) throw new Error('There is no LIF model.');
  const model = ownCopyOf(lif, 'Mine');
  const name = model.parameters[0]?.name ?? '';
  const document = network();
  editor().load({
    ...document,
    models: { mine: model },
    nodes: document.nodes.map((node) =>
      node.id === 'E' && node.kind === 'population'
        ? { ...node, model: 'mine', parameters: { [name]: { normal: ['10 ms', '1 ms'] } as never } }
        : node,
    ),
  });
}

const given = () => {
  const [node] = editor().base.nodes;
  return node?.kind === 'population' ? node.parameters : {};
};

describe.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'])(
  'a parameter that is renamed to %s',
  (name) => {
    it('is undone and redone, step by step, to the same networks', () => {
      load();
      const states = [structuredClone(editor().base)];
      const rename = (to: string) => {
        editor().editBase('Rename parameter', (draft) => renameParameter(draft, 'mine', 0, to));
        states.push(structuredClone(editor().base));
      };
      rename(name);
      editor().editBase('Change its mean', (draft) => {
        const [node] = draft.nodes;
        const value = node?.kind === 'population' ? Object.entries(node.parameters)[0]?.[1] : undefined;
        Object.assign(value ?? {}, { normal: ['12 ms', '1 ms'] });
      });
      states.push(structuredClone(editor().base));
      rename('tau');
      rename(name);
      const steps = editor().past.length;
      for (let k = states.length - 2; k >= 0; k--) {
        editor().undo();
        expect(editor().base).toEqual(states[k]);
        expect(Object.getPrototypeOf(given())).toBe(Object.prototype);
      }
      for (let k = 1; k <= steps; k++) {
        editor().redo();
        expect(editor().base).toEqual(states[k]);
      }
      expect(({} as Record<string, unknown>).normal).toBeUndefined();
    });
  },
);
