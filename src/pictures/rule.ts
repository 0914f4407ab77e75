import { compile } from '../compile/index.ts';
import type { Picture } from '../contract/index.ts';
import { connect as addEdge, addPopulation } from '../document/commands.ts';
import { RULE_DEFAULTS } from '../document/rule-defaults.ts';
import { emptyNetwork, type Rule } from '../document/schema.ts';
import { connect } from '../engine/connectivity/reference.ts';
import { drawPoints } from './draw.ts';
import { NotDrawn } from './run.ts';

const NEURONS = 40;

const own = (cell: (i: number, j: number) => boolean): [number, number][] =>
  Array.from({ length: NEURONS ** 2 }, (_, k): [number, number] => [Math.floor(k / NEURONS), k % NEURONS]).filter(
    ([i, j]) => cell(i, j),
  );

/** A list and a matrix are whatever the user gives: two that one would know again. */
const feedForward = own((i, j) => j === i + 1 || j === (3 * i) % NEURONS);
const modules = own((i, j) => i !== j && Math.floor(i / 10) === Math.floor(j / 10));

/** Numbers that suit forty neurons where the defaults do not. */
const FOR_FEW: { readonly [K in Rule['type']]?: Partial<Extract<Rule, { type: K }>> } = {
  'fixed-in-degree': { inDegree: 6 },
  'fixed-out-degree': { outDegree: 6 },
  'fixed-total-number': { synapses: 200 },
  list: { pairs: feedForward },
  matrix: {
    rows: Array.from({ length: NEURONS }, (_, i) =>
      Array.from({ length: NEURONS }, (__, j) => (modules.some(([a, b]) => a === i && b === j) ? 0.1 : 0)),
    ),
  },
};

/** The adjacency matrix that a rule makes of a population onto itself: row i, column j is set where i reaches j. */
export function rulePicture(type: Rule['type']): Picture {
  const draft = emptyNetwork();
  const population = addPopulation(draft, 'lif', { x: 0, y: 0 });
  for (const node of draft.nodes) {
    if (node.kind !== 'population') continue;
    node.size = NEURONS;
    node.layout = { type: 'line', width: '1000 um', height: '1000 um' };
  }
  addEdge(draft, population, population);
  for (const edge of draft.edges) {
    if (edge.kind === 'synapse') edge.rule = { ...RULE_DEFAULTS[type], ...FOR_FEW[type] } as Rule;
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
