import { figure, NONE, type Table } from './table.ts';
import type { Sample, Series } from './types.ts';

const ENGINES = {
  node: 'Entrain, Node',
  chromium: 'Entrain, Chromium',
  brian2: 'Brian2 C++ standalone',
  native: 'C++ -O3',
  'native -ffast-math': 'C++ -O3 -ffast-math',
} as const;

type Which = Pick<Series, 'engine' | 'precision' | 'threads'>;

const RATIOS: readonly { readonly name: string; readonly of: Which; readonly to: Which }[] = [
  ratio('Entrain, 1 thread, to Brian2 serial', ['node', 'f64', 1], ['brian2', 'f64', 1]),
  ratio('Entrain, 2 threads, to Brian2 OpenMP', ['node', 'f64', 2], ['brian2', 'f64', 2]),
  ratio('Entrain, f32, 2 threads, to Brian2 serial', ['node', 'f32', 2], ['brian2', 'f64', 1]),
  ratio('Entrain to C++ -O3, f64', ['node', 'f64', 1], ['native', 'f64', 1]),
  ratio('Entrain to C++ -O3, f32', ['node', 'f32', 1], ['native', 'f32', 1]),
  ratio('Entrain to C++ -ffast-math, f64', ['node', 'f64', 1], ['native -ffast-math', 'f64', 1]),
  ratio('Entrain to C++ -ffast-math, f32', ['node', 'f32', 1], ['native -ffast-math', 'f32', 1]),
  ratio('2 threads to 1, f64', ['node', 'f64', 2], ['node', 'f64', 1]),
  ratio('2 threads to 1, f32', ['node', 'f32', 2], ['node', 'f32', 1]),
  ratio('f32 to f64, 1 thread', ['node', 'f32', 1], ['node', 'f64', 1]),
  ratio('Chromium to Node, f64, 1 thread', ['chromium', 'f64', 1], ['node', 'f64', 1]),
  ratio('Chromium to Node, f64, 2 threads', ['chromium', 'f64', 2], ['node', 'f64', 2]),
];

type Three = readonly [Which['engine'], Which['precision'], number];

function ratio(name: string, of: Three, to: Three) {
  const which = ([engine, precision, threads]: Three): Which => ({ engine, precision, threads });
  return { name, of: which(of), to: which(to) };
}

export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.ceil((sorted.length - 1) / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

const QUANTITIES: readonly { readonly title: string; readonly of: (sample: Sample) => number | null }[] = [
  { title: 'Simulated seconds per second', of: (sample) => sample.simulatedSeconds / sample.wallSeconds },
  { title: 'Synaptic events per second, millions', of: (sample) => sample.events / sample.wallSeconds / 1e6 },
  { title: 'Build, seconds', of: ({ buildSeconds }) => buildSeconds },
  {
    title: 'Bytes per synapse',
    of: ({ bytes, synapses }) => (bytes === null || synapses === null ? null : bytes / synapses),
  },
  { title: 'Rate, Hz', of: ({ rateHz }) => rateHz },
];

/** Medians of every quantity, and how the speeds compare. */
export function resultTables(results: readonly Series[]): Table[] {
  const names = [...new Set(results.map(({ network }) => network))];
  const entrants = [...new Map(results.map((series) => [label(series), series])).values()];
  const tables = QUANTITIES.map(({ title, of }) => ({
    title,
    head: ['', ...names],
    rows: entrants.map((entrant) => [
      label(entrant),
      ...names.map((name) => figure(medianOf(find(results, name, entrant), of))),
    ]),
  }));
  return [...tables, ratioTable(results, names)];
}

function ratioTable(results: readonly Series[], names: readonly string[]): Table {
  const speed = (name: string, which: Which) =>
    medianOf(find(results, name, which), (sample) => sample.simulatedSeconds / sample.wallSeconds);
  const rows = RATIOS.map(({ name, of, to }) => [
    name,
    ...names.map((network) => figure((speed(network, of) ?? Number.NaN) / (speed(network, to) ?? Number.NaN))),
  ]);
  return {
    title: 'Ratios of speeds',
    head: ['', ...names],
    rows: rows.filter((row) => row.slice(1).some((cell) => cell !== NONE)),
  };
}

const find = (results: readonly Series[], network: string, { engine, precision, threads }: Which) =>
  results.find(
    (series) =>
      series.network === network &&
      series.engine === engine &&
      series.precision === precision &&
      series.threads === threads,
  );

const medianOf = (series: Series | undefined, of: (sample: Sample) => number | null): number | null =>
  median((series?.samples ?? []).map(of).filter((value) => value !== null));

const label = ({ engine, precision, threads }: Which): string =>
  `${ENGINES[engine]}, ${precision}, ${threads} thread${threads > 1 ? 's' : ''}`;
