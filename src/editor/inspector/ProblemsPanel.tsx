import './inspector.css';
import type { Problem } from '../../contract/index.ts';
import { openModel } from '../own-model/store.ts';
import { useProblems } from '../problems.ts';
import { useEditor } from '../store.ts';

/** Opens the model, or selects the node or edge, that a problem is about. */
function show({ node, field }: Problem): void {
  const model = /^models\.([\w-]+)\./.exec(field ?? '')?.[1];
  const { document, select } = useEditor.getState();
  if (model !== undefined) openModel(model);
  else if (node === null) select({ nodes: [], edges: [] });
  else if (document.nodes.some(({ id }) => id === node)) select({ nodes: [node], edges: [] });
  else select({ nodes: [], edges: [node] });
}

/** All problems; a click selects what each is about. */
export function ProblemsPanel() {
  const problems = useProblems();
  if (problems.length === 0) return <p className="problems-none">No problems. The network can run.</p>;
  return (
    <ul className="problems">
      {problems.map((problem) => (
        <li key={`${problem.node}/${problem.field}/${problem.message}`}>
          <button type="button" className={`is-${problem.severity}`} onClick={() => show(problem)}>
            {problem.severity === 'warning' && 'Warning: '}
            {problem.message}
          </button>
        </li>
      ))}
    </ul>
  );
}
