import { copiesOf } from '../../document/repeats.ts';
import type { Repeat } from '../../document/schema.ts';
import css from './Node.module.css';

/** "× 9" beside the name of a group that is repeated. */
export function RepeatBadge({ repeat }: { repeat: Repeat | undefined }) {
  if (repeat === undefined || copiesOf(repeat) === 1) return null;
  const grid = repeat.rows === 1 ? '' : `, ${repeat.columns} by ${repeat.rows}`;
  return (
    <span className={css.repeat} data-testid="repeat-badge" title={`${copiesOf(repeat)} copies${grid}`}>
      × {copiesOf(repeat)}
    </span>
  );
}
