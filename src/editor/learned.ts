import { connectivityKey, keptWeights } from '../compile/index.ts';
import { useSimulation } from './simulation.ts';
import { useEditor } from './store.ts';

/** A file with more would be too large to handle: 5 MB. */
const MOST_SYNAPSES = 500_000;

/** Puts the weights of an edge, as they are now in the run, into the document; a sentence where that cannot be. */
export async function keepLearnedWeights(edge: string): Promise<string | null> {
  const { runs, readWeights } = useSimulation.getState();
  const run = runs[0];
  const list = await readWeights(edge).catch(() => null);
  const ran = run?.document.edges.find(({ id }) => id === edge);
  const size = (id: string | undefined): number => run?.map.populations.find((one) => one.id === id)?.size ?? 0;
  if (run === undefined || list === null || ran?.kind !== 'synapse')
    return 'There is no run whose weights could be kept.';
  if (list.weights.length > MOST_SYNAPSES)
    return `There are ${list.weights.length.toLocaleString('en')} synapses; at most ${MOST_SYNAPSES.toLocaleString('en')} can be kept in a file.`;
  const learned = {
    connectivity: connectivityKey({
      seed: run.document.run.seed,
      edge,
      rule: ran.rule,
      sources: size(ran.source),
      targets: size(ran.target),
    }),
    weights: keptWeights(list),
  };
  useEditor.getState().edit('Keep learned weights', (draft) => {
    const found = draft.edges.find(({ id }) => id === edge);
    if (found?.kind === 'synapse') found.learned = learned;
  });
  return null;
}
