import { configurationToken } from '../plots/colours.ts';
import { dashOf } from '../plots/runs.ts';
import css from './ConfigurationMark.module.css';

/** The letter of a configuration in its colour, over a stroke of its dash in shared plots. */
export function ConfigurationMark({ label }: { label: string }) {
  const colour = `var(${configurationToken(label)})`;
  return (
    <span className={css.mark} style={{ color: colour }}>
      {label}
      <svg width="22" height="4" aria-hidden="true">
        <line x1="0" x2="22" y1="2" y2="2" stroke={colour} strokeWidth="2" strokeDasharray={dashOf(label).join(' ')} />
      </svg>
    </span>
  );
}
