import { Button } from '@mantine/core';
import { Banner } from '../../controls/Banner.tsx';
import { useSimulation } from '../../editor/simulation.ts';

/** Over the canvas, after the page was left while the network ran: that it was, and what can be done. */
export function LeftRunsBanner() {
  const left = useSimulation((state) => state.left);
  const { resume, reset } = useSimulation.getState();
  if (left === null) return null;
  return (
    <Banner testId="left-runs">
      <p>{left.sentence}</p>
      {left.canGoOn && (
        <Button size="compact-xs" variant="default" onClick={resume}>
          Go on
        </Button>
      )}
      <Button size="compact-xs" variant="default" onClick={reset}>
        Discard
      </Button>
    </Banner>
  );
}
