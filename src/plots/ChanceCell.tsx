import { type Chance, chanceRemark, chanceText } from '../analysis/chance.ts';
import type { Measure } from '../analysis/measures/index.ts';
import css from './synchrony.module.css';

interface Props {
  readonly measure: Measure;
  readonly value: number | null;
  /** Undefined: it is not known yet. */
  readonly chance: Chance | undefined;
  /** It is being computed. */
  readonly isAwaited: boolean;
}

/** What chance gives of an index, as a cell beside it. */
export function ChanceCell({ measure, value, chance, isAwaited }: Props) {
  const { baseline, digits, id } = measure;
  const text = value === null || chance === undefined ? '' : chanceText(chance, digits);
  const awaited = isAwaited && value !== null && chance === undefined && baseline.by !== 'none';
  // A measure that has no chance at all says so in its card, and where the pointer rests.
  const none = value !== null && chance?.mean === null && baseline.by !== 'none' ? '–' : '';
  return (
    <td
      className={css.chance}
      data-testid={`chance-${id}`}
      title={awaited ? 'being computed' : chanceRemark(value, chance)}
    >
      {awaited ? '…' : text || none}
    </td>
  );
}
