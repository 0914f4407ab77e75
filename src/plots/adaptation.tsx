import { recordingsView } from './drawers.ts';
import { traceCsv, traceDrawing } from './traces.tsx';
import type { ProbeView } from './types.ts';

export const adaptation: ProbeView = recordingsView(
  (given) => traceDrawing(given, false, 'Tap a population whose model adapts, such as AdEx.'),
  traceCsv,
);
