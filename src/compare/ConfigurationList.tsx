import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { Copy, Pencil, PencilOff, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Check } from '../controls/Check.tsx';
import { NameField } from '../controls/NameField.tsx';
import {
  addConfiguration,
  comparedOf,
  configurationsOf,
  type NamedConfiguration,
  removeConfiguration,
  renameConfiguration,
  setBranch,
  untilText,
} from '../document/configurations.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { useComparison } from '../editor/comparison.ts';
import { useProblemsElsewhere } from '../editor/problems.ts';
import { useEditor } from '../editor/store.ts';
import css from './ConfigurationList.module.css';
import { ConfigurationMark } from './ConfigurationMark.tsx';

/** Copies a configuration (null: the network itself), to be compared and edited at once. */
function duplicate(of: string | null): void {
  const editor = useEditor.getState();
  let id = '';
  editor.editBase('Add a configuration', (draft) => {
    id = addConfiguration(draft, of);
  });
  editor.commit();
  useComparison.getState().check(id, true);
  editor.editVariant(id);
}

/** All configurations of the experiment: the network itself, and its variants. */
export function ConfigurationList({ base }: { base: NetworkDocument }) {
  const checks = useComparison((state) => state.checks);
  const compared = new Set(comparedOf(base, checks).map(({ id }) => id));
  return (
    <>
      <ul className={css.configurations} data-testid="configurations">
        {configurationsOf(base).map((configuration) => (
          <Row
            key={configuration.id ?? ''}
            configuration={configuration}
            checked={compared.has(configuration.id)}
            overrides={base.variants.find(({ id }) => id === configuration.id)?.overrides.length ?? null}
          />
        ))}
      </ul>
      <Button
        size="compact-xs"
        variant="default"
        className={css.add}
        leftSection={<Plus size={13} aria-hidden="true" />}
        onClick={() => duplicate(null)}
        data-testid="add-configuration"
      >
        Add configuration
      </Button>
    </>
  );
}

interface RowProps {
  readonly configuration: NamedConfiguration;
  readonly checked: boolean;
  /** How many values it sets; null: it is the network itself. */
  readonly overrides: number | null;
}

function Row({ configuration, checked, overrides }: RowProps) {
  const { id, label, name, from } = configuration;
  const edited = useEditor((state) => state.variant === id);
  const remove = () =>
    useEditor.getState().editBase(`Remove ${name}`, (draft) => {
      if (id !== null) removeConfiguration(draft, id);
    });
  return (
    <li className={edited ? css.edited : undefined} data-testid={`configuration-${label}`}>
      <Check
        bare
        label={`Run ${label}: ${name}`}
        title="Runs with the others"
        checked={checked}
        onChange={(runs) => useComparison.getState().check(id, runs)}
      />
      <ConfigurationMark label={label} />
      <span className={css.text}>
        <Name configuration={configuration} />
        <small>
          {overrides === null ? 'reference' : overrides === 1 ? '1 value differs' : `${overrides} values differ`}
          {from !== undefined && ' · '}
          {from !== undefined && <Until configuration={configuration} />}
          {edited && <strong data-testid="is-edited"> · edited</strong>}
          <FaultNote id={id} />
        </small>
      </span>
      <Action
        label={edited && id !== null ? `Back to A from ${label}` : `Edit ${label}`}
        pressed={edited}
        testId={`edit-${label}`}
        onClick={() => useEditor.getState().editVariant(edited ? null : id)}
      >
        {edited && id !== null ? <PencilOff size={14} aria-hidden="true" /> : <Pencil size={14} aria-hidden="true" />}
      </Action>
      <Action label={`Duplicate ${label}`} testId={`duplicate-${label}`} onClick={() => duplicate(id)}>
        <Copy size={14} aria-hidden="true" />
      </Action>
      <Action label={`Remove ${label}`} testId={`remove-${label}`} disabled={id === null} onClick={remove}>
        <Trash2 size={14} aria-hidden="true" />
      </Action>
    </li>
  );
}

/** Says that a configuration cannot run as it is; the preflight panel says why. */
function FaultNote({ id }: { readonly id: string | null }) {
  const faults = useProblemsElsewhere().filter(({ variant, severity }) => variant === id && severity === 'error');
  if (faults.length === 0) return null;
  const title = faults.map(({ message }) => message).join('\n');
  return (
    <strong className={css.fault} title={title} data-testid="configuration-fault">
      {faults.length === 1 ? ' · a problem' : ` · ${faults.length} problems`}
    </strong>
  );
}

interface ActionProps {
  readonly label: string;
  readonly testId: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Action({ label, testId, pressed, disabled = false, onClick, children }: ActionProps) {
  return (
    <Tooltip label={label} openDelay={300}>
      <ActionIcon
        size="sm"
        variant={pressed ? 'light' : 'subtle'}
        color={pressed ? 'blue' : 'gray'}
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        data-testid={testId}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** When it parts from the network; a click makes it a field, which with 0 ms leaves no time to share. */
function Until({ configuration }: { configuration: NamedConfiguration }) {
  const [changing, setChanging] = useState(false);
  const { id, label, from } = configuration;
  if (!changing) {
    return (
      <button
        type="button"
        title="When it parts from A (click to change)"
        data-testid={`until-${label}`}
        onClick={() => setChanging(true)}
      >
        {untilText(configuration)}
      </button>
    );
  }
  return (
    <NameField
      label={`When ${label} parts from A`}
      name={String(from)}
      onRename={(next) =>
        useEditor.getState().editBase('Time of the branch', (draft) => {
          if (id !== null) setBranch(draft, id, next);
        })
      }
      onDone={() => setChanging(false)}
    />
  );
}

/** The name; a click makes it a field. */
function Name({ configuration: { id, label, name } }: { configuration: NamedConfiguration }) {
  const [renaming, setRenaming] = useState(false);
  if (renaming) {
    return (
      <NameField
        label={`Name of configuration ${label}`}
        name={name}
        onRename={(next) =>
          useEditor.getState().editBase('Rename the configuration', (draft) => renameConfiguration(draft, id, next))
        }
        onDone={() => setRenaming(false)}
      />
    );
  }
  return (
    <button
      type="button"
      title={`${name} (click to rename)`}
      data-testid={`name-${label}`}
      onClick={() => setRenaming(true)}
    >
      {name}
    </button>
  );
}
