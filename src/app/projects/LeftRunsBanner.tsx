import { Button } from '@mantine/core';
import { useSimulation } from '../../editor/simulation.ts';
import css from './Projects.module.css';

/** Over the canvas, after the page was left while the network ran: that it was, and what can be done. */
export function LeftRunsBanner() {
  const left = useSimulation((state) => state.left);
  const { resume, reset } = useSimulation.getState();
  if (left === null) return null;
  return (
    <div className={css.banner} role="status" data-testid="left-runs">
      <p>{left.sentence}</p>
      {left.canGoOn && (
        <Button size="compact-xs" variant="default" className={css.fixed} onClick={resume}>
          Go on
        </Button>
      )}
      <Button size="compact-xs" variant="default" className={css.fixed} onClick={reset}>
        Discard
      </Button>
    </div>
  );
}
