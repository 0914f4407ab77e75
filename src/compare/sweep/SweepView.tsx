import { useEffect } from 'react';
import { useEditor } from '../../editor/store.ts';
import { useSweepRequest } from '../../editor/sweep-request.ts';
import { axisAround, firstDefinition } from '../../experiments/sweep/definition.ts';
import { findParameter } from '../../experiments/sweep/parameters.ts';
import { useSweep } from '../../experiments/sweep/store.ts';
import { RunStrip } from './RunStrip.tsx';
import sweepCss from './Sweep.module.css';
import { SweepForm } from './SweepForm.tsx';
import { SweepResult } from './SweepResult.tsx';
import css from './SweepView.module.css';
import { addDefinition, changeDefinition, useOpenDefinition } from './use-definition.ts';

/** One or two parameters over ranges, several seeds: what is varied on the left, what came out on the right. */
export function SweepView() {
  useTakenRequest();
  const open = useOpenDefinition();
  const busy = useSweep(({ status }) => status === 'running' || status === 'pausing');
  const { definition, sweep, index, document } = open;
  if (definition === null) {
    return <p className={css.empty}>A sweep varies the parameters of a network. This one has no population yet.</p>;
  }
  return (
    <div className={css.sweep} data-testid="sweep-view">
      <aside className={css.side} aria-label="Sweep">
        <RunStrip
          onRun={() => {
            // What is run is saved with the network, so that a reload finds it again.
            if (document.sweeps?.[index] === undefined) changeDefinition(index, definition);
          }}
        />
        <SweepForm open={open} definition={definition} disabled={busy} />
      </aside>
      {sweep === null ? (
        <div className={sweepCss.main} />
      ) : (
        <SweepResult document={document} definition={definition} sweep={sweep} index={index} />
      )}
    </div>
  );
}

/** What was asked for in the inspector becomes a sweep of its own. */
function useTakenRequest(): void {
  const { wanted } = useSweepRequest();
  useEffect(() => {
    if (wanted === null) return;
    useSweepRequest.setState({ wanted: null });
    const { base } = useEditor.getState();
    const parameter = findParameter(base, wanted);
    const first = firstDefinition(base);
    if (parameter !== undefined && first !== null) addDefinition({ ...first, axes: [axisAround(parameter)] });
  }, [wanted]);
}
