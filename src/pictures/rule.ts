import { compile } from '../compile/index.ts';
import type { Picture } from '../contract/index.ts';
import { connect as addEdge, addPopulation } from '../document/commands.ts';
import { emptyNetwork } from '../document/schema.ts';
import { connect } from '../engine/connectivity/reference.ts';
import { exampleRule, type RuleKind } from '../library/topologies/index.ts';
import { drawPoints } from './draw.ts';
import { NotDrawn } from './run.ts';

const NEURONS = 40;

/** The adjacency matrix that a rule makes of a population onto itself: row i, column j is set where i reaches j. */
export function rulePicture(kind: RuleKind): Picture {
  const draft = emptyNetwork();
  const population = addPopulation(draft, 'lif', { x: 0, y: 0 });
  for (const node of draft.nodes) {
    if (node.kind !== 'population') continue;
    node.size = NEURONS;
    node.layout = { type: 'line', width: '1000 um', height: '1000 um' };
  }
  addEdge(draft, population, population);
  for (const edge of draft.edges) {
    if (edge.kind === 'synapse') edge.rule = exampleRule(kind, NEURONS);
  }
  const { config, problems } = compile(draft);
  const projection = config?.projections[0];
  if (config === null || projection === undefined) {
    throw new NotDrawn(problems.map(({ message }) => message).join(' '));
  }
  const { starts, targets } = connect({
    ...projection,
    seed: config.seed,
    dtMs: config.dtMs,
    ends: { sources: NEURONS, targets: NEURONS, same: true },
  });
  const cells = Array.from({ length: NEURONS }, (_, source) =>
    Array.from(targets.slice(starts[source], starts[source + 1]), (target) => [target, source] as const),
  ).flat();
  return {
    width: NEURONS,
    height: NEURONS,
    layers: [drawPoints(NEURONS, NEURONS, 'excitatory', cells)],
    caption: `adjacency matrix of ${NEURONS} neurons: rows are sources, columns targets`,
  };
}
