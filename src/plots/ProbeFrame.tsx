import { Menu, useComputedColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Download } from 'lucide-react';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { Arriving } from '../controls/Arriving.tsx';
import { classes } from '../controls/classes.ts';
import { later } from '../controls/later.ts';
import { nameIn } from '../document/name-in.ts';
import { observedBy } from '../document/taps.ts';
import { POKED, sentencesOf } from '../experiments/poked.ts';
import { optionsOf } from '../library/probes/index.ts';
import { Empty } from './Empty.tsx';
import { findProbe } from './index.ts';
import { Multiples } from './Multiples.tsx';
import { OUTDATED, outdatedOf } from './outdated.ts';
import css from './ProbeFrame.module.css';
import { ProbePlot } from './ProbePlot.tsx';
import { cancelTurn, requestTurn, type Turn } from './paint-turns.ts';
import { reachedMs } from './runs.ts';
import { withPokes } from './tables.ts';
import { ShownTimesContext } from './times.ts';
import type { ProbeProps } from './types.ts';
import { useSaving } from './use-saving.ts';

const TITLE_PX = 32;
const PADDING_PX = 8;

const pictures = later('What saves pictures', async () => (await import('./save-picture.ts')).savePicture);

/** What is observed, for the title row. */
function observed({ probe, runs, document }: ProbeProps): string {
  const network = runs[0]?.document ?? document;
  const ids = network === null ? [] : observedBy(network, probe.id);
  const names = ids.map((id) => nameIn(network?.nodes ?? [], id));
  return names.join(', ');
}

/** Said where these runs are of a network that was changed since. */
const note = (labels: string): string => (labels === 'all' ? OUTDATED : `${labels}: ${OUTDATED}`);

/** The latest version when this plot last had its turn: results may arrive faster than all plots can be drawn. */
function useTurnVersion(version: number): number {
  const [shown, setShown] = useState(version);
  const latest = useRef(version);
  const turn = useRef<Turn>({ paint: () => setShown(latest.current), costMs: 0 });
  useEffect(() => {
    latest.current = version;
    requestTurn(turn.current);
  }, [version]);
  useEffect(() => {
    const mine = turn.current;
    return () => cancelTurn(mine);
  }, []);
  return shown;
}

interface Props extends ProbeProps {
  readonly layout: 'overlaid' | 'multiples';
  /** How much of the time of a run the network wants to be shown: see `ShownTimes`. */
  readonly lastMs: number | null;
}

/** A probe on the canvas: a title row to drag it by, and its plot. `width` and `height` are the whole node's. */
export const ProbeFrame = memo(function ProbeFrame(props: Props) {
  const { probe, runs, width, height, document, layout } = props;
  const version = useTurnVersion(props.version);
  // The caller's function may be new each time; the plot need not be drawn again for it.
  const onOptions = useRef(props.onOptions);
  useEffect(() => {
    onOptions.current = props.onOptions;
  }, [props.onOptions]);
  const body = useRef<HTMLDivElement>(null);
  const saving = useSaving();
  const kind = findProbe(probe.probe);
  const before = kind?.from === 'document' ? null : outdatedOf(runs);
  const done = kind?.from === 'document' ? [] : sentencesOf(runs);
  const room = useMemo(
    () => ({ width: Math.floor(width - 2 * PADDING_PX), height: Math.floor(height - TITLE_PX - PADDING_PX) }),
    [width, height],
  );
  const { shownMs = 0 } = kind === undefined ? {} : optionsOf(kind, probe.options);
  const lastMs = typeof shownMs === 'number' && shownMs > 0 ? shownMs : props.lastMs;
  const times = useMemo(() => ({ lastMs, reachedMs: () => reachedMs(runs) }), [lastMs, runs]);
  // Colours are read from the page: another scheme makes another plot.
  const scheme = useComputedColorScheme('light');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme is in the tokens that are read
  const view = useMemo(() => {
    if (kind === undefined) return <Empty>There is no probe “{probe.probe}”.</Empty>;
    if (runs.length === 0 && kind.from !== 'document') return <Empty>Run to see the {kind.name.toLowerCase()}.</Empty>;
    const change: ProbeProps['onOptions'] = (options) => onOptions.current(options);
    const given = { probe, runs, version, ...room, document, onOptions: change };
    const inPanels = layout === 'multiples' && runs.length > 1 && kind.panels !== 'one';
    return (
      <Arriving part={kind.view}>
        {({ drawn }) =>
          inPanels ? (
            <Multiples drawn={drawn} panels={kind.panels} {...given} />
          ) : (
            <ProbePlot drawn={drawn} {...given} />
          )
        }
      </Arriving>
    );
  }, [kind, probe, runs, version, room, document, layout, scheme]);
  const save = (format: 'png' | 'svg') =>
    void pictures
      .load()
      .then((savePicture) => body.current && savePicture(format, probe.name, body.current))
      .catch((fault) =>
        notifications.show({ message: `The picture could not be saved: ${String(fault)}`, color: 'red' }),
      );
  return (
    <div className={classes(css.frame, before === 'all' && css.before)}>
      <header className={css.title} data-testid="probe-title">
        <strong>{probe.name}</strong>
        <span>{observed(props)}</span>
        {before !== null && (
          <em className={css.note} data-testid="outdated" title={note(before)}>
            {note(before)}
          </em>
        )}
        {before === null && done.length > 0 && (
          <em className={css.note} data-testid="poked" title={done.join('\n')}>
            {POKED}
          </em>
        )}
        {saving.share !== null && (
          <button type="button" className={classes(css.saving, 'nodrag', 'nopan')} onClick={saving.cancel}>
            {Math.floor(100 * saving.share)} % saved · Cancel
          </button>
        )}
        {kind !== undefined && (
          <Menu position="bottom-end" shadow="sm" transitionProps={{ duration: 100 }}>
            <Menu.Target>
              <button
                type="button"
                className={classes(css.download, 'nodrag', 'nopan')}
                aria-label={`Download ${probe.name}`}
                disabled={runs.length === 0 && kind.from !== 'document'}
              >
                <Download size={14} aria-hidden="true" />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => save('png')}>Picture (PNG)</Menu.Item>
              <Menu.Item onClick={() => save('svg')}>Picture (SVG)</Menu.Item>
              <Menu.Item
                onClick={() =>
                  void saving.begin(probe.name, async () =>
                    withPokes(await (await kind.view.load()).toTable(probe, runs), runs),
                  )
                }
              >
                Data (CSV)
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </header>
      <div ref={body} className={classes(css.body, 'nodrag', 'nopan', 'nowheel')} data-testid="probe-body" style={room}>
        <ShownTimesContext value={times}>{view}</ShownTimesContext>
      </div>
    </div>
  );
});
