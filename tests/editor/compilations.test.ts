import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { modelTables } from '../../src/compare/report/model-tables.ts';
import { compile } from '../../src/compile/index.ts';
import * as network from '../../src/compile/network.ts';
import { comparedOf } from '../../src/document/configurations.ts';
import '../../src/editor/problems.ts';
import { useEditor } from '../../src/editor/store.ts';
import { configurations } from '../../src/experiments/simulation/configurations.ts';
import { networkOf } from '../document/models.ts';

const editor = () => useEditor.getState();
const compilations = vi.spyOn(network, 'compileNetwork');

/** Everything on the page that wants the open network compiled, as it asks for it. */
function allAsk(): void {
  // Problems of what is shown come shortly after an edit, those of other configurations a little later.
  vi.advanceTimersByTime(1000);
  const { base, document } = editor();
  // What runs, alone or side by side, and what is asked of each edit while it runs.
  configurations(base, null);
  if (base.variants.length > 0) configurations(base, comparedOf(base));
  // A connectivity probe and the report are of what is shown.
  compile(document);
  modelTables(document, (tex) => ({ html: tex }));
}

beforeEach(() => {
  vi.useFakeTimers();
  editor().load({
    ...networkOf('lif'),
    variants: [
      { id: 'B', name: 'Fewer', overrides: [{ node: 'cells', field: 'size', value: 10 }] },
      { id: 'C', name: 'More', overrides: [{ node: 'cells', field: 'size', value: 40 }] },
      { id: 'D', name: 'At fault, and so nothing new', overrides: [{ node: 'cells', field: 'sise', value: 10 }] },
    ],
  });
  vi.advanceTimersByTime(1000);
  compilations.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => compilations.mockRestore());

describe('a revision of the open network', () => {
  it('is compiled once for problems, runs, connectivity and report', () => {
    editor().editBase('No variants', (draft) => {
      draft.variants = [];
    });
    allAsk();
    allAsk();
    expect(compilations).toHaveBeenCalledTimes(1);
    editor().edit('Size', (draft) => {
      for (const node of draft.nodes) if (node.kind === 'population') node.size = 30;
    });
    allAsk();
    expect(compilations).toHaveBeenCalledTimes(2);
  });

  it('is compiled once for each configuration, whichever is shown', () => {
    editor().editBase('Duration', (draft) => {
      draft.run.duration = '200 ms';
    });
    allAsk();
    expect(compilations).toHaveBeenCalledTimes(3);
    for (const variant of ['B', 'C', 'D', null]) {
      editor().editVariant(variant);
      allAsk();
    }
    expect(compilations).toHaveBeenCalledTimes(3);
  });

  it('is not compiled for what was open before, nor for a selection', () => {
    editor().select({ nodes: ['cells'], edges: [] });
    allAsk();
    expect(compilations).toHaveBeenCalledTimes(0);
  });

  it('runs as the network whose problems are shown', () => {
    const [alone] = configurations(editor().base, null);
    expect(alone).toMatchObject({ config: expect.anything() });
    expect(typeof alone === 'object' && alone.config).toBe(compile(editor().base).config);
    const fewer = configurations(editor().base, comparedOf(editor().base, { '': false, C: false, D: false }));
    editor().editVariant('B');
    expect(typeof fewer[0] === 'object' && fewer[0].config).toBe(compile(editor().document).config);
  });
});

it('a network that may still be changed is compiled whenever it is asked for', () => {
  const open = networkOf('lif');
  expect(compile(open).config?.groups[0]?.size).toBe(20);
  for (const node of open.nodes) if (node.kind === 'population') node.size = 30;
  expect(compile(open).config?.groups[0]?.size).toBe(30);
  expect(compilations).toHaveBeenCalledTimes(2);
});
