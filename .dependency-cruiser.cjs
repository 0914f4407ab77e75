/**
 * Imports point one way: what a folder of src may import is the table in ARCHITECTURE.md. A folder absent from a list may
 * not be imported from there.
 */
const layers = {
  contract: ['units'],
  units: [],
  equations: ['units', 'contract'],
  library: ['units', 'contract', 'equations'],
  document: ['units', 'equations', 'library', 'contract', 'analysis'],
  compile: ['document', 'library', 'equations', 'units', 'contract'],
  engine: ['contract', 'equations', 'library/topologies'],
  analysis: ['contract', 'units', 'equations'],
  session: ['engine', 'analysis', 'contract'],
  pictures: ['contract', 'units', 'equations', 'library', 'document', 'compile', 'engine', 'analysis', 'session'],
  exchange: ['document', 'compile', 'library', 'equations', 'contract', 'units'],
  plots: ['contract', 'units', 'equations', 'library', 'document', 'compile', 'analysis', 'session', 'exchange'],
  editor: [
    'contract',
    'units',
    'equations',
    'library',
    'document',
    'compile',
    'analysis',
    'session',
    'exchange',
    'plots',
  ],
  compare: [
    'contract',
    'units',
    'equations',
    'library',
    'document',
    'compile',
    'analysis',
    'session',
    'exchange',
    'plots',
    'editor',
  ],
};

const rules = Object.entries(layers).map(([from, allowed]) => ({
  name: `${from}-imports`,
  comment: `src/${from} may import only ${[from, ...allowed].join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: [from, ...allowed].map((folder) => `^src/${folder}/`) },
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
      comment: 'Views talk to the worker through session/client, never to the host.',
      severity: 'error',
      from: { path: '^src/(editor|plots|compare)/' },
      to: { path: '^src/session/(host|worker)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
