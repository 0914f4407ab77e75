import { useEffect, useState } from 'react';
import { EditedBanner } from '../compare/EditedBanner.tsx';
import { Canvas } from '../editor/Canvas.tsx';
import { Inspector } from '../editor/inspector/index.ts';
import { useModelEditor } from '../editor/own-model/store.ts';
import { Palette } from '../editor/Palette.tsx';
import { useShortcuts } from '../editor/shortcuts.ts';
import { useSimulation } from '../editor/simulation.ts';
import css from './App.module.css';
import { appShortcuts } from './commands.ts';
import { openFile } from './files.ts';
import { GuidePanel } from './GuidePanel.tsx';
import { ComparePanel, ModelEditor, PresetCards, SweepView, Timeline } from './parts.ts';
import { AccessBanner } from './projects/AccessBanner.tsx';
import { LeftRunsBanner } from './projects/LeftRunsBanner.tsx';
import { ShellDialogs } from './ShellDialogs.tsx';
import { SidePanel } from './SidePanel.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';

/** Below this width, in CSS px, the side panels fold by themselves. */
const NARROW = '(max-width: 1100px)';

/** Whether a panel is open: as the width of the window suggests, until the user says otherwise, or it is `wanted`. */
function usePanel(wanted = false): [boolean, () => void] {
  const [open, setOpen] = useState(() => !window.matchMedia(NARROW).matches);
  useEffect(() => {
    const query = window.matchMedia(NARROW);
    const follow = () => setOpen(!query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  useEffect(() => {
    if (wanted) setOpen(true);
  }, [wanted]);
  return [open, () => setOpen(!open)];
}

/** A JSON file dropped anywhere on the window is opened. */
function useFileDrop(): void {
  useEffect(() => {
    const isFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent) => {
      if (isFile(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0];
      if (!isFile(event) || file === undefined) return;
      event.preventDefault();
      void openFile(file);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);
}

export function App() {
  const [paletteOpen, togglePalette] = usePanel();
  const mode = useSimulation((state) => state.mode);
  const [inspectorOpen, toggleInspector] = usePanel(mode === 'compare');
  const model = useModelEditor((state) => state.id);
  useShortcuts(appShortcuts);
  useFileDrop();
  return (
    <div className={css.app}>
      <TopBar />
      {mode === 'sweep' ? (
        <main className={css.middle}>
          <SweepView />
        </main>
      ) : (
        <div className={css.middle}>
          <SidePanel side="left" label="Palette" open={paletteOpen} onToggle={togglePalette}>
            <Palette />
          </SidePanel>
          <main className={css.canvas}>
            <AccessBanner />
            <LeftRunsBanner />
            <GuidePanel />
            <EditedBanner />
            <Canvas emptyContent={<PresetCards />} />
          </main>
          {model === null ? (
            <SidePanel
              side="right"
              label="Inspector"
              open={inspectorOpen}
              roomy={mode === 'compare'}
              onToggle={toggleInspector}
            >
              {mode === 'compare' ? (
                <ComparePanel>
                  <Inspector />
                </ComparePanel>
              ) : (
                <Inspector />
              )}
            </SidePanel>
          ) : (
            <SidePanel side="right" label="Model" open wide>
              <ModelEditor key={model} id={model} />
            </SidePanel>
          )}
        </div>
      )}
      {/* The row is kept. */}
      <div>{mode !== 'sweep' && <Timeline />}</div>
      <StatusBar />
      <ShellDialogs />
    </div>
  );
}
