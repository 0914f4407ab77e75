import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { findPopulationMeasure, headingOf, populationMeasures } from '../../analysis/measures/index.ts';
import { Select } from '../../controls/Select.tsx';
import type { NetworkDocument, SweepDefinition } from '../../document/schema.ts';
import { type Curve, placesOfTransitions, transitions } from '../../experiments/sweep/fits.ts';
import { findParameter } from '../../experiments/sweep/parameters.ts';
import { useSweep } from '../../experiments/sweep/store.ts';
import type { Sweep } from '../../experiments/sweep/sweep.ts';
import { summarise } from '../../experiments/sweep/table.ts';
import { CellPanel } from './CellPanel.tsx';
import { exportCsv, exportJson, exportPng, exportSvg } from './export.ts';
import { curvesOf, gridOf } from './grid.ts';
import { openCell } from './open-cell.ts';
import { ScenePlot } from './ScenePlot.tsx';
import sweepCss from './Sweep.module.css';
import css from './SweepResult.module.css';
import { axisLabel, fitSentence, NO_TRANSITION, stepAround, transitionSentence } from './sentences.ts';
import { changeDefinition } from './use-definition.ts';
import { useFits } from './use-fits.ts';
import { type SweepScene, useScene } from './use-scene.ts';

const NO_CURVES: readonly Curve[] = [];

interface Props {
  readonly document: NetworkDocument;
  readonly definition: SweepDefinition;
  readonly sweep: Sweep;
  readonly index: number;
}

/** Shows the result of a sweep: the plot, the critical value in a sentence, and the place that is pointed at. */
export function SweepResult({ document, definition, sweep, index }: Props) {
  const { measure, population } = definition;
  const results = useSweep((state) => state.results);
  const busy = useSweep(({ status }) => status === 'running' || status === 'pausing');
  const [place, setPlace] = useState<readonly number[] | null>(null);
  const scene = useRef<SweepScene | null>(null);
  const summaries = useMemo(
    () => summarise(results, sweep.measures, population, measure),
    [results, sweep, population, measure],
  );
  const drawn = findPopulationMeasure(measure);
  const label = drawn === undefined ? measure : headingOf(drawn);
  const names = sweep.axes.map((axis) => findParameter(document, axis)?.name ?? axis.field);
  const labels = sweep.axes.map((axis, k) => axisLabel(axis, findParameter(document, axis), names[k] ?? ''));
  const [axis] = sweep.axes;
  const grid = useMemo(() => gridOf(sweep, summaries), [sweep, summaries]);
  const curves = useMemo(() => (results.length === 0 ? NO_CURVES : curvesOf(sweep, grid)), [sweep, grid, results]);
  const isMap = sweep.axes.length > 1;
  // While results come in, their curves change again and again, and the workers are busy with the runs.
  const lines = useFits(transitions, isMap ? NO_CURVES : curves, busy);
  const rows = useFits(placesOfTransitions, isMap ? curves : NO_CURVES, busy);
  const transition = lines.answers[0] ?? null;
  const critical = useMemo(() => rows.answers.map((at) => at ?? null), [rows]);
  const shown = validPlace(place, sweep);
  const makeScene = useScene({
    ...{ sweep, definition, summaries, grid, transition, critical, labels, measure: label, marked: shown },
  });
  const open = useCallback(
    (chosen: readonly number[], asVariant: boolean) => openCell(sweep, names, chosen, asVariant),
    [sweep, names],
  );
  const fitting = busy ? null : fitSentence(isMap ? rows : lines);
  const sentence = ((): string | null => {
    if (results.length === 0 || axis === undefined) return null;
    if (fitting !== null) return fitting;
    if (isMap)
      return `The line joins, row by row, where ${label} steps from one level to another with ${names[0]}, or sets in.`;
    if (transition === null) return busy ? null : NO_TRANSITION;
    return transitionSentence(transition, label, names[0] ?? '', axis.unit, stepAround(axis.numbers, transition.at));
  })();
  return (
    <div className={sweepCss.main}>
      <header className={css.header}>
        <ShownChoice document={document} definition={definition} index={index} />
        <Export
          disabled={results.length === 0}
          onChoose={(kind) => {
            const name = `${document.name} sweep`;
            if (kind === 'csv') exportCsv(name, sweep, results);
            if (kind === 'json') exportJson(name, sweep, results);
            if (scene.current === null) return;
            if (kind === 'svg') exportSvg(name, scene.current);
            if (kind === 'png') exportPng(name, scene.current);
          }}
        />
      </header>
      <ScenePlot
        makeScene={makeScene}
        latest={scene}
        place={shown}
        counts={sweep.axes.map(({ numbers }) => numbers.length)}
        summary={`${label} against ${labels.join(' and ')}. ${sentence ?? ''}`}
        onPlace={setPlace}
        onOpen={open}
      />
      <p className={css.sentence} data-testid="sweep-sentence" role="status">
        {sentence ?? (results.length === 0 ? 'Run to see the measure against the parameter.' : '')}
      </p>
      <CellPanel sweep={sweep} names={names} place={shown} summaries={summaries} measure={label} onOpen={open} />
    </div>
  );
}

/** Gives the place that is pointed at, or null where this sweep has no such place. */
function validPlace(place: readonly number[] | null, { axes }: Sweep): readonly number[] | null {
  const fits = place?.length === axes.length && axes.every(({ numbers }, k) => (place[k] ?? 0) < numbers.length);
  return fits ? place : null;
}

/** Lets the user choose which measure of which population is drawn. */
function ShownChoice({ document, definition, index }: Omit<Props, 'sweep'>) {
  const populations = document.nodes.filter(({ kind }) => kind === 'population');
  const measures = populationMeasures.filter(({ id }) => definition.measures.includes(id));
  const change = (part: Partial<SweepDefinition>) => changeDefinition(index, { ...definition, ...part });
  return (
    <div className={css.shown}>
      <Select
        label="Shown measure"
        testId="sweep-measure"
        options={measures.map((candidate) => ({ value: candidate.id, label: headingOf(candidate) }))}
        value={definition.measure}
        onChange={(measure) => change({ measure })}
      />
      <span>of</span>
      <Select
        label="Shown population"
        testId="sweep-population"
        options={populations.map(({ id, name }) => ({ value: id, label: name }))}
        value={definition.population}
        onChange={(population) => change({ population })}
      />
    </div>
  );
}

const FORMATS = [
  { kind: 'csv', label: 'CSV of all runs' },
  { kind: 'json', label: 'JSON of all runs' },
  { kind: 'png', label: 'PNG of the plot' },
  { kind: 'svg', label: 'SVG of the plot' },
] as const;

function Export({
  disabled,
  onChoose,
}: {
  disabled: boolean;
  onChoose: (kind: (typeof FORMATS)[number]['kind']) => void;
}) {
  return (
    <Menu position="bottom-end" shadow="sm" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          rightSection={<ChevronDown size={14} aria-hidden="true" />}
          disabled={disabled}
          data-testid="sweep-export"
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(({ kind, label }) => (
          <Menu.Item key={kind} data-testid={`sweep-export-${kind}`} onClick={() => onChoose(kind)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
