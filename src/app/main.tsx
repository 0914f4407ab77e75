import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './tokens.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { alsoCheck } from '../editor/problems.ts';
import { sweepProblems } from '../experiments/sweep/problems.ts';
import { App } from './App.tsx';
import { restore } from './autosave.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { theme } from './theme.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');

// The network is there before the first paint, so that nothing flickers.
await restore();
alsoCheck(sweepProblems);
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notifications position="bottom-center" limit={3} />
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </MantineProvider>
  </StrictMode>,
);
