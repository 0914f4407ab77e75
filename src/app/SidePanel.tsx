import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '../controls/classes.ts';
import css from './SidePanel.module.css';

interface Props {
  readonly side: 'left' | 'right';
  readonly label: string;
  readonly open: boolean;
  /** Takes more room than usual. */
  readonly wide?: boolean;
  /** Takes somewhat more room than usual. */
  readonly roomy?: boolean;
  readonly onToggle?: () => void;
  readonly children: ReactNode;
}

/** A panel beside the canvas that folds into a rail. */
export function SidePanel({ side, label, open, wide = false, roomy = false, onToggle, children }: Props) {
  const left = side === 'left';
  const Icon = left ? (open ? PanelLeftClose : PanelLeftOpen) : open ? PanelRightClose : PanelRightOpen;
  return (
    <aside
      className={classes(
        css.panel,
        css[side],
        !open && css.folded,
        open && wide && css.wide,
        open && roomy && css.roomy,
      )}
      aria-label={label}
    >
      {/* What takes more room has a way out of its own. */}
      {!wide && (
        <button
          type="button"
          className={css.fold}
          aria-expanded={open}
          aria-label={`${open ? 'Fold' : 'Unfold'} the ${label.toLowerCase()}`}
          onClick={onToggle}
        >
          <Icon size={16} aria-hidden="true" />
        </button>
      )}
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be focusable (WCAG 2.1.1)
        <section className={css.content} tabIndex={0} aria-label={`${label} content`}>
          {children}
        </section>
      )}
    </aside>
  );
}
