import { analysisFailed } from '../session/analysis-client.ts';

const FAILED = 'The worker that computes this stopped several times. Run again to start another.';

/** Stands where nothing has been computed yet. */
export const Waiting = () => (
  <p className="probe-empty">{analysisFailed() ? FAILED : 'Waiting for the first results.'}</p>
);
