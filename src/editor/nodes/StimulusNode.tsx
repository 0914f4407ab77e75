import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { classes } from '../../controls/classes.ts';
import { findStimulus } from '../../library/stimuli/index.ts';
import type { StimulusFlowNode } from '../derive.ts';
import signsCss from '../signs.module.css';
import { useEditor } from '../store.ts';
import css from './Node.module.css';
import { NodeName } from './NodeName.tsx';
import { Port } from './Port.tsx';
import { ProblemMark } from './ProblemMark.tsx';
import { StimulusIcon } from './signatures.tsx';
import { stimulusSummary } from './stimulus-summary.ts';
import { useNodeClass } from './use-node-class.ts';

/** A source of current or spikes, with its numbers in short and a switch. */
export const StimulusNode = memo(function StimulusNode({ id, data, selected }: NodeProps<StimulusFlowNode>) {
  const { node } = data;
  const shared = useNodeClass(id);
  const summary = stimulusSummary(node, findStimulus(node.model));
  return (
    <div
      className={classes(
        css.node,
        css.stimulus,
        signsCss.stimulus,
        selected && css.selected,
        !node.enabled && css.off,
        shared,
      )}
      data-testid={`node-${id}`}
    >
      <div className={css.head}>
        <StimulusIcon model={node.model} profile={node.profile} />
        <NodeName id={id} name={node.name} />
        <button
          type="button"
          className={classes(css.switch, 'nodrag')}
          role="switch"
          aria-checked={node.enabled}
          aria-label={`${node.name} on`}
          title={node.enabled ? 'On: click to switch off' : 'Off: click to switch on'}
          onClick={() => toggle(id)}
        >
          {node.enabled ? 'on' : 'off'}
        </button>
      </div>
      <div className={css.detail} title={summary}>
        {summary}
      </div>
      <ProblemMark id={id} />
      <Port side="out" label={`Out of ${node.name}: drag to connect`} />
    </div>
  );
});

function toggle(id: string) {
  useEditor.getState().edit('Switch stimulus', (draft) => {
    const node = draft.nodes.find((candidate) => candidate.id === id);
    if (node?.kind === 'stimulus') node.enabled = !node.enabled;
  });
}
