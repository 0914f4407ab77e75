import './mantine-styles.ts';
import '@xyflow/react/dist/style.css';
import './tokens.css';
import './overrides.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loadWhenIdle } from '../controls/later.ts';
import { Toasts } from '../controls/toasts.tsx';
import { emptyNetwork } from '../document/schema.ts';
import { alsoCheck } from '../editor/problems.ts';
import { sweepProblems } from '../experiments/sweep/problems.ts';
import { removeLeftResults } from '../session/spill-client.ts';
import { App } from './App.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { firstNetwork } from './first-network.ts';
import { startProjects } from './projects/session.ts';
import { theme } from './theme.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');

// The network is there before the first paint, so that nothing flickers.
await startProjects(() => firstNetwork().catch(emptyNetwork));
alsoCheck(sweepProblems);
void removeLeftResults();
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Toasts />
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </MantineProvider>
  </StrictMode>,
);

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 200);
  });
void loadWhenIdle(idle);
