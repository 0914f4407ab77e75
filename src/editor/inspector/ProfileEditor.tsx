import { Button } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { Fault } from '../../controls/Fault.tsx';
import { SmallButton } from '../../controls/SmallButton.tsx';
import { TextField } from '../../controls/TextField.tsx';
import { withUnit } from '../../controls/values.ts';
import type { StimulusNode } from '../../document/schema.ts';
import { parseQuantity } from '../../units/index.ts';
import { useEditor } from '../store.ts';
import { editNodes, isStimulus } from './edits.ts';
import { useFault } from './ParameterRows.tsx';
import css from './ProfileEditor.module.css';
import {
  addPoint,
  type Extent,
  extentOf,
  movePoint,
  type Profile,
  pathOf,
  pointAt,
  readable,
  readPoints,
  removePoint,
  stepPoint,
} from './profile-points.ts';

const BOX = { width: 300, height: 120 };

const ARROWS: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function keep(node: StimulusNode, profile: Profile): void {
  editNodes([node.id], isStimulus, 'Rate profile', (draft) => Object.assign(draft, { profile }));
}

/** ms of a quantity of time; 0 where it cannot be read. */
function timeOf(text: unknown): number {
  const quantity = parseQuantity(typeof text === 'number' ? text : String(text ?? '0'));
  return 'fault' in quantity ? 0 : quantity.value;
}

/** The rate of a source over time: a chart whose points are dragged, and the points as a table. */
export function ProfileEditor({ node }: { node: StimulusNode }) {
  const duration = useEditor((state) => state.document.run.duration);
  const profile = node.profile ?? [];
  const period = timeOf(node.parameters.period);
  const lengthMs = period > 0 ? period : timeOf(duration) - timeOf(node.parameters.onset);
  const extent = extentOf(readable(profile), lengthMs);
  return (
    <div className={css.profile}>
      <h4>Rate over time</h4>
      <Chart node={node} profile={profile} shown={extent} />
      <p className={css.hint}>Click to add a point, drag to move it; arrow keys and Delete do the same.</p>
      <Points node={node} profile={profile} extent={extent} />
    </div>
  );
}

interface ChartProps {
  readonly node: StimulusNode;
  readonly profile: Profile;
  readonly shown: Extent;
}

function Chart({ node, profile, shown }: ChartProps) {
  const plane = useRef<HTMLDivElement>(null);
  /** The scale stays as it is while a point is dragged. */
  const [drag, setDrag] = useState<{ readonly index: number; readonly extent: Extent } | null>(null);
  const extent = drag?.extent ?? shown;
  const points = readPoints(profile);

  const under = (event: PointerEvent) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return pointAt({ x: (event.clientX - left) / width, y: 1 - (event.clientY - top) / height }, extent);
  };
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const grabbed = event.target instanceof HTMLElement ? event.target.dataset.point : undefined;
    if (grabbed !== undefined) {
      setDrag({ index: Number(grabbed), extent });
      return;
    }
    const added = addPoint(profile, under(event));
    keep(node, added.profile);
    setDrag({ index: added.index, extent });
  };
  const end = () => {
    setDrag(null);
    useEditor.getState().commit();
  };
  const press = (event: KeyboardEvent, index: number) => {
    const arrow = ARROWS[event.key];
    const removes = event.key === 'Delete' || event.key === 'Backspace';
    if (arrow === undefined && !removes) return;
    event.preventDefault();
    event.stopPropagation();
    const [right, up] = arrow ?? [0, 0];
    const far = event.shiftKey ? 10 : 1;
    keep(node, removes ? removePoint(profile, index) : stepPoint(profile, index, extent, far * right, far * up));
    if (removes) plane.current?.focus();
  };

  return (
    <div className={css.chart}>
      <span>{extent.rateHz} Hz</span>
      <div
        ref={plane}
        className={css.plane}
        data-testid="profile-plane"
        tabIndex={-1}
        onPointerDown={begin}
        onPointerMove={(event) => drag && keep(node, movePoint(profile, drag.index, under(event)))}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} preserveAspectRatio="none" aria-hidden="true">
          <path d={pathOf(readable(profile), extent, BOX)} vectorEffect="non-scaling-stroke" />
        </svg>
        {points.map(
          (point, k) =>
            point !== null && (
              <button
                // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place in the list
                key={k}
                type="button"
                className={css.point}
                data-point={k}
                aria-label={`Point ${k + 1}: ${point.timeMs} ms, ${point.rateHz} Hz`}
                style={{
                  left: `${(100 * point.timeMs) / extent.timeMs}%`,
                  bottom: `${(100 * point.rateHz) / extent.rateHz}%`,
                }}
                onKeyDown={(event) => press(event, k)}
                onBlur={() => drag === null && useEditor.getState().commit()}
              />
            ),
        )}
      </div>
      <div className={css.times}>
        <span>0</span>
        <span>{extent.timeMs} ms</span>
      </div>
    </div>
  );
}

function Points({ node, profile, extent }: { node: StimulusNode; profile: Profile; extent: Extent }) {
  const faultOf = useFault([node.id]);
  const set = (index: number, entry: Profile[number]) =>
    keep(
      node,
      profile.map((old, k) => (k === index ? entry : old)),
    );
  const append = () => {
    const last = readable(profile).at(-1);
    const timeMs =
      last === undefined ? 0 : Math.min(last.timeMs + extent.timeMs / 10, Math.max(extent.timeMs, last.timeMs));
    const point = { timeMs: Number(timeMs.toPrecision(6)), rateHz: last?.rateHz ?? 20 };
    keep(node, addPoint(profile, point).profile);
    useEditor.getState().commit();
  };
  return (
    <div className={css.points}>
      {faultOf('profile') !== undefined && <Fault>{faultOf('profile')}</Fault>}
      {profile.map(([time, rate], k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place in the list
        <div key={k} className={css.row}>
          <div>
            <TextField
              label={`Time of point ${k + 1}`}
              value={String(time)}
              fault={faultOf(`profile.${k}.0`)}
              onCommit={(text) => set(k, [withUnit(text, 'ms') || time, rate])}
            />
          </div>
          <div>
            <TextField
              label={`Rate at point ${k + 1}`}
              value={String(rate)}
              fault={faultOf(`profile.${k}.1`)}
              onCommit={(text) => set(k, [time, withUnit(text, 'Hz') || rate])}
            />
          </div>
          <SmallButton
            label={`Delete point ${k + 1}`}
            title="Delete"
            onClick={() => {
              keep(node, removePoint(profile, k));
              useEditor.getState().commit();
            }}
          >
            <Trash2 size={13} aria-hidden="true" />
          </SmallButton>
        </div>
      ))}
      <Button size="compact-xs" variant="default" onClick={append}>
        Add a point
      </Button>
    </div>
  );
}
