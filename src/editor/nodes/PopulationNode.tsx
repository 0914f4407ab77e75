import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { classes } from '../../controls/classes.ts';
import { neuronOf } from '../../document/models.ts';
import { signOf } from '../../document/sign.ts';
import type { PopulationFlowNode } from '../derive.ts';
import signsCss from '../signs.module.css';
import { useEditor } from '../store.ts';
import { ActivityBar } from './ActivityBar.tsx';
import css from './Node.module.css';
import { NodeName } from './NodeName.tsx';
import { PokeTool } from './PokeTool.tsx';
import { Port } from './Port.tsx';
import { ProblemMark } from './ProblemMark.tsx';
import { SignIcon } from './signatures.tsx';
import { useNodeClass } from './use-node-class.ts';

/** A group of like neurons: name, size, model, and a bar of its present rate. */
export const PopulationNode = memo(function PopulationNode({ id, data, selected }: NodeProps<PopulationFlowNode>) {
  const { name, size, model } = data.node;
  const sign = useEditor((state) => signOf(state.document, id));
  const modelName = useEditor((state) => neuronOf(state.document, model)?.name);
  const shared = useNodeClass(id);
  return (
    <div
      className={classes(css.node, css.population, signsCss[sign], selected && css.selected, shared)}
      data-testid={`node-${id}`}
    >
      <Port side="in" label={`Into ${name}`} />
      <div className={css.head}>
        <SignIcon sign={sign} />
        <NodeName id={id} name={name} />
        <span className={css.size}>{size}</span>
      </div>
      <div className={css.detail}>{modelName ?? `unknown model "${model}"`}</div>
      <ActivityBar id={id} />
      <PokeTool id={id} name={name} />
      <ProblemMark id={id} />
      <Port side="out" label={`Out of ${name}: drag to connect`} />
    </div>
  );
});
