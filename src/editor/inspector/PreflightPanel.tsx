import { Button } from '@mantine/core';
import type { Problem } from '../../contract/index.ts';
import { classes } from '../../controls/classes.ts';
import { dropOverrides, isOverrideOf } from '../../document/variants.ts';
import { goTo } from '../go-to.ts';
import { openModel } from '../own-model/store.ts';
import { useProblems, useProblemsElsewhere } from '../problems.ts';
import { useSimulation } from '../simulation.ts';
import { useEditor } from '../store.ts';
import css from './PreflightPanel.module.css';

/** Opens the configuration and the model, or selects the node or edge and its field, that a problem is about. */
function show({ node, field, variant }: Problem): void {
  const model = /^models\.([\w-]+)\./.exec(field ?? '')?.[1];
  if (variant !== undefined) useEditor.getState().editVariant(variant);
  if (model !== undefined) openModel(model);
  else goTo(node, field);
}

/** Before a run: what must be mended and what comes out other than asked; after it: what it showed. A click leads to each. */
export function PreflightPanel() {
  const problems = [...useProblems(), ...useProblemsElsewhere()];
  const notes = useSimulation((state) => state.notices);
  const stale = useSimulation((state) => state.stale);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  return (
    <section className={css.preflight} aria-label="Preflight">
      <h2>Preflight</h2>
      {problems.length === 0 && <p>No problems. The network can run.</p>}
      <Group title="Must be mended before it runs" problems={errors} />
      <Group title="Runs, but other than asked" problems={warnings} />
      <Group title={stale ? 'What the run before the change showed' : 'What the run showed'} problems={notes} />
    </section>
  );
}

function Group({ title, problems }: { readonly title: string; readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className={css.problems}>
        {problems.map((problem) => (
          <li key={`${problem.variant}/${problem.node}/${problem.field}/${problem.message}`}>
            <button
              type="button"
              className={classes(css.sentence, css[problem.severity])}
              onClick={() => show(problem)}
            >
              {problem.message}
            </button>
            <TakeOut problem={problem} />
            <Mend problem={problem} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Takes the value of a configuration that is at fault out of it: it then has the network's own. */
function TakeOut({ problem }: { readonly problem: Problem }) {
  const variant = useEditor((state) => state.base.variants.find(({ id }) => id === problem.variant));
  if (!variant?.overrides.some((override) => isOverrideOf(problem, override))) return null;
  const takeOut = () =>
    useEditor.getState().editBase(`Take a value out of ${variant.name}`, (draft) => dropOverrides(draft, problem));
  return (
    <Button size="compact-xs" variant="default" className={css.mend} data-testid="take-out" onClick={takeOut}>
      Take this value out of {variant.name}
    </Button>
  );
}

const SETTINGS = { dt: 'time step', from: 'start of the analysis window' } as const;

/** Sets the run setting that mends a problem of what is shown. */
function Mend({ problem: { mend, variant } }: { readonly problem: Problem }) {
  const shown = useEditor((state) => state.variant);
  if (mend === undefined || (variant !== undefined && variant !== shown)) return null;
  const { field, value } = mend;
  const set = () =>
    useEditor.getState().edit(`Set the ${SETTINGS[field]}`, (draft) => {
      draft.run[field] = value;
    });
  return (
    <Button size="compact-xs" variant="default" className={css.mend} data-testid="mend" onClick={set}>
      Set the {SETTINGS[field]} to {value}
    </Button>
  );
}
