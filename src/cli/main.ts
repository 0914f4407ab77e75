import { Command, InvalidArgumentError, Option } from 'commander';
import { isCellWorker, serveCells } from './cell-workers.ts';
import { surrogatesNamed } from './chance.ts';
import { analyseDynamics } from './dynamics.ts';
import { listMeasures } from './measures.ts';
import { runOracle } from './oracle.ts';
import { runNetwork, USUAL_MEASURES } from './run.ts';
import { runSweep } from './sweep.ts';
import { validateFile } from './validate.ts';

const program = new Command('entrain')
  .description('Simulates spiking neural networks without a browser: the same compiler and engine as the editor.')
  .showHelpAfterError();

const run = program
  .command('run')
  .description('run a network and print the activity and synchrony of each population')
  .argument('<file>', 'a network saved by Entrain (JSON)')
  .option('--threads <n>', 'threads of the simulation; as many as it gains from if not given', threadCount)
  .option('--measure <ids>', 'measures, separated by commas; "entrain measures" lists them', USUAL_MEASURES)
  .option(
    '--surrogates <kind>',
    'what chance gives beside each index, of the same spike trains: "shuffle" (intervals), "dither" (spikes, by 20 ms) or "dither:WIDTH" (ms)',
    surrogatesNamed,
  )
  .option('--json', 'print one JSON object and nothing else');

program
  .command('measures')
  .description('list the measures of spike trains and potentials: ids, what their values mean, sources')
  .option('--json', 'print them as one JSON array and nothing else')
  .action(listMeasures);

program
  .command('validate')
  .description('list the problems of a network; exit status 1 if it has any')
  .argument('<file>', 'a network saved by Entrain (JSON)')
  .action(async (file) => finish(await validateFile(file)));

program
  .command('oracle')
  .description('compare the engine with reference cases of Brian2; exit status 1 if any fails')
  .argument('<files...>', 'cases (JSON, entrain-oracle-1)')
  .option('--threads <n>', 'threads of the simulation', threadCount, 1)
  .option('--scalar', 'compute one element at a time, without SIMD')
  .action(async (files, options) => finish(await runOracle(files, options)));

program
  .command('dynamics')
  .description('analyse one neuron: equilibria and their bifurcations over a range of a parameter, firing rates')
  .argument('[file]', 'a network saved by Entrain (JSON); or give --model')
  .option('--model <id>', 'a neuron model of the library instead of a file')
  .option('--set-name <name>', 'one of the parameter sets of the model')
  .option('--of <population>', 'the population of the file whose neuron it is')
  .option('--set <param=value>', 'a parameter, or the input, e.g. I="500 pA"; may be repeated', collect, [])
  .option('--vary <param=a:b:n>', 'n values (41 if not given) from a to b, in the unit of the parameter', collect, [])
  .option('--fi', 'firing rates from rest, rheobase and class of excitability')
  .option('--prc', 'phase response: what a kick of the membrane does to the next spikes, by its phase')
  .option(
    '--equilibria',
    'equilibria at each value, folds and Hopf points between; if nothing is asked for these, and cycles',
  )
  .option('--json', 'print one JSON object and nothing else')
  .action(async (file, options) => finish(await analyseDynamics(file, options)));

const sweep = program
  .command('sweep')
  .description('vary one or two parameters, run each value with several seeds, and measure every population')
  .argument('<file>', 'a network saved by Entrain (JSON)')
  .option(
    '--vary <node.param=a:b:n>',
    'n values from a to b; ":log" at the end for a logarithmic scale; "+" joins parameters',
    collect,
    [],
  )
  .option('--seeds <k>', "seeds of each value, from the network's own on", threadCount, 5)
  .option('--measure <ids>', 'measures of populations, separated by commas; "entrain measures" lists them', 'chi,R')
  .option('--out <file>', 'write every run as a row of a CSV file')
  .option('--workers <n>', 'runs at a time; as many as there are cores if not given', threadCount);

for (const command of [run, sweep]) {
  command
    .option('--seed <n>', 'seed of all random numbers', wholeNumber)
    .option('--duration <time>', 'how long to simulate, e.g. "1 s"')
    .option('--from <time>', 'start of the analysis window, which ends with the run, e.g. "100 ms"')
    .option('--variant <id>', 'one of the variants in the file')
    .option('--set <node.param=value>', 'override a value, e.g. E.tau_m="15 ms"; may be repeated', collect, [])
    .addOption(new Option('--precision <kind>', 'of the numbers computed with').choices(['double', 'single']));
}
run.action(async (file, options) => finish(await runNetwork(file, options)));
sweep.action(async (file, options) => finish(await runSweep(file, options, new URL(import.meta.url))));

if (isCellWorker) serveCells();
else await program.parseAsync();

function collect(value: string, earlier: string[]): string[] {
  return [...earlier, value];
}

function threadCount(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 64) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 64.');
  }
  return value;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 4294967295) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 4294967295.');
  }
  return value;
}

/** Not process.exit: what was written to a pipe must still arrive. */
function finish(status: number): void {
  process.exitCode = status;
}
