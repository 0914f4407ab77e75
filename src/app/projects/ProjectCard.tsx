import { ActionIcon, Menu } from '@mantine/core';
import { Copy, Download, Ellipsis, History, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { NameField } from '../../controls/NameField.tsx';
import { ageText, neuronsText } from '../../projects/names.ts';
import type { ProjectHead } from '../../projects/project.ts';
import { closeProjects, useDialogs } from '../dialogs.ts';
import { Thumbnail } from '../Thumbnail.tsx';
import { deleteProject, downloadProject, duplicateProject, renameProject } from './actions.ts';
import { useProjectList } from './list.ts';
import css from './Projects.module.css';
import { open, useProject } from './session.ts';

/** A project: its graph in small, its name, when it was changed, how large it is, and what can be done with it. */
export function ProjectCard({ head }: { head: ProjectHead }) {
  const { id, name, thumbnail, modified, neurons } = head;
  const [isRenamed, setRenamed] = useState(false);
  const fault = useProjectList((state) => state.faults.get(id)) ?? head.unreadable;
  const isOpen = useProject((state) => state.project === id);
  const isElsewhere = useProjectList((state) => state.taken.has(id)) && !isOpen;
  const facts = [ageText(modified, Date.now()), ...(fault === null ? [neuronsText(neurons)] : [])];
  return (
    <li className={css.card} data-testid="project-card" data-open={isOpen}>
      <button
        type="button"
        className={css.open}
        aria-label={fault === null ? `Open ${name}` : `Download ${name}, which cannot be read`}
        onClick={() => {
          if (fault !== null) void downloadProject(head);
          else void open(id).then((isShown) => isShown && closeProjects());
        }}
      >
        {fault !== null ? (
          <span className={css.fault}>{fault}</span>
        ) : thumbnail.length === 0 ? (
          <span className={css.empty}>empty</span>
        ) : (
          <Thumbnail marks={thumbnail} />
        )}
      </button>
      {isRenamed ? (
        <NameField
          label="Name of the project"
          name={name}
          onRename={(next) => void renameProject(head, next)}
          onDone={() => setRenamed(false)}
        />
      ) : (
        <span className={css.heading}>
          <strong title={name}>{name}</strong>
          <CardMenu head={head} isReadable={fault === null} rename={() => setRenamed(true)} />
        </span>
      )}
      <span className={css.facts}>
        <span>{facts.join(' · ')}</span>
        {isOpen && <span className={css.badge}>open</span>}
        {isElsewhere && <span className={css.badge}>in another tab</span>}
        {fault !== null && <span className={css.badge}>cannot be read</span>}
      </span>
    </li>
  );
}

interface CardMenuProps {
  readonly head: ProjectHead;
  readonly isReadable: boolean;
  readonly rename: () => void;
}

function CardMenu({ head, isReadable, rename }: CardMenuProps) {
  return (
    <Menu position="bottom-end" shadow="sm" transitionProps={{ duration: 100 }} returnFocus={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`What to do with ${head.name}`}>
          <Ellipsis size={15} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isReadable && (
          <>
            <Menu.Item leftSection={<Pencil size={14} aria-hidden="true" />} onClick={rename}>
              Rename
            </Menu.Item>
            <Menu.Item leftSection={<Copy size={14} aria-hidden="true" />} onClick={() => void duplicateProject(head)}>
              Duplicate
            </Menu.Item>
            <Menu.Item
              leftSection={<History size={14} aria-hidden="true" />}
              onClick={() => useDialogs.setState({ versionsOf: head.id })}
            >
              Versions…
            </Menu.Item>
          </>
        )}
        <Menu.Item leftSection={<Download size={14} aria-hidden="true" />} onClick={() => void downloadProject(head)}>
          Download
        </Menu.Item>
        <Menu.Item leftSection={<Trash2 size={14} aria-hidden="true" />} onClick={() => void deleteProject(head)}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
