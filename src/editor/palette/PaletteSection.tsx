import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';

interface Props {
  readonly title: string;
  readonly open: boolean;
  /** Absent: it cannot be folded now. */
  readonly onToggle?: () => void;
  readonly children: ReactNode;
}

/** A part of the palette that folds. */
export function PaletteSection({ title, open, onToggle, children }: Props) {
  const id = useId();
  return (
    <section className="palette-group" aria-label={title}>
      <h2>
        <button
          type="button"
          className="palette-fold"
          aria-expanded={open}
          aria-controls={id}
          disabled={onToggle === undefined}
          onClick={onToggle}
        >
          {title}
          <ChevronDown size={13} aria-hidden="true" className={open ? '' : 'is-folded'} />
        </button>
      </h2>
      <div id={id} hidden={!open}>
        {open && children}
      </div>
    </section>
  );
}
