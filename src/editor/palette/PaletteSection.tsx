import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import css from './PaletteSection.module.css';

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
    <section className={css.group} aria-label={title}>
      <h2>
        <button
          type="button"
          className={css.fold}
          aria-expanded={open}
          aria-controls={id}
          disabled={onToggle === undefined}
          onClick={onToggle}
        >
          {title}
          <ChevronDown size={13} aria-hidden="true" className={open ? undefined : css.folded} />
        </button>
      </h2>
      <div id={id} hidden={!open}>
        {open && children}
      </div>
    </section>
  );
}
