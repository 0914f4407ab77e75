import { describe, expect, test } from 'vitest';
import { findMeasure } from '../../src/analysis/measures/index.ts';
import { reportHtml } from '../../src/compare/report/report.ts';
import { compile } from '../../src/compile/index.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { describeItem } from '../../src/editor/palette/describe.ts';
import { paletteOf } from '../../src/editor/palette/items.ts';
import { axisAround } from '../../src/experiments/sweep/definition.ts';
import { findParameter } from '../../src/experiments/sweep/parameters.ts';
import type { OptionRow } from '../../src/library/probes/options.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { setField } from '../fields.ts';
import { type Entry, entries, REGISTRIES, type Registry } from './entries.ts';
import { fieldsOf } from './fields.ts';
import { inspect } from './inspector.tsx';
import { libraryPage } from './library-page.ts';

/** What an entry is in the palette; measures are no part of it. */
const PALETTE_KINDS: Readonly<Record<Registry, string | null>> = {
  neuron: 'population',
  stimulus: 'stimulus',
  synapse: 'synapse',
  plasticity: 'plasticity',
  rule: 'rule',
  probe: 'probe',
  measure: null,
};

const palette = paletteOf({}).flatMap(({ items }) => items);
const page = libraryPage();

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The texts of some markup, as they were before they were escaped. */
const plain = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');

let shownIndices: string | null = null;
/** The inspector of a synchrony probe: what its table may show. */
function indices(): string {
  const synchrony = entries.find(({ registry, id }) => registry === 'probe' && id === 'synchrony');
  if (synchrony === undefined) throw new Error('there is no synchrony probe');
  const { document, at } = synchrony.example();
  shownIndices ??= plain(inspect(document, at).html);
  return shownIndices;
}

/** The report of an example that was not run, whose nodes are not called by what they are. */
function reportOf({ example }: Entry): string {
  const { document } = example();
  document.nodes.forEach((node, k) => {
    node.name = `node ${k}`;
  });
  const { config, map } = compile(document);
  if (config === null) throw new Error('no config');
  const run = { label: '', document, map, recordings: new Recordings(config) };
  const tex = (source: string) => ({ html: escaped(source) });
  return reportHtml({ document, runs: [run], seedRuns: null, tex, version: '1', date: '' });
}

/** The network with an option of a probe that brings another one. */
const withOption = (
  document: NetworkDocument,
  at: string,
  { option, is: [value = ''] }: NonNullable<OptionRow['when']>,
): NetworkDocument => ({
  ...document,
  nodes: document.nodes.map((node) =>
    node.id === at && node.kind === 'probe' ? { ...node, options: { ...node.options, [option]: value } } : node,
  ),
});

describe.each(entries.map((entry) => [`${entry.registry} ${entry.id}`, entry] as const))('%s', (_, entry) => {
  const { registry, id, name, sentence, source, example, isIn } = entry;

  test('says what it is, in a sentence, and where it comes from', () => {
    expect(id).toMatch(/^[A-Za-z][\w-]*$/);
    expect(name.length).toBeGreaterThan(1);
    expect(sentence).toMatch(/^\S.*\S\.$/u);
    expect(source.length).toBeGreaterThan(5);
  });

  test('stands in the palette, or in the table of indices, with its source', () => {
    const kind = PALETTE_KINDS[registry];
    if (kind === null) {
      const measure = findMeasure(id);
      return expect(indices()).toContain(measure?.scope === 'within' ? measure.label : 'between populations');
    }
    const [item, ...others] = palette.filter((candidate) => candidate.kind === kind && candidate.model === id);
    if (item === undefined) throw new Error('it is not in the palette');
    expect(others).toEqual([]);
    expect(item).toMatchObject({ name, summary: sentence });
    expect(describeItem(item).source).toBe(source);
  });

  test('has an example that has no fault', () => {
    const { document } = example();
    expect(isIn(document)).toBe(true);
    expect(compile(document).problems).toEqual([]);
  });

  test('survives JSON, and the steps from the first version', () => {
    const { document } = example();
    const text = JSON.stringify(document);
    expect(validateDocument(JSON.parse(text))).toEqual({ document, problems: [] });
    expect(validateDocument({ ...JSON.parse(text), version: 1 })).toEqual({ document, problems: [] });
  });

  test('has a row in the inspector for each field: label, meaning, unit, bounds', () => {
    const fields = fieldsOf(entry);
    if (fields.length === 0) return;
    const { document, at } = example();
    const inspected = inspect(document, at);
    for (const { path, texts, when } of fields) {
      // A row that another option brings is not there before.
      if (when !== undefined) expect(inspected.row(path), path).toBe('');
      const brought = when === undefined ? inspected : inspect(withOption(document, at, when), at);
      const row = plain(brought.row(path));
      expect(row, path).not.toBe('');
      for (const text of texts) expect(row, path).toContain(text);
    }
  });

  test('offers its numbers to sweeps, over a range that it takes', () => {
    const { document, at } = example();
    for (const { path, isNumber } of fieldsOf(entry)) {
      const parameter = findParameter(document, { node: at, field: path });
      if (!isNumber) {
        expect(parameter, path).toBeUndefined();
        continue;
      }
      if (parameter === undefined) throw new Error(`${path} is not offered`);
      expect(parameter.meaning, path).toMatch(/\S{3}/);
      const { from, to } = axisAround(parameter);
      expect(from, path).not.toBe(to);
      // A range around 0 says nothing of how large the number may be.
      for (const value of Number.parseFloat(String(parameter.value)) === 0 ? [] : [from, to]) {
        const { problems } = compile(setField(document, at, path, value));
        expect(
          problems.filter(({ field, severity }) => field === path && severity === 'error'),
          `${path} ${value}`,
        ).toEqual([]);
      }
    }
  });

  test('is named in the report, with its source', () => {
    const html = plain(reportOf(entry));
    expect(html).toContain(name);
    // A probe shows the network's own results; where each comes from is said of the measures.
    if (registry !== 'probe') expect(html).toContain(source);
  });

  test('stands in docs/library.md', () => {
    const row = page.split('\n').find((line) => line.startsWith(`| ${name} `) && line.includes(`\`${id}\``));
    expect(row).toContain(source.replaceAll('|', '\\|'));
  });
});

test('no registry has two entries of one id or one name', () => {
  for (const registry of REGISTRIES) {
    const own = entries.filter((entry) => entry.registry === registry);
    expect(own.length).toBeGreaterThan(5);
    for (const key of ['id', 'name'] as const) expect(new Set(own.map((entry) => entry[key])).size).toBe(own.length);
  }
});
