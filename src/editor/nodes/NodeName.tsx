import { classes } from '../../controls/classes.ts';
import { NameField } from '../../controls/NameField.tsx';
import { rename } from '../../document/commands.ts';
import { useCanvas } from '../canvas-store.ts';
import { useEditor } from '../store.ts';
import css from './Node.module.css';

/** A node's name; a field while it is renamed. */
export function NodeName({ id, name }: { id: string; name: string }) {
  const renaming = useCanvas((state) => state.renaming === id);
  if (!renaming) return <span className={css.name}>{name}</span>;
  return (
    <NameField
      className={classes(css.nameField, 'nodrag')}
      label={`New name of ${name}`}
      name={name}
      onRename={(next) => useEditor.getState().edit('Rename', (draft) => rename(draft, id, next))}
      onDone={() => useCanvas.getState().rename(null)}
    />
  );
}
