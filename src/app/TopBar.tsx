import { ActionIcon, Button, Menu, SegmentedControl, Tooltip, useMantineColorScheme } from '@mantine/core';
import { ChevronDown, CircleDot, Keyboard, Moon, Redo2, Sun, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { NameField } from '../controls/NameField.tsx';
import { type Mode, useSimulation } from '../editor/simulation.ts';
import { useEditor } from '../editor/store.ts';
import { newNetwork, save } from './commands.ts';
import { openProjects, useDialogs } from './dialogs.ts';
import { chooseAndOpen } from './files.ts';
import { showGuide, useGuide } from './guide.ts';
import { useProject } from './projects/session.ts';
import runControlsCss from './RunControls.module.css';
import { RunControls } from './RunControls.tsx';
import { saveReport } from './report.ts';
import css from './TopBar.module.css';

/** The document, undo, the run, the mode. */
export function TopBar() {
  // A sweep has controls of its own.
  const sweeping = useSimulation((state) => state.mode === 'sweep');
  return (
    <header className={css.bar}>
      <span className={css.brand}>
        <CircleDot size={16} aria-hidden="true" /> Entrain
      </span>
      <FileMenu />
      <DocumentName />
      <History />
      {sweeping ? <span className={runControlsCss.controls} /> : <RunControls />}
      <ModeSwitch />
      <GuideButton />
      <Appearance />
    </header>
  );
}

function FileMenu() {
  return (
    <Menu position="bottom-start" shadow="sm" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          rightSection={<ChevronDown size={14} aria-hidden="true" />}
          data-testid="file-menu"
        >
          File
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void newNetwork()}>New</Menu.Item>
        <Menu.Item data-testid="open-presets" onClick={() => useDialogs.setState({ gallery: true })}>
          Presets…
        </Menu.Item>
        <Menu.Item data-testid="open-projects" onClick={() => openProjects()}>
          Projects…
        </Menu.Item>
        <Menu.Item data-testid="open-versions" onClick={() => openProjects(useProject.getState().project)}>
          Versions…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item data-testid="open-file" onClick={() => void chooseAndOpen()}>
          Open a file…
        </Menu.Item>
        <Menu.Item data-testid="save-file" onClick={save}>
          Save to a file…
        </Menu.Item>
        <Menu.Item data-testid="save-report" onClick={() => void saveReport()}>
          Report…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The network's name; a click makes it a field. */
function DocumentName() {
  const name = useEditor((state) => state.base.name);
  const [renaming, setRenaming] = useState(false);
  const rename = (next: string) =>
    useEditor.getState().editBase('Rename the network', (draft) => {
      draft.name = next;
    });
  if (renaming) {
    return (
      <NameField
        className={css.name}
        label="Name of the network"
        name={name}
        onRename={rename}
        onDone={() => setRenaming(false)}
      />
    );
  }
  return (
    <button
      type="button"
      className={css.name}
      data-testid="document-name"
      title={`${name} (click to rename)`}
      onClick={() => setRenaming(true)}
    >
      {name}
    </button>
  );
}

function History() {
  const undo = useEditor((state) => state.past.at(-1)?.label);
  const redo = useEditor((state) => state.future.at(-1)?.label);
  return (
    <span className={runControlsCss.buttons}>
      <Tooltip label={undo === undefined ? 'Nothing to undo' : `Undo: ${undo}`}>
        <ActionIcon
          variant="default"
          aria-label="Undo"
          data-testid="undo"
          disabled={undo === undefined}
          onClick={() => useEditor.getState().undo()}
        >
          <Undo2 size={15} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redo === undefined ? 'Nothing to redo' : `Redo: ${redo}`}>
        <ActionIcon
          variant="default"
          aria-label="Redo"
          data-testid="redo"
          disabled={redo === undefined}
          onClick={() => useEditor.getState().redo()}
        >
          <Redo2 size={15} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}

function ModeSwitch() {
  const mode = useSimulation((state) => state.mode);
  const setMode = (next: string) => {
    useEditor.getState().editVariant(null);
    // What is not seen must not be deleted.
    if (next === 'sweep') useEditor.getState().select({ nodes: [], edges: [] });
    useSimulation.getState().setMode(next as Mode);
  };
  return (
    <SegmentedControl
      size="xs"
      aria-label="Mode"
      value={mode}
      onChange={setMode}
      data={[
        { value: 'edit', label: <span data-testid="mode-edit">Edit</span> },
        { value: 'compare', label: <span data-testid="mode-compare">Compare</span> },
        { value: 'sweep', label: <span data-testid="mode-sweep">Sweep</span> },
      ]}
    />
  );
}

/** Brings back the network's guided note, or puts it away. */
function GuideButton() {
  const open = useGuide((state) => state.open);
  const guide = useEditor((state) => state.base.guide);
  if (guide === undefined) return null;
  return (
    <Button
      variant={open ? 'light' : 'default'}
      size="xs"
      className={css.guide}
      aria-pressed={open}
      data-testid="guide-button"
      onClick={() => showGuide(!open)}
    >
      Guide
    </Button>
  );
}

function Appearance() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = document.documentElement.dataset.mantineColorScheme === 'dark';
  const [isDark, setDark] = useState(dark);
  const Icon = isDark ? Sun : Moon;
  return (
    <span className={runControlsCss.buttons}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={isDark ? 'Light colours' : 'Dark colours'}
        onClick={() => {
          setColorScheme(isDark ? 'light' : 'dark');
          setDark(!isDark);
        }}
      >
        <Icon size={15} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label="Keys" onClick={() => useDialogs.setState({ help: true })}>
        <Keyboard size={15} aria-hidden="true" />
      </ActionIcon>
    </span>
  );
}
