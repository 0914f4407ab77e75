import { entryOf } from '../../units/index.ts';
import { useActivity } from '../activity.ts';
import css from './Node.module.css';

/** Rate at which the bar is full. */
const FULL_HZ = 100;

/** The present rate of a population, as a bar. */
export function ActivityBar({ id }: { id: string }) {
  const rate = useActivity((state) => entryOf(state.rates, id) ?? 0);
  const scale = Math.min(1, rate / FULL_HZ);
  return (
    <div className={css.activity} title={`${rate.toPrecision(3)} Hz over the last 50 ms`}>
      <div className={css.level} style={{ transform: `scaleX(${scale.toFixed(3)})` }} />
    </div>
  );
}
