import './inspector.css';
import { Button } from '@mantine/core';
import type { Problem } from '../../contract/index.ts';
import { dropOverrides, isOverrideOf } from '../../document/variants.ts';
import { openModel } from '../own-model/store.ts';
import { useProblems, useProblemsElsewhere } from '../problems.ts';
import { useEditor } from '../store.ts';

/** Opens the configuration and the model, or selects the node or edge, that a problem is about. */
function show({ node, field, variant }: Problem): void {
  const model = /^models\.([\w-]+)\./.exec(field ?? '')?.[1];
  if (variant !== undefined) useEditor.getState().editVariant(variant);
  const { document, select } = useEditor.getState();
  if (model !== undefined) openModel(model);
  else if (node === null) select({ nodes: [], edges: [] });
  else if (document.nodes.some(({ id }) => id === node)) select({ nodes: [node], edges: [] });
  else select({ nodes: [], edges: [node] });
}

/** All problems; a click selects what each is about. */
export function ProblemsPanel() {
  const problems = [...useProblems(), ...useProblemsElsewhere()];
  if (problems.length === 0) return <p className="problems-none">No problems. The network can run.</p>;
  return (
    <ul className="problems">
      {problems.map((problem) => (
        <li key={`${problem.variant}/${problem.node}/${problem.field}/${problem.message}`}>
          <button type="button" className={`problems-sentence is-${problem.severity}`} onClick={() => show(problem)}>
            {problem.severity === 'warning' && 'Warning: '}
            {problem.message}
          </button>
          <TakeOut problem={problem} />
        </li>
      ))}
    </ul>
  );
}

/** Takes the value of a configuration that is at fault out of it: it then has the network's own. */
function TakeOut({ problem }: { readonly problem: Problem }) {
  const variant = useEditor((state) => state.base.variants.find(({ id }) => id === problem.variant));
  if (!variant?.overrides.some((override) => isOverrideOf(problem, override))) return null;
  const takeOut = () =>
    useEditor.getState().editBase(`Take a value out of ${variant.name}`, (draft) => dropOverrides(draft, problem));
  return (
    <Button size="compact-xs" variant="default" className="problems-mend" data-testid="take-out" onClick={takeOut}>
      Take this value out of {variant.name}
    </Button>
  );
}
