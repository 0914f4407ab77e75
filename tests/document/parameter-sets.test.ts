import { applyPatches, enablePatches, produce, produceWithPatches } from 'immer';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { addPopulation, addStimulus, connect } from '../../src/document/commands.ts';
import { applySet, currentsInto, giveInput, hasInput, hasSet } from '../../src/document/parameter-sets.ts';
import { emptyNetwork, type NetworkDocument } from '../../src/document/schema.ts';
import { izhikevich } from '../../src/library/neurons/izhikevich.ts';
import type { ParameterSet, Protocol } from '../../src/library/types.ts';

enablePatches();
const at = { x: 400, y: 0 };

function pattern(name: string): ParameterSet & { readonly protocol: Protocol } {
  const set = izhikevich.sets.find((candidate) => candidate.name.startsWith(name));
  if (set?.protocol === undefined) throw new Error(`no pattern ${name}`);
  return { ...set, protocol: set.protocol };
}
const CLASS_1 = pattern('G ');
const ACCOMMODATION = pattern('R ');

const withSet = (document: NetworkDocument, set: ParameterSet) =>
  produce(document, (draft) => {
    for (const node of draft.nodes) if (node.kind === 'population') applySet(node, set);
  });
const withInput = (document: NetworkDocument, { protocol }: { readonly protocol: Protocol }, ids = ['P']) =>
  produce(document, (draft) => {
    giveInput(draft, ids, protocol, (_, wanted) => wanted);
  });
const single = produce(emptyNetwork(), (draft) => {
  addPopulation(draft, 'izhikevich', at);
  for (const node of draft.nodes) node.id = 'P';
});
const populationOf = (document: NetworkDocument) => {
  const node = document.nodes.find(({ id }) => id === 'P');
  if (node?.kind !== 'population') throw new Error('no population');
  return node;
};

describe('choosing a set', () => {
  it('leaves nothing of the one before: what a set does not name is the default', () => {
    const regular = izhikevich.sets[0];
    if (regular === undefined) throw new Error('no set');
    const document = withSet(withSet(single, CLASS_1), regular);
    expect(populationOf(document).parameters).toEqual(regular.parameters);
    expect(populationOf(document).initial).toEqual({});
    expect(populationOf(document).integrator).toBe('default');
  });

  it('takes parameters, initial values and integrator', () => {
    const node = populationOf(withSet(single, CLASS_1));
    expect(node).toMatchObject({ initial: { v: '-60 mV', u: '6 mV' }, integrator: 'sequential_euler' });
    // G and L are one neuron under two inputs.
    expect(izhikevich.sets.filter((set) => hasSet(node, set)).map(({ name }) => name.charAt(0))).toEqual(['G', 'L']);
    expect(hasSet({ ...node, integrator: 'rk4' }, CLASS_1)).toBe(false);
  });
});

describe('giving a set its input', () => {
  it('lets the currents in as they are, where one that is drawn has the scale of the model', () => {
    const scaleIn = ({ edges }: NetworkDocument) =>
      edges.flatMap((edge) => (edge.kind === 'injection' ? [edge.scale] : []));
    const document = withInput(withSet(single, ACCOMMODATION), ACCOMMODATION);
    expect(scaleIn(document)).toEqual(ACCOMMODATION.protocol.stimuli.map(() => 1));
    const drawn = produce(single, (draft) => {
      connect(draft, addStimulus(draft, 'step', at), 'P');
    });
    expect(scaleIn(drawn)).toEqual([izhikevich.currentScale]);
    const weaker = produce(document, (draft) => {
      for (const edge of draft.edges) if (edge.kind === 'injection') edge.scale = 0.5;
    });
    expect(hasInput(document, 'P', ACCOMMODATION.protocol)).toBe(true);
    expect(hasInput(weaker, 'P', ACCOMMODATION.protocol)).toBe(false);
  });

  it('adds the currents of the protocol and sets duration and step', () => {
    const document = withInput(withSet(single, ACCOMMODATION), ACCOMMODATION);
    expect(currentsInto(document, 'P').map(({ model }) => model)).toEqual(['ramp', 'step', 'ramp', 'step']);
    expect(document.run).toMatchObject({ duration: '400 ms', dt: '0.5 ms', from: '0 ms' });
    expect(hasInput(document, 'P', ACCOMMODATION.protocol)).toBe(true);
    expect(hasInput(document, 'P', CLASS_1.protocol)).toBe(false);
    expect(compile(document).problems).toEqual([]);
  });

  it('takes the place of the currents before, and keeps stimuli that others use', () => {
    const shared = produce(single, (draft) => {
      const other = addPopulation(draft, 'lif', at);
      const noise = addStimulus(draft, 'noise', at);
      const sine = addStimulus(draft, 'sine', at);
      connect(draft, noise, 'P');
      connect(draft, noise, other);
      connect(draft, sine, 'P');
    });
    const document = withInput(shared, CLASS_1);
    const models = document.nodes.flatMap((node) => (node.kind === 'stimulus' ? [node.model] : []));
    expect(models.sort()).toEqual(['noise', 'ramp']);
    expect(currentsInto(document, 'P').map(({ model }) => model)).toEqual(['ramp']);
    expect(document.edges.filter(({ kind }) => kind === 'injection')).toHaveLength(2);
  });

  it('is one edit that can be undone', () => {
    const [next, , backward] = produceWithPatches(single, (draft) => {
      giveInput(draft, ['P'], CLASS_1.protocol, (_, wanted) => wanted);
    });
    expect(next).not.toEqual(single);
    expect(applyPatches(next, backward)).toEqual(single);
  });
});
