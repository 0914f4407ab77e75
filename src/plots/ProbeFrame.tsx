import { Menu, useComputedColorScheme } from '@mantine/core';
import { Download } from 'lucide-react';
import { memo, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { Arriving } from '../controls/Arriving.tsx';
import { classes } from '../controls/classes.ts';
import { later } from '../controls/later.ts';
import { toast } from '../controls/toasts.tsx';
import { nameIn } from '../document/name-in.ts';
import { observedBy } from '../document/taps.ts';
import { POKED, sentencesOf } from '../experiments/poked.ts';
import { optionsOf } from '../library/probes/index.ts';
import { Empty } from './Empty.tsx';
import { findProbe } from './index.ts';
import { Multiples } from './Multiples.tsx';
import { outdatedNote, outdatedOf } from './outdated.ts';
import css from './ProbeFrame.module.css';
import { ProbePlot } from './ProbePlot.tsx';
import { cancelTurn, requestTurn, type Turn } from './paint-turns.ts';
import { reachedMs } from './runs.ts';
import { withPokes } from './tables.ts';
import { ShownTimesContext } from './times.ts';
import type { ProbeProps, Versions } from './types.ts';
import { useSaving } from './use-saving.ts';

const TITLE_PX = 32;
const PADDING_PX = 8;

const pictures = later('What saves pictures', async () => (await import('./save-picture.ts')).savePicture);

/** What is observed, for the title row. */
function observed({ probe, runs, document }: Props): string {
  const network = runs[0]?.document ?? document;
  const ids = network === null ? [] : observedBy(network, probe.id);
  const names = ids.map((id) => nameIn(network?.nodes ?? [], id));
  return names.join(', ');
}

/** Wall time between two drawings of a plot that nobody sees, ms. */
const UNSEEN_MS = 1000;

/** The latest version when this plot last had its turn: results may arrive faster than all plots can be drawn. */
function useTurnVersion({ latest, subscribe }: Versions, element: RefObject<HTMLElement | null>): number {
  const [shown, setShown] = useState(latest);
  useEffect(() => {
    let isSeen = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const turn: Turn = { paint: () => setShown(latest()), costMs: 0 };
    const request = (): void => {
      if (isSeen) requestTurn(turn);
      else
        timer ??= setTimeout(() => {
          timer = undefined;
          requestTurn(turn);
        }, UNSEEN_MS);
    };
    const observer = new IntersectionObserver((entries) => {
      isSeen = entries.at(-1)?.isIntersecting ?? true;
      if (isSeen) requestTurn(turn);
    });
    if (element.current !== null) observer.observe(element.current);
    const stop = subscribe(request);
    request();
    return () => {
      stop();
      observer.disconnect();
      clearTimeout(timer);
      cancelTurn(turn);
    };
  }, [latest, subscribe, element]);
  return shown;
}

interface Props extends Omit<ProbeProps, 'version'> {
  readonly versions: Versions;
  readonly layout: 'overlaid' | 'multiples';
  /** How much of the time of a run the network wants to be shown: see `ShownTimes`. */
  readonly lastMs: number | null;
}

/** A probe on the canvas: a title row to drag it by, and its plot. `width` and `height` are the whole node's. */
export const ProbeFrame = memo(function ProbeFrame(props: Props) {
  const { probe, runs, width, height } = props;
  const body = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const saving = useSaving();
  const kind = findProbe(probe.probe);
  const before = kind?.from === 'document' ? null : outdatedOf(runs);
  const done = kind?.from === 'document' ? [] : sentencesOf(runs);
  const room = useMemo(
    () => ({ width: Math.floor(width - 2 * PADDING_PX), height: Math.floor(height - TITLE_PX - PADDING_PX) }),
    [width, height],
  );
  const save = (format: 'png' | 'svg') =>
    void pictures
      .load()
      .then((savePicture) => body.current && savePicture(format, probe.name, body.current))
      .catch((fault) => toast({ message: `The picture could not be saved: ${String(fault)}`, color: 'red' }));
  return (
    <div className={classes(css.frame, before === 'all' && css.before)}>
      <header className={css.title} data-testid="probe-title">
        <strong>{probe.name}</strong>
        <span>{observed(props)}</span>
        {before !== null && (
          <em className={css.note} data-testid="outdated" title={outdatedNote(before)}>
            {outdatedNote(before)}
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
        <Body {...props} {...room} element={body} scheme={scheme} />
      </div>
    </div>
  );
});

/** What is drawn again and again while a network runs: all about it stays. `width` and `height` are its room, and the element is about it. */
function Body(props: Props & { readonly element: RefObject<HTMLElement | null>; readonly scheme: string }) {
  const { probe, runs, width, height, document, layout, scheme } = props;
  const version = useTurnVersion(props.versions, props.element);
  // The caller's function may be new each time; the plot need not be drawn again for it.
  const onOptions = useRef(props.onOptions);
  useEffect(() => {
    onOptions.current = props.onOptions;
  }, [props.onOptions]);
  const kind = findProbe(probe.probe);
  const { shownMs = 0 } = kind === undefined ? {} : optionsOf(kind, probe.options);
  const lastMs = typeof shownMs === 'number' && shownMs > 0 ? shownMs : props.lastMs;
  const times = useMemo(() => ({ lastMs, reachedMs: () => reachedMs(runs) }), [lastMs, runs]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the page, so that another scheme makes another plot
  const view = useMemo(() => {
    if (kind === undefined) return <Empty>There is no probe “{probe.probe}”.</Empty>;
    if (runs.length === 0 && kind.from !== 'document') return <Empty>Run to see the {kind.name.toLowerCase()}.</Empty>;
    const change: ProbeProps['onOptions'] = (options) => onOptions.current(options);
    const given = { probe, runs, version, width, height, document, onOptions: change };
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
  }, [kind, probe, runs, version, width, height, document, layout, scheme]);
  return <ShownTimesContext value={times}>{view}</ShownTimesContext>;
}
