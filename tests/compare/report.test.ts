import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { reportHtml } from '../../src/compare/report/report.ts';
import { probePictures } from '../../src/compare/report/run-plots.ts';
import { comparedOf } from '../../src/document/configurations.ts';
import { experimentOf } from '../../src/experiments/seeds/experiment.ts';
import type { RunView } from '../../src/plots/types.ts';
import { copyOf, networkOf } from '../document/models.ts';
import { tagsOf } from '../markup.ts';
import { readPreset, runPreset } from '../presets/expectations.ts';

const tex = (source: string) => ({ html: katex.renderToString(source, { output: 'mathml', throwOnError: true }) });

const reportOf = (id: string, runs: readonly RunView[] = []): string =>
  reportHtml({ document: readPreset(id), runs, seedRuns: null, tex, version: '1.2.3', date: '2001-02-03' });

/** Names of elements that are opened and not closed again in their order. */
function unbalanced(html: string): string[] {
  const open: string[] = [];
  for (const [, slash, name = '', rest = ''] of html.matchAll(/<(\/?)([a-zA-Z][\w-]*)([^>]*)>/g)) {
    if (name === 'meta' || rest.endsWith('/')) continue;
    if (slash !== '/') open.push(name);
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}

describe.each(['vogels-abbott-coba', 'ping', 'stdp-bimodal', 'kuramoto'])('the report of %s', (id) => {
  const document = readPreset(id);
  const html = reportOf(id);

  test('is one well-formed file that needs nothing else', () => {
    expect(unbalanced(html)).toEqual([]);
    expect(html).not.toMatch(/<script|<link|<img|src=|@import|url\((?!#)/);
    for (const [, link] of html.matchAll(/href="([^"]*)"/g)) expect(link).toMatch(/^#/);
  });

  test('names every population, stimulus, synapse and configuration', () => {
    for (const node of document.nodes) if (node.kind !== 'probe') expect(html).toContain(node.name);
    for (const edge of document.edges) if (edge.kind === 'synapse') expect(html).toContain(`<td>${edge.id}</td>`);
    for (const { name } of document.variants) expect(html).toContain(name.replaceAll('&', '&amp;'));
    for (const letter of 'ABCDEF') expect(html).toContain(`<caption>${letter}. `);
  });

  test('sets its equations in MathML', () => {
    expect(html).toMatch(/<math/);
    expect(html).not.toContain('merror');
  });
});

test.each([
  ['default', 'Heun (Stratonovich); multiplicative noise, in Stratonovich’s sense'],
  ['euler', 'Euler / Euler–Maruyama (Itô); multiplicative noise, in Itô’s sense'],
] as const)('says in whose sense multiplicative noise is taken under %s', (integrator, text) => {
  const equations = 'dv/dt = (E_L - v + R*I + (v - E_L)*sqrt(tau_m)*xi)/tau_m : mV (unless refractory)';
  const document = networkOf('noisy', copyOf('lif', { equations, integrator }));
  const html = reportHtml({ document, runs: [], seedRuns: null, tex, version: '1', date: '' });
  expect(html).toContain(`<td>${text}</td>`);
});

test('a run brings its picture, its indices, and why one is undefined', async () => {
  const document = readPreset('lif-step');
  const { map, recordings } = await runPreset(document, undefined);
  const html = reportOf('lif-step', [{ label: '', document, map, recordings }]);
  expect(unbalanced(html)).toEqual([]);
  expect(html).toContain('aria-label="population rate in Hz against time"');
  expect(html).toMatch(/aria-label="raster of Neuron[^"]*, \d+ spikes"/);
  expect(html).toContain('undefined: one neuron alone has no synchrony');
  expect(html).toContain('1.2.3, 2001-02-03');
});

test('an index of a run brings what chance gives, where that is known', async () => {
  const document = readPreset('lif-step');
  const { map, recordings } = await runPreset(document, undefined);
  const run = { label: '', document, map, recordings };
  const population = map.populations[0]?.id ?? '';
  const chance = { mean: 0.25, sd: 0.125, count: 20, from: 'shuffled intervals' };
  const chanced = {
    runs: [run],
    asked: { populations: [[population]], measures: ['fano', 'rateHz'], between: [] },
    answer: {
      window: { fromMs: 0, toMs: 1 },
      populations: [{ run: 0, population, chances: [chance, { mean: null, reason: 'it compares no neurons' }] }],
      between: [],
    },
  };
  const html = reportHtml({ document, runs: [run], chances: [chanced], seedRuns: null, tex, version: '1', date: '' });
  expect(html).toMatch(
    /<td>[\d.]+, chance 0\.25 ± 0\.125, z = -?[\d.]+, n = 20 surrogates of shuffled intervals<\/td>/,
  );
  expect(html).not.toContain('no chance: it compares');
});

test('the probes of a run bring the pictures that they show, in files that need nothing else', async () => {
  const document = readPreset('lif-step');
  const { map, recordings } = await runPreset(document, undefined);
  const run = { label: '', document, map, recordings };
  const pictures = await probePictures(run);
  const drawn = document.nodes.flatMap((node) => (node.kind === 'probe' ? [node.name] : []));
  expect(pictures.map(({ probe }) => probe)).toEqual(drawn);
  for (const { svg } of pictures) expect(tagsOf(svg)).toContain('path');
  const html = reportHtml({ document, runs: [run], pictures: [pictures], seedRuns: null, tex, version: '1', date: '' });
  expect(unbalanced(html)).toEqual([]);
  for (const { svg } of pictures) expect(html).toContain(svg);
  for (const [, link] of html.matchAll(/href="([^"]*)"/g)) expect(link).toMatch(/^(#|data:image)/);
});

test('an experiment brings what differs, the sentence, the chart, the intervals and the seeds', () => {
  const document = readPreset('stimulus-and-synchrony-lif');
  const experiment = experimentOf(document, comparedOf(document), 4);
  if ('fault' in experiment) throw new Error(experiment.fault);
  const column = experiment.arms[0]?.sweep.measures.indexOf('chi') ?? -1;
  const results = Object.fromEntries(
    experiment.arms.map(({ fingerprint, sweep }, k) => [
      fingerprint,
      experiment.seeds.map((seed) => ({
        cell: { place: [], seed },
        values: { E: sweep.measures.map((_, m) => (m === column ? 0.2 * (k + 1) + 0.001 * seed : null)) },
        fault: null,
      })),
    ]),
  );
  const seedRuns = { experiment, results, population: 'E', measure: 'chi' };
  const html = reportHtml({ document, runs: [], seedRuns, tex, version: '1', date: '' });
  expect(unbalanced(html)).toEqual([]);
  for (const { label, name } of experiment.arms) expect(html).toContain(`<th scope="col">${label}: ${name}</th>`);
  expect(html).toContain('<td>E → E · probability</td><td>1</td><td>1</td><td><strong>0.1</strong></td>');
  expect(html).toMatch(/χ of E is 0\.20\d+ \[0\.20\d+, 0\.20\d+\] in A \(All to all, with\)/);
  expect(html).toContain('Holm');
  expect(html.match(/<circle/g)?.length).toBeGreaterThanOrEqual(4 * (4 + 2));
  expect(html).toContain('Seeds 1, 2, 3, 4.');
});

test('what a user typed is text, whatever it looks like', () => {
  const document = { ...readPreset('lif-step'), name: '<script>alert(1)</script> & "co"' };
  const html = reportHtml({ document, runs: [], seedRuns: null, tex, version: '1', date: '' });
  expect(html).not.toContain('<script>alert');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;');
});
