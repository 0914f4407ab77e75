import type { NodeProps } from '@xyflow/react';
import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { classes } from '../../controls/classes.ts';
import type { GroupFlowNode, GroupPort } from '../derive.ts';
import { setCollapsed } from '../groups.ts';
import signsCss from '../signs.module.css';
import { ActivityBar } from './ActivityBar.tsx';
import css from './Node.module.css';
import { NodeName } from './NodeName.tsx';
import { Port } from './Port.tsx';
import { ProblemMark } from './ProblemMark.tsx';
import { RepeatBadge } from './RepeatBadge.tsx';
import { SignIcon } from './signatures.tsx';
import { useNodeClass } from './use-node-class.ts';

/** A collapsed group: one node, with a row and ports for each population and stimulus in it. */
export const GroupNode = memo(function GroupNode({ id, data, selected }: NodeProps<GroupFlowNode>) {
  const { group, contents, ports } = data;
  const shared = useNodeClass(id);
  return (
    <div className={classes(css.node, css.group, selected && css.selected, shared)} data-testid={`group-${id}`}>
      <div className={css.head} title={contents}>
        <button
          type="button"
          className={classes(css.fold, 'nodrag')}
          aria-label={`Expand ${group.name}`}
          title="Show what is in it (C)"
          aria-expanded={false}
          onClick={() => setCollapsed([id], false)}
        >
          <ChevronRight size={14} aria-hidden="true" />
        </button>
        <NodeName id={id} name={group.name} />
        <RepeatBadge repeat={group.repeat} />
      </div>
      {ports.map((port) => (
        <PortRow key={port.id} port={port} />
      ))}
      {ports.length === 0 && <div className={css.detail}>{contents}</div>}
      <ProblemMark id={id} hidden={ports.map((port) => port.id)} />
    </div>
  );
});

function PortRow({ port: { id, name, kind, sign } }: { port: GroupPort }) {
  return (
    <div
      className={classes(css.groupPort, kind === 'stimulus' ? signsCss.stimulus : sign && signsCss[sign])}
      data-testid="port-of-group"
    >
      {kind === 'population' && <Port side="in" of={id} label={`Into ${name}`} />}
      {kind === 'population' && <SignIcon sign={sign} />}
      <span className={css.groupPortName}>{name}</span>
      {kind === 'population' && <ActivityBar id={id} />}
      <Port side="out" of={id} label={`Out of ${name}: drag to connect`} />
    </div>
  );
}
