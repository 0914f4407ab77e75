import { useMemo, useState } from 'react';
import { configurationsOf } from '../document/configurations.ts';
import { configurationToken } from './colours.ts';
import css from './Multiples.module.css';
import { ProbePlot } from './ProbePlot.tsx';
import { axisGroup, panelGrid } from './panels.ts';
import { PanelContext } from './shared-axes.ts';
import type { Drawer, ProbeKind, ProbeProps, RunView } from './types.ts';

const CAPTION_PX = 15;
/** Of the times below the last of stacked panels. */
const TICKS_PX = 15;

interface Props extends ProbeProps {
  readonly drawn: Drawer;
  readonly panels: ProbeKind['panels'];
}

/** One panel for each configuration, with the same axes. */
export function Multiples({ drawn, panels: arrangement, runs, ...props }: Props) {
  const [group] = useState(axisGroup);
  // Alone in its panel a run needs no label; the same objects as long as the runs are, by which plots know them.
  const panels = useMemo(() => runs.map((run) => [run, [{ ...run, label: '' }]] as const), [runs]);
  const upper = useMemo(() => ({ group, xTicks: false }), [group]);
  const last = useMemo(() => ({ group, xTicks: true }), [group]);
  const { columns, rows } = panelGrid(runs.length, props.width, props.height, arrangement === 'stacked');
  const stacked = columns === 1 && rows > 1;
  const each = Math.floor((props.height - (stacked ? TICKS_PX : 0)) / rows);
  const width = Math.floor(props.width / columns);
  return (
    <div
      className={css.multiples}
      style={{ gridTemplateColumns: `repeat(${columns}, ${width}px)` }}
      data-testid="multiples"
    >
      {panels.map(([run, alone], k) => {
        const xTicks = !stacked || k === panels.length - 1;
        return (
          <figure key={run.label} data-testid="panel" data-run={run.label}>
            <figcaption data-caption style={{ color: `var(${configurationToken(run.label)})` }}>
              <strong>{run.label}</strong> {nameOf(run)}
            </figcaption>
            <PanelContext value={xTicks ? last : upper}>
              <ProbePlot
                {...props}
                drawn={drawn}
                runs={alone}
                width={width}
                height={each - CAPTION_PX + (stacked && xTicks ? TICKS_PX : 0)}
              />
            </PanelContext>
          </figure>
        );
      })}
    </div>
  );
}

const nameOf = ({ label, document }: RunView): string =>
  configurationsOf(document).find((configuration) => configuration.label === label)?.name ?? '';
