import { useEffect, useRef } from 'react';
import { classes } from './classes.ts';
import css from './Field.module.css';

interface Props {
  readonly label: string;
  readonly name: string;
  readonly className?: string | undefined;
  /** Another name was typed; an empty one is none. */
  readonly onRename: (name: string) => void;
  /** The field goes. */
  readonly onDone: () => void;
}

/** The field that takes the place of a name while it is changed. Enter or leaving it keeps the new name, Escape the old. */
export function NameField({ label, name, className, onRename, onDone }: Props) {
  const field = useRef<HTMLInputElement>(null);
  // A field that goes is left as well.
  const done = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const finish = (keep: boolean) => {
    if (done.current) return;
    done.current = true;
    const typed = field.current?.value.trim() ?? '';
    onDone();
    if (keep && typed !== '' && typed !== name) onRename(typed);
  };
  return (
    <input
      ref={field}
      className={classes(css.field, className)}
      aria-label={label}
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
