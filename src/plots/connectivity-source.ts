import { useEffect, useState } from 'react';
import type { GraphSummary } from '../analysis/connectivity/index.ts';
import { compile } from '../compile/index.ts';
import { nameIn } from '../document/name-in.ts';
import { originOf } from '../document/repeats.ts';
import type { NetworkDocument, SynapseEdge } from '../document/schema.ts';
import { observedSynapses } from '../document/taps.ts';
import { createWorkerSession, type WorkerSession } from '../session/client.ts';
import type { ConnectionsOf } from '../session/types.ts';

/** Edits follow each other while someone types. */
const PAUSE_MS = 150;
/** A worker that nobody asks any more is given back. */
const IDLE_MS = 20_000;

const isSynapse = (edge: NetworkDocument['edges'][number]): edge is SynapseEdge => edge.kind === 'synapse';

/** The synapses that an option of a probe may name, by the names of their ends: see `observedSynapses`. */
export function projectionsOf(
  document: NetworkDocument,
  probe: string,
  which: 'projection' | 'plastic-edge' = 'projection',
): { value: string; label: string }[] {
  const nameOf = (id: string) => nameIn(document.nodes, id);
  return observedSynapses(document, probe, which).map(({ id, source, target }) => ({
    value: id,
    label: `${nameOf(source)} → ${nameOf(target)}`,
  }));
}

/** A graph, or why there is none to be seen; `null` while it is made. */
export type GraphState = { readonly summary: GraphSummary } | { readonly reason: string } | null;

/** All that the synapses of an edge depend on, as a text. */
function wiringKey(document: NetworkDocument, edge: SynapseEdge): string {
  const ends = document.nodes
    .filter(({ id }) => id === edge.source || id === edge.target)
    .map((node) => ({ ...node, name: null, position: null, parent: null }));
  return JSON.stringify([edge.id, edge.source, edge.target, edge.copies, edge.rule, ends, document.run.seed]);
}

let session: WorkerSession | null = null;
let idle: ReturnType<typeof setTimeout> | undefined;
let waiting = 0;

/** Asks the worker that is kept for this; it is apart from the one that simulates. */
async function ask(...given: Parameters<WorkerSession['connectivity']>): Promise<GraphSummary> {
  clearTimeout(idle);
  waiting += 1;
  try {
    session ??= createWorkerSession();
    return await session.connectivity(...given);
  } finally {
    waiting -= 1;
    if (session?.hasCrashed()) {
      session.terminate();
      session = null;
    }
    if (waiting === 0) {
      idle = setTimeout(() => {
        session?.terminate();
        session = null;
      }, IDLE_MS);
    }
  }
}

/** The graph of the edge of an id. */
export async function graphOf(document: NetworkDocument, edge: string): Promise<Exclude<GraphState, null>> {
  const { config, problems } = compile(document);
  if (config === null) {
    const [first] = problems.filter(({ severity }) => severity === 'error');
    return { reason: first?.message ?? 'The network has a fault.' };
  }
  // Couplings first: where they keep states at their source, a projection of the same name takes its spikes to itself.
  const which = (['coupling', 'projection'] as const)
    .map((of): ConnectionsOf => {
      const list: readonly { readonly name: string }[] = of === 'projection' ? config.projections : config.couplings;
      return { of, index: list.findIndex(({ name }) => originOf(name) === edge) };
    })
    .find(({ index }) => index >= 0);
  if (which === undefined) return { reason: 'Every neuron gets trains of its own here: there is no matrix.' };
  try {
    return { summary: await ask(config, which) };
  } catch (fault) {
    return { reason: fault instanceof Error ? fault.message : String(fault) };
  }
}

/** The graph of an edge as the network has it now; made anew a moment after what it depends on has changed. */
export function useGraph(document: NetworkDocument | null, edgeId: string): GraphState {
  const [state, setState] = useState<{ readonly edge: string; readonly graph: GraphState }>({ edge: '', graph: null });
  const edge = document?.edges.filter(isSynapse).find(({ id }) => id === edgeId);
  const key = document === null || edge === undefined ? '' : wiringKey(document, edge);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what of the network matters
  useEffect(() => {
    if (document === null || edge === undefined) return;
    let current = true;
    const timer = setTimeout(() => {
      void graphOf(document, edge.id).then((graph) => {
        if (current) setState({ edge: edgeId, graph });
      });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key]);
  return state.edge === edgeId ? state.graph : null;
}
