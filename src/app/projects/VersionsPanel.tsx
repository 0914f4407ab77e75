import { ActionIcon, Button, TextInput } from '@mantine/core';
import { ArrowLeft, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { ageText, neuronsText, numbered } from '../../projects/names.ts';
import type { ProjectHead, Version } from '../../projects/project.ts';
import { closeProjects, useDialogs } from '../dialogs.ts';
import { Thumbnail } from '../Thumbnail.tsx';
import { openVersion, removeVersion, restoreVersion, saveVersion } from './actions.ts';
import css from './Projects.module.css';
import { theShelf, useProject } from './session.ts';

function useVersions(project: string): [readonly Version[], () => void] {
  const [versions, setVersions] = useState<readonly Version[]>([]);
  const read = useCallback(() => {
    void theShelf()
      .versions(project)
      .then((all) => setVersions(all.toSorted((a, b) => b.created - a.created)))
      .catch(() => setVersions([]));
  }, [project]);
  useEffect(read, [read]);
  return [versions, read];
}

/** Named states of a project: to keep the present one, to go back to one, to go on from one in a copy. */
export function VersionsPanel({ project }: { project: ProjectHead }) {
  const [versions, changed] = useVersions(project.id);
  const isOpen = useProject((state) => state.project === project.id);
  const thenClose = (done: Promise<boolean>) => void done.then((isDone) => isDone && closeProjects());
  return (
    <>
      <div className={css.tools}>
        <Button
          size="xs"
          variant="default"
          leftSection={<ArrowLeft size={14} aria-hidden="true" />}
          onClick={() => useDialogs.setState({ versionsOf: null })}
        >
          Projects
        </Button>
        {isOpen && <NewVersion project={project.id} versions={versions} changed={changed} />}
      </div>
      <ul className={css.versions} aria-label="Versions">
        {versions.map((version) => (
          <li key={version.id} data-testid="version">
            <span className={css.small}>
              <Thumbnail marks={version.thumbnail} />
            </span>
            <span className={css.versionName}>
              <strong>{version.name}</strong>
              <span className={css.facts}>
                {ageText(version.created, Date.now())} · {neuronsText(version.neurons)}
              </span>
            </span>
            <Button size="compact-xs" variant="default" onClick={() => thenClose(restoreVersion(version))}>
              Restore
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => thenClose(openVersion(version))}>
              Open as a copy
            </Button>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Delete the version ${version.name}`}
              onClick={() => void removeVersion(version, changed)}
            >
              <Trash2 size={14} aria-hidden="true" />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {versions.length === 0 && (
        <p className={css.none}>
          {isOpen
            ? 'No version yet. One keeps the network as it is now under a name; to restore it is a step that can be undone.'
            : 'No version yet. Open the project to keep one.'}
        </p>
      )}
    </>
  );
}

interface NewVersionProps {
  readonly project: string;
  readonly versions: readonly Version[];
  readonly changed: () => void;
}

function NewVersion({ project, versions, changed }: NewVersionProps) {
  const [typed, setTyped] = useState('');
  const suggested = numbered(
    'Version 1',
    versions.map(({ name }) => name),
  );
  const keep = () =>
    void saveVersion(project, typed.trim() || suggested).then(() => {
      setTyped('');
      changed();
    });
  return (
    <>
      <TextInput
        data-autofocus
        className={css.search}
        aria-label="Name of the version"
        placeholder={suggested}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
      <Button size="xs" data-testid="save-version" onClick={keep}>
        Save version
      </Button>
    </>
  );
}
