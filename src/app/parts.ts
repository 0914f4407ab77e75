import { arriving } from '../controls/Arriving.tsx';
import { later } from '../controls/later.ts';

export const SweepView = arriving(
  later('The sweep', async () => (await import('../compare/sweep/SweepView.tsx')).SweepView),
);

export const ComparePanel = arriving(
  later('The comparison', async () => (await import('../compare/ComparePanel.tsx')).ComparePanel),
);

export const ModelEditor = arriving(
  later('The model editor', async () => (await import('../editor/own-model/ModelEditor.tsx')).ModelEditor),
);

export const PresetCards = arriving(later('The presets', async () => (await import('./Gallery.tsx')).PresetCards));

export const Timeline = arriving(later('The timeline', async () => (await import('./timeline/Timeline.tsx')).Timeline));
