import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { Plus, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Check } from '../../controls/Check.tsx';
import { UNGUARDED } from '../../projects/access.ts';
import { ageText, foundProjects, type Order, sizeText } from '../../projects/names.ts';
import type { ProjectHead } from '../../projects/project.ts';
import { newNetwork } from '../commands.ts';
import { closeProjects, useDialogs } from '../dialogs.ts';
import { chooseAndOpen } from '../files.ts';
import { exportProjects, removeProject, restoreProject } from './actions.ts';
import { refresh, useProjectList } from './list.ts';
import { ProjectCard } from './ProjectCard.tsx';
import css from './Projects.module.css';
import { useProject } from './session.ts';
import { VersionsPanel } from './VersionsPanel.tsx';

/** All projects, to be found, opened and kept in order; or the versions of one. */
export function ProjectsDialog({ opened }: { readonly opened: boolean }) {
  const versionsOf = useDialogs((state) => state.versionsOf);
  const heads = useProjectList((state) => state.heads);
  useEffect(() => {
    if (opened) void refresh();
  }, [opened]);
  const project = versionsOf === null ? undefined : heads?.find(({ id }) => id === versionsOf);
  return (
    <Modal
      closeButtonProps={{ 'aria-label': 'Close' }}
      opened={opened}
      onClose={closeProjects}
      title={project === undefined ? 'Projects' : `Versions of “${project.name}”`}
      size={1000}
      transitionProps={{ duration: 120 }}
    >
      <div className={css.page} data-testid="projects">
        {heads !== null && (project === undefined ? <Projects heads={heads} /> : <VersionsPanel project={project} />)}
      </div>
    </Modal>
  );
}

const ORDERS: { readonly value: Order; readonly label: string }[] = [
  { value: 'modified', label: 'Recent' },
  { value: 'name', label: 'Name' },
  { value: 'size', label: 'Neurons' },
];

function Projects({ heads }: { heads: readonly ProjectHead[] }) {
  const [typed, setTyped] = useState('');
  const [order, setOrder] = useState<Order>('modified');
  const [isAll, setAll] = useState(true);
  const open = useProject((state) => state.project);
  const kept = heads.filter(({ deleted }) => deleted === null);
  const untouched = kept.filter((head) => head.untouched && head.id !== open).length;
  const shown = kept.filter((head) => isAll || !head.untouched || head.id === open);
  const matching = foundProjects(shown, typed, order);
  return (
    <>
      <div className={css.tools}>
        <TextInput
          data-autofocus
          type="search"
          className={css.search}
          placeholder="Search by name"
          aria-label="Search projects"
          leftSection={<Search size={14} aria-hidden="true" />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label="Order"
          data={ORDERS}
          value={order}
          onChange={(value) => setOrder(value as Order)}
        />
        <Button
          size="xs"
          leftSection={<Plus size={14} aria-hidden="true" />}
          onClick={() => void newNetwork().then(closeProjects)}
        >
          New
        </Button>
        <Button size="xs" variant="default" data-testid="import-projects" onClick={() => void chooseAndOpen()}>
          Add from a file…
        </Button>
        <Button size="xs" variant="default" data-testid="export-projects" onClick={() => void exportProjects()}>
          All to one file…
        </Button>
      </div>
      {untouched > 0 && (
        <Check
          checked={isAll}
          onChange={setAll}
          label={`${untouched} not changed since ${untouched === 1 ? 'it was' : 'they were'} opened`}
        />
      )}
      <ul className={css.cards} aria-label="Projects">
        {matching.map((head) => (
          <ProjectCard key={head.id} head={head} />
        ))}
      </ul>
      {matching.length === 0 && <p className={css.none}>No project is called “{typed.trim()}”.</p>}
      <Deleted heads={heads.filter(({ deleted }) => deleted !== null)} />
      <Kept heads={heads} />
    </>
  );
}

function Deleted({ heads }: { heads: readonly ProjectHead[] }) {
  if (heads.length === 0) return null;
  return (
    <details className={css.deleted}>
      <summary>Deleted in the last 30 days ({heads.length})</summary>
      <ul>
        {heads.map(({ id, name, deleted }) => (
          <li key={id}>
            <span>
              {name} <small>{ageText(deleted ?? 0, Date.now())}</small>
            </span>
            <Button size="compact-xs" variant="default" onClick={() => void restoreProject(id)}>
              Restore
            </Button>
            <Button size="compact-xs" variant="subtle" color="red" onClick={() => void removeProject(id)}>
              Remove for good
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** How much is kept, and whether the browser may clear it. */
function Kept({ heads }: { heads: readonly ProjectHead[] }) {
  const { denied, isGuarded } = useProject();
  const [isFirm, setFirm] = useState<boolean | null>(null);
  useEffect(() => {
    void navigator.storage?.persisted?.().then(setFirm);
  }, []);
  if (denied !== null) return <p className={css.note}>{denied}</p>;
  const size = sizeText(heads.reduce((sum, head) => sum + head.size, 0));
  return (
    <div className={css.note}>
      <span>
        {heads.length === 1 ? 'One network' : `${heads.length} networks`}, {size}, kept in this browser alone.
        {isFirm === false && ' It may clear them when the disk is nearly full.'} {isGuarded ? '' : UNGUARDED}
      </span>
      {isFirm === false && (
        <Button
          size="compact-xs"
          variant="subtle"
          className={css.fixed}
          onClick={() => void navigator.storage.persist().then(setFirm)}
        >
          Ask it not to
        </Button>
      )}
    </div>
  );
}
