import { type NodeProps, NodeResizeControl, ResizeControlVariant } from '@xyflow/react';
import { ChevronDown } from 'lucide-react';
import { memo } from 'react';
import { classes } from '../../controls/classes.ts';
import type { FrameFlowNode } from '../derive.ts';
import { resizeGroup, selectGroup, setCollapsed } from '../groups.ts';
import css from './Node.module.css';
import { NodeName } from './NodeName.tsx';
import { RepeatBadge } from './RepeatBadge.tsx';

/** An open group: a frame with a title, by which it is dragged. */
export const GroupFrame = memo(function GroupFrame({ id, data, selected }: NodeProps<FrameFlowNode>) {
  const { name, repeat } = data.group;
  return (
    <div className={classes(css.frame, selected && css.selected)} data-testid={`group-${id}`}>
      {/* React Flow selects no frame: a box drawn within it is for what lies in it. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard, the group is selected by its button */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <div
        className={css.title}
        data-testid="frame-title"
        title={data.contents}
        onClick={(event) => selectGroup(id, event.shiftKey || event.metaKey || event.ctrlKey)}
      >
        <button
          type="button"
          className={classes(css.fold, 'nodrag')}
          aria-label={`Collapse ${name}`}
          title="Collapse to one node (C)"
          aria-expanded
          onClick={(event) => {
            event.stopPropagation();
            setCollapsed([id], true);
          }}
          onFocus={() => selectGroup(id, false)}
        >
          <ChevronDown size={14} aria-hidden="true" />
        </button>
        <NodeName id={id} name={name} />
        <RepeatBadge repeat={repeat} />
      </div>
      {selected &&
        (['right', 'bottom', 'bottom-right'] as const).map((position) => (
          <NodeResizeControl
            key={position}
            position={position}
            variant={position === 'bottom-right' ? ResizeControlVariant.Handle : ResizeControlVariant.Line}
            minWidth={120}
            minHeight={80}
            onResizeEnd={(_event, { width, height }) => resizeGroup(id, { width, height })}
          />
        ))}
    </div>
  );
});
