import { entriesOf, presetWith, type Registry } from './entries.ts';

const TITLES: Readonly<Record<Registry, string>> = {
  neuron: 'Neuron models',
  stimulus: 'Stimuli',
  synapse: 'Synapses',
  plasticity: 'Plasticity',
  rule: 'Connection rules',
  probe: 'Probes',
  measure: 'Measures',
};

const HEADING = ['name', 'id in files', 'what it is', 'source', 'a preset with it'];

const cell = (text: string): string => text.replaceAll('|', '\\|');

function tableOf(registry: Registry): string[] {
  const rows = entriesOf(registry).map((entry) => {
    const { id, name, sentence, source } = entry;
    const preset = presetWith(entry);
    return [name, `\`${id}\``, sentence, source, preset === null ? '' : `\`${preset}\``].map(cell);
  });
  const widths = HEADING.map((heading, k) => Math.max(heading.length, ...rows.map((row) => row[k]?.length ?? 0)));
  const lineOf = (cells: readonly string[]) => `| ${cells.map((text, k) => text.padEnd(widths[k] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [`## ${TITLES[registry]}`, '', ...[HEADING, rule, ...rows].map(lineOf), ''];
}

/** docs/library.md: every entry of every registry. */
export function libraryPage(): string {
  const registries = Object.keys(TITLES) as Registry[];
  return [
    '# Library',
    '',
    'What the palette, the inspector and the tables of indices offer. `npm run generate` writes this page from the registries.',
    '',
    ...registries.flatMap(tableOf),
  ].join('\n');
}
