import { recordingsView } from './drawers.ts';
import { traceDrawing, traceTable } from './traces.tsx';
import type { ProbeView } from './types.ts';

export const adaptation: ProbeView = recordingsView(
  (given) => traceDrawing(given, false, 'Tap a population whose model adapts, such as AdEx.'),
  traceTable,
);
