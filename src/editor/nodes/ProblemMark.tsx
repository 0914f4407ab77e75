import { TriangleAlert } from 'lucide-react';
import { createContext, use } from 'react';
import type { Problem } from '../../contract/index.ts';
import { classes } from '../../controls/classes.ts';
import css from './Node.module.css';

/** Problems by id of the node or edge; provided once by the canvas. */
export const ProblemsByNode = createContext<ReadonlyMap<string, readonly Problem[]>>(new Map());

/** A mark on a node that has problems, or hides some that have; its title holds the sentences. */
export function ProblemMark({ id, hidden = [] }: { id: string; hidden?: readonly string[] }) {
  const byNode = use(ProblemsByNode);
  const problems = [id, ...hidden].flatMap((one) => byNode.get(one) ?? []);
  if (problems.length === 0) return null;
  const sentences = problems.map((problem) => problem.message).join('\n');
  const severity = problems.some((problem) => problem.severity === 'error') ? 'error' : 'warning';
  return (
    <span
      className={classes(css.problem, severity === 'warning' && css.warning)}
      data-testid="problem-mark"
      role="img"
      aria-label={sentences}
      title={sentences}
    >
      <TriangleAlert size={14} />
    </span>
  );
}
