import type { Draft } from 'immer';
import { create } from 'zustand';
import {
  choosePlasticity,
  chooseRule,
  chooseSynapse,
  isRule,
  plasticityRefusal,
  synapseMisfit,
} from '../../document/edge-choice.ts';
import type { NetworkDocument, SynapseEdge } from '../../document/schema.ts';
import { findStimulus, isBackground } from '../../library/stimuli/index.ts';
import { findSynapse } from '../../library/synapses/index.ts';
import { useCanvas } from '../canvas-store.ts';
import { sizeOf } from '../inspector/expected.ts';
import { useEditor } from '../store.ts';
import type { EdgeItem } from './items.ts';

interface Choice {
  /** What new synapses are made with; null: what fits best. */
  readonly synapse: string | null;
  readonly rule: string | null;
  /** null: weights stay. */
  readonly plasticity: string | null;
}

/** The synapse, the rule and the plasticity that new connections are made with. */
export const useChoice = create<Choice>()(() => ({ synapse: null, rule: null, plasticity: null }));

const WHAT: Readonly<Record<EdgeItem['kind'], { readonly title: string; readonly without: string }>> = {
  synapse: { title: 'Synapse', without: 'New connections get the synapse that fits.' },
  rule: { title: 'Rule', without: 'New connections get the rule that fits.' },
  plasticity: { title: 'Plasticity', without: 'Weights of new connections stay.' },
};

/** Why an item cannot stand on an edge, as a sentence; null where it can. */
function refusal(document: NetworkDocument, edge: SynapseEdge, item: EdgeItem): string | null {
  const source = document.nodes.find(({ id }) => id === edge.source);
  if (item.kind === 'rule') {
    const background = source?.kind === 'stimulus' && isBackground(findStimulus(source.model));
    return background ? `"${source?.name}" sends every neuron trains of its own, and so needs no rule.` : null;
  }
  if (item.kind === 'plasticity') return plasticityRefusal(document, edge);
  const model = findSynapse(item.model);
  return model === undefined ? `There is no synapse "${item.model}".` : synapseMisfit(document, edge, model);
}

function write(document: NetworkDocument, edge: Draft<SynapseEdge>, { kind, model }: Pick<EdgeItem, 'kind' | 'model'>) {
  if (kind === 'synapse') chooseSynapse(document, edge, model);
  else if (kind === 'plasticity') choosePlasticity(edge, model);
  else if (isRule(model)) {
    chooseRule(edge, model, { sources: sizeOf(document, edge.source), targets: sizeOf(document, edge.target) });
  }
}

/** Puts a synapse or a rule on edges, as one undoable edit. Returns why it could not stand on one of them, or null. */
export function applyToEdges(item: EdgeItem, ids: readonly string[]): string | null {
  const { document, edit } = useEditor.getState();
  const edges = document.edges.filter((edge): edge is SynapseEdge => edge.kind === 'synapse' && ids.includes(edge.id));
  const reason = edges.map((edge) => refusal(document, edge, item)).find((sentence) => sentence !== null) ?? null;
  if (reason !== null) return reason;
  edit(`${WHAT[item.kind].title}: ${item.name}`, (draft) => {
    for (const edge of draft.edges) {
      if (edge.kind === 'synapse' && ids.includes(edge.id)) write(document, edge, item);
    }
  });
  useCanvas
    .getState()
    .announce(`${item.name} on ${edges.length === 1 ? 'the connection' : `${edges.length} connections`}.`);
  return null;
}

/** Ids of the selected synapses. */
export function selectedSynapses(): readonly string[] {
  const { document, selection } = useEditor.getState();
  return document.edges
    .filter(({ id, kind }) => kind === 'synapse' && selection.edges.includes(id))
    .map(({ id }) => id);
}

/** Chooses what new connections are made with; the same again: what fits best. */
export function chooseForNew({ kind, model, name }: EdgeItem): void {
  const chosen = useChoice.getState()[kind] === model ? null : model;
  useChoice.setState({ [kind]: chosen });
  useCanvas.getState().announce(chosen === null ? WHAT[kind].without : `New connections: ${name}.`);
}

/** Gives a new edge what was chosen, as far as it fits. */
export function giveChoice(draft: Draft<NetworkDocument>, id: string): void {
  const edge = draft.edges.find((candidate) => candidate.id === id);
  if (edge?.kind !== 'synapse') return;
  const chosen = useChoice.getState();
  for (const kind of ['synapse', 'rule', 'plasticity'] as const) {
    const model = chosen[kind];
    if (model === null) continue;
    const item: EdgeItem = { kind, model, name: model, summary: '' };
    if (refusal(draft as NetworkDocument, edge as SynapseEdge, item) === null)
      write(draft as NetworkDocument, edge, item);
  }
}
