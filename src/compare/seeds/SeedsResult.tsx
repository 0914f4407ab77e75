import { Button, Menu, useMantineColorScheme } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { findPopulationMeasure, headingOf, populationMeasures } from '../../analysis/measures/index.ts';
import { supportText } from '../../analysis/support.ts';
import { NumberTable } from '../../controls/NumberTable.tsx';
import { Select } from '../../controls/Select.tsx';
import { configurationsOf } from '../../document/configurations.ts';
import { nameIn } from '../../document/name-in.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import { type Experiment, largestPopulation } from '../../experiments/seeds/experiment.ts';
import { useSeeds } from '../../experiments/seeds/store.ts';
import { type ArmSummary, summarise } from '../../experiments/seeds/summary.ts';
import { configurationToken, token } from '../../plots/colours.ts';
import { downloadCsv } from '../../plots/download.ts';
import compareCss from '../Compare.module.css';
import { SceneCanvas } from '../SceneCanvas.tsx';
import { ScrollBox } from '../ScrollBox.tsx';
import { exportSvg } from '../sweep/export.ts';
import { inks } from '../sweep/use-scene.ts';
import { seedsCsv } from './csv.ts';
import { indexScene } from './index-scene.ts';
import seedsCss from './Seeds.module.css';
import { experimentSentence, intervalText } from './sentence.ts';

/** Width of the chart in a file, px; on the page it is as wide as the panel. */
const FILE_WIDTH = 560;

/** The experiment with its configurations called as they are now. */
function renamed(experiment: Experiment, base: NetworkDocument): Experiment {
  const names = new Map(configurationsOf(base).map(({ id, name }) => [id, name]));
  return { ...experiment, arms: experiment.arms.map((arm) => ({ ...arm, name: names.get(arm.id) ?? arm.name })) };
}

/** An index over the seeds: chart, sentence, values. */
export function SeedsResult({ base, experiment: given }: { base: NetworkDocument; experiment: Experiment }) {
  const { results, measure, population: chosen } = useSeeds();
  const experiment = useMemo(() => renamed(given, base), [given, base]);
  const populations = base.nodes.filter(({ kind }) => kind === 'population');
  const population = populations.find(({ id }) => id === chosen)?.id ?? largestPopulation(base) ?? '';
  const summaries = useMemo(
    () => summarise(experiment, results, population, measure),
    [experiment, results, population, measure],
  );
  const shown = findPopulationMeasure(measure);
  const label = shown === undefined ? measure : headingOf(shown);
  const populationName = nameIn(populations, population);
  const sentence = useMemo(
    () => experimentSentence(summaries, label, populationName),
    [summaries, label, populationName],
  );
  const axis = `${label} of ${populationName}`;
  // Colours are read from the page: another scheme makes another picture.
  const { colorScheme } = useMantineColorScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme stands for the colours
  const makeScene = useCallback(
    (width: number) =>
      indexScene({ width, summaries, measure: axis, inks: inks(), colourOf: (of) => token(configurationToken(of)) }),
    [summaries, axis, colorScheme],
  );
  return (
    <>
      <div className={seedsCss.shown}>
        <Select
          label="Index"
          testId="seeds-measure"
          options={populationMeasures.map((candidate) => ({ value: candidate.id, label: headingOf(candidate) }))}
          value={measure}
          onChange={(value) => useSeeds.setState({ measure: value })}
        />
        <span>of</span>
        <Select
          label="Population"
          testId="seeds-population"
          options={populations.map(({ id, name }) => ({ value: id, label: name }))}
          value={population}
          onChange={(value) => useSeeds.setState({ population: value })}
        />
        <Export
          onSvg={() => exportSvg(`${base.name} ${measure}`, makeScene(FILE_WIDTH))}
          onCsv={() => downloadCsv(`${base.name} seeds`, seedsCsv(experiment, results))}
        />
      </div>
      <SceneCanvas
        makeScene={makeScene}
        summary={`${axis} by configuration, every seed a dot. ${sentence ?? ''}`}
        testId="seeds-chart"
      />
      {sentence !== null && (
        <p className={compareCss.finding} data-testid="seeds-sentence" role="status">
          {sentence}
        </p>
      )}
      <ValuesTable summaries={summaries} axis={axis} seeds={experiment.seeds} />
    </>
  );
}

function Export({ onSvg, onCsv }: { onSvg: () => void; onCsv: () => void }) {
  return (
    <Menu position="bottom-end" shadow="sm" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          rightSection={<ChevronDown size={14} aria-hidden="true" />}
          data-testid="seeds-export"
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onSvg}>SVG of the chart</Menu.Item>
        <Menu.Item onClick={onCsv}>CSV of all runs</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface TableProps {
  readonly summaries: readonly ArmSummary[];
  readonly axis: string;
  readonly seeds: readonly number[];
}

function ValuesTable({ summaries, axis, seeds }: TableProps) {
  return (
    <ScrollBox label="Values over seeds">
      <NumberTable className={compareCss.table} data-testid="seeds-table">
        <caption>
          {axis}: mean [95 % interval], seeds {seeds[0]} to {seeds.at(-1)}
        </caption>
        <thead>
          <tr>
            <th scope="col">configuration</th>
            <th scope="col">value</th>
            <th scope="col" title="at how many seeds it is defined">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {summaries.map(({ label, name, interval, values, seeds: runs, reasons, support }) => (
            <tr key={label}>
              <th scope="row">
                {label} · {name}
              </th>
              <td title={reasons.join('; ')}>
                {interval === null ? `undefined: ${reasons[0] ?? 'not run'}` : intervalText(interval)}
                {support !== null && <small className={compareCss.restsOn}>{supportText(support)}</small>}
              </td>
              <td className={compareCss.inherited} title={reasons.join('; ')}>
                {values.length}/{runs}
              </td>
            </tr>
          ))}
        </tbody>
      </NumberTable>
    </ScrollBox>
  );
}
