/** All that says what a network is and what is measured of it. */
const BELOW_RUNS = ['contract', 'units', 'equations', 'library', 'document', 'compile', 'analysis'];

/**
 * Imports point one way: what a folder of src may import is the table in ARCHITECTURE.md. A folder absent from a list may
 * not be imported from there.
 */
const layers = {
  contract: ['units'],
  units: [],
  equations: ['units', 'contract'],
  library: ['units', 'contract', 'equations'],
  document: ['units', 'equations', 'library', 'contract'],
  compile: ['document', 'library', 'equations', 'units', 'contract'],
  engine: ['contract', 'equations', 'library/topologies'],
  analysis: ['contract', 'units', 'equations'],
  session: ['engine', 'analysis', 'contract'],
  experiments: [...BELOW_RUNS, 'engine/fingerprint', 'session'],
  pictures: [...BELOW_RUNS, 'engine', 'session', 'experiments'],
  exchange: ['document', 'compile', 'library', 'equations', 'contract', 'units'],
  plots: [...BELOW_RUNS, 'session', 'experiments', 'exchange'],
  editor: [...BELOW_RUNS, 'session', 'experiments', 'exchange', 'plots'],
  compare: [...BELOW_RUNS, 'session', 'experiments', 'exchange', 'plots', 'editor'],
  cli: [...BELOW_RUNS, 'engine', 'session', 'experiments', 'exchange'],
};

const rules = Object.entries(layers).map(([from, allowed]) => ({
  name: `${from}-imports`,
  comment: `src/${from} may import only ${[from, ...allowed].join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: [from, ...allowed].map((path) => `^src/${path}[/.]`) },
}));

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'no-circular',
      comment: 'A cycle hides which of two modules is the lower one.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'views-do-not-run-the-engine',
      comment: 'Views talk to workers through session/client and experiments/cells/pool, never to what runs in them.',
      severity: 'error',
      from: { path: '^src/(app|editor|plots|compare)/' },
      to: { path: '^src/(session/(host|worker)|experiments/cells/(evaluate|worker))' },
    },
    {
      name: 'experiments-draw-nothing',
      comment: 'Experiments run in Node as well: their results are drawn by the views.',
      severity: 'error',
      from: { path: '^src/experiments/' },
      to: { path: 'node_modules/(react|react-dom|@mantine|@xyflow|uplot)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
