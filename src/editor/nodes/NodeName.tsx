import { useEffect, useRef } from 'react';
import { rename } from '../../document/commands.ts';
import { useCanvas } from '../canvas-store.ts';
import { useEditor } from '../store.ts';

/** A node's name; a field while it is renamed. Enter or leaving the field keeps the new name, Escape the old. */
export function NodeName({ id, name }: { id: string; name: string }) {
  const renaming = useCanvas((state) => state.renaming === id);
  if (renaming) return <NameField id={id} name={name} />;
  return <span className="node-name">{name}</span>;
}

function NameField({ id, name }: { id: string; name: string }) {
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => field.current?.select(), []);

  function finish(keep: boolean) {
    if (done.current) return;
    done.current = true;
    const typed = field.current?.value.trim() ?? '';
    useCanvas.getState().rename(null);
    if (keep && typed !== '' && typed !== name) {
      useEditor.getState().edit('Rename', (draft) => {
        rename(draft, id, typed);
      });
    }
  }

  return (
    <input
      ref={field}
      className="node-name-field nodrag"
      aria-label={`New name of ${name}`}
      defaultValue={name}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(true);
        if (event.key === 'Escape') finish(false);
      }}
    />
  );
}
