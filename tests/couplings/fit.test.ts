import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { addPopulation, addProbe, addStimulus, canConnect, connect } from '../../src/document/commands.ts';
import { fittingSynapses } from '../../src/document/connections.ts';
import { addModel, ownCopyOf } from '../../src/document/models.ts';
import { emptyNetwork, type NetworkDocument, type SynapseEdge } from '../../src/document/schema.ts';
import { summarise } from '../../src/document/summarise.ts';
import { fittingItems } from '../../src/editor/palette/items.ts';
import { lif } from '../../src/library/neurons/lif.ts';

/** One population of each model, by the model's id, and the stimuli `step` and `poisson`. */
function everything(): NetworkDocument {
  const document = emptyNetwork();
  for (const model of ['lif', 'adex', 'wang-buzsaki', 'kuramoto', 'chua']) {
    const id = addPopulation(document, model, { x: 0, y: 0 });
    Object.assign(document.nodes.find((node) => node.id === id) ?? {}, { id: model, name: model, size: 4 });
  }
  for (const model of ['step', 'poisson']) {
    const id = addStimulus(document, model, { x: 0, y: 0 });
    Object.assign(document.nodes.find((node) => node.id === id) ?? {}, { id: model, name: model });
  }
  return document;
}

function connected(source: string, target: string, fields: Partial<SynapseEdge> = {}): NetworkDocument {
  const document = everything();
  const outcome = connect(document, source, target);
  if (!outcome.ok) throw new Error(outcome.reason);
  Object.assign(document.edges[0] ?? {}, fields);
  return document;
}

describe('what fits two ends', () => {
  test.each([
    ['lif', 'adex', ['delta', 'exponential-current', 'gap-junction', 'graded', 'nmda']],
    ['poisson', 'lif', ['delta', 'exponential-conductance']],
    ['kuramoto', 'kuramoto', ['phase', 'diffusive']],
    ['chua', 'chua', ['diffusive']],
  ])('%s to %s takes %j', (source, target, ids) => {
    const found = fittingSynapses(everything(), source, target).map(({ id }) => id);
    expect(found).toEqual(expect.arrayContaining(ids));
  });

  test.each([
    ['lif', 'adex', ['phase', 'diffusive']],
    ['poisson', 'lif', ['gap-junction', 'nmda', 'graded', 'phase']],
    ['kuramoto', 'kuramoto', ['delta', 'gap-junction', 'exponential-current', 'nmda']],
    ['chua', 'chua', ['phase', 'delta', 'gap-junction']],
  ])('%s to %s does not take %j', (source, target, ids) => {
    const found = fittingSynapses(everything(), source, target).map(({ id }) => id);
    expect(found.filter((id) => ids.includes(id))).toEqual([]);
  });

  test.each([
    ['lif', 'adex', 'delta', '1.5 ms'],
    ['kuramoto', 'kuramoto', 'phase', '0 ms'],
    ['chua', 'chua', 'diffusive', '0 ms'],
  ])('a new edge from %s to %s is %s', (source, target, model, delay) => {
    const document = connected(source, target);
    expect(document.edges[0]).toMatchObject({ model, delay });
    expect(compile(document).problems).toEqual([]);
  });

  test.each([
    ['step', 'kuramoto', 'The input H of Kuramoto oscillator takes 1/ms, and a stimulus current is in pA.'],
    [
      'poisson',
      'kuramoto',
      'No synapse takes spikes of a stimulus to "kuramoto": "Delta (jump of the potential)" adds mV to the membrane, and theta of Kuramoto oscillator is a pure number.',
    ],
  ])('no line from %s to %s', (source, target, reason) => {
    expect(canConnect(everything(), source, target)).toEqual({ ok: false, reason });
  });

  test('a synapse of a file that does not fit is a problem that names both ends', () => {
    const document = connected('kuramoto', 'kuramoto', { model: 'gap-junction', weight: '1 nS' });
    expect(compile(document).problems.map(({ message }) => message)).toEqual([
      'Synapse "kuramoto-kuramoto": "Gap junction" brings nS, and the input H of Kuramoto oscillator takes 1/ms.',
    ]);
    const phases = connected('chua', 'chua', { model: 'phase' });
    expect(compile(phases).problems[0]?.message).toBe(
      'Synapse "chua-chua": "Phase coupling" couples phases, and Chua\'s circuit has none.',
    );
  });

  test('a line that is dropped on the canvas is offered what it can run to', () => {
    const models = (node: string, end: 'from' | 'to') =>
      fittingItems(everything(), { node, end }).flatMap(({ kind, model }) => (kind === 'probe' ? [] : [model]));
    // An oscillator's spikes may drive neurons.
    expect(models('kuramoto', 'from')).toEqual(expect.arrayContaining(['kuramoto', 'lif']));
    const drivers = models('kuramoto', 'to');
    expect(drivers).toContain('kuramoto');
    expect(drivers.filter((model) => ['lif', 'step', 'poisson', 'background'].includes(model))).toEqual([]);
    expect(models('chua', 'from')).toContain('chua');
    expect(models('chua', 'from')).not.toContain('lif');
  });

  test('a synapse of spikes from what has none is a warning', () => {
    const document = connected('lif', 'adex');
    addModel(document, { ...ownCopyOf(lif, 'Silent'), threshold: '', reset: '' });
    const [id = ''] = Object.keys(document.models ?? {});
    Object.assign(document.nodes.find((node) => node.id === 'lif') ?? {}, { model: id });
    expect(fittingSynapses(document, 'lif', 'adex').map((synapse) => synapse.id)).not.toContain('delta');
    const { config, problems } = compile(document);
    expect(config).not.toBeNull();
    expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', 'Synapse "lif-adex": "Delta (jump of the potential)" is driven by spikes, and Silent emits none.'],
    ]);
  });

  test('an edge that acts at once shows no delay', () => {
    const [edge] = connected('kuramoto', 'kuramoto').edges;
    expect(edge?.kind === 'synapse' && summarise(edge)).toBe('all to all · 0.1 1/ms');
  });
});

test('a raster of what never spikes says so', () => {
  const document = connected('chua', 'chua');
  const raster = addProbe(document, 'raster', { x: 0, y: 0 });
  connect(document, raster, 'chua');
  const { problems, config } = compile(document);
  expect(config).not.toBeNull();
  expect(problems.map(({ message, severity }) => [severity, message])).toEqual([
    [
      'warning',
      expect.stringMatching(/"chua" \(Chua's circuit\) emits no spikes\. Choose traces or the phase plane\./),
    ],
  ]);
});
