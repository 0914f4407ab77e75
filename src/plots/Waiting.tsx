import { analysisFailed } from '../session/analysis-client.ts';
import { Empty } from './Empty.tsx';

const FAILED = 'The worker that computes this stopped several times. Run again to start another.';

/** Stands where nothing has been computed yet. */
export const Waiting = () => <Empty>{analysisFailed() ? FAILED : 'Waiting for the first results.'}</Empty>;
