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
  library: ['units', 'contract', 'equations', 'analysis'],
  document: ['units', 'equations', 'library', 'contract', 'analysis'],
  compile: ['document', 'library', 'equations', 'units', 'contract', 'engine/live'],
  engine: ['contract', 'equations', 'library/topologies'],
  analysis: ['contract', 'units', 'equations'],
  session: ['engine', 'analysis', 'contract'],
  experiments: [...BELOW_RUNS, 'engine/fingerprint', 'engine/field', 'session'],
  pictures: [...BELOW_RUNS, 'engine', 'session', 'experiments'],
  projects: ['document'],
  controls: ['units', 'library', 'document'],
  plots: [...BELOW_RUNS, 'session', 'experiments', 'controls'],
  editor: [...BELOW_RUNS, 'session', 'experiments', 'controls', 'plots'],
  compare: [...BELOW_RUNS, 'session', 'experiments', 'controls', 'plots', 'editor'],
  cli: [...BELOW_RUNS, 'engine', 'session', 'experiments'],
};

/**
 * The rooms of the engine from the lowest floor up, and what each may import of the others. Files beside the rooms are the
 * entrance: they may import every room, and no room imports them.
 */
const engineRooms = {
  memory: [],
  wat: ['memory'],
  random: ['memory', 'wat'],
  kernels: ['memory', 'wat'],
  sources: ['memory', 'wat', 'random'],
  connectivity: ['memory', 'wat', 'random'],
  plasticity: ['memory', 'wat', 'connectivity'],
  couplings: ['memory', 'wat', 'connectivity'],
  recorders: ['memory', 'wat', 'connectivity', 'plasticity'],
  plan: ['memory', 'random', 'kernels', 'sources', 'connectivity', 'plasticity', 'couplings', 'recorders'],
  module: [
    'memory',
    'wat',
    'random',
    'kernels',
    'sources',
    'connectivity',
    'plasticity',
    'couplings',
    'recorders',
    'plan',
  ],
  state: ['memory', 'random', 'kernels', 'sources', 'connectivity', 'plasticity', 'couplings', 'recorders', 'plan'],
};

for (const [floor, [room, allowed]] of Object.entries(engineRooms).entries()) {
  const above = Object.keys(engineRooms).slice(floor);
  if (allowed.some((other) => above.includes(other))) throw new Error(`engine/${room} may import lower rooms only`);
}

const roomRules = Object.entries(engineRooms).map(([room, allowed]) => ({
  name: `engine-${room}-imports`,
  comment: `Of the engine, src/engine/${room} may import only ${[room, ...allowed].join(', ')}.`,
  severity: 'error',
  from: { path: `^src/engine/${room}/` },
  to: { path: '^src/engine/', pathNot: [room, ...allowed].map((folder) => `^src/engine/${folder}/`) },
}));

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
    ...roomRules,
    {
      name: 'engine-rooms',
      comment: 'A new folder of the engine needs a place in the table of its rooms.',
      severity: 'error',
      from: { path: '^src/engine/[^/]+/', pathNot: Object.keys(engineRooms).map((room) => `^src/engine/${room}/`) },
      to: {},
    },
    {
      name: 'engine-no-circular',
      comment: 'In the engine types count as well: each file is read from the lowest room up.',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { circular: true },
    },
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
      from: { path: '^src/(app|editor|plots|compare|controls)/' },
      to: { path: '^src/(session/(host|worker)|experiments/cells/(evaluate|worker))' },
    },
    {
      name: 'views-do-not-fit-curves',
      comment: 'A fit of a curve takes seconds: views ask experiments/sweep/fits, whose workers fit.',
      severity: 'error',
      from: { path: '^src/(app|editor|plots|compare|controls)/' },
      to: { path: '^src/experiments/sweep/(transition|evidence|curves)\\.ts$' },
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
