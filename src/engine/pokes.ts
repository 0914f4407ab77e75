import type { PokeConfig, TimedPoke } from '../contract/index.ts';
import { evaluateColumns, valueAt } from '../equations/evaluate-columns.ts';
import type { GroupMemory } from './memory/group.ts';
import { item } from './memory/item.ts';
import type { Views } from './memory/views.ts';
import type { Plan } from './plan/plan.ts';
import { drawElements } from './random/values.ts';
import { writeColumn } from './state/groups.ts';

interface Due extends TimedPoke {
  /** What a state is held at, one number for each element. */
  readonly held: Float64Array | null;
}

/**
 * What is done to a network from outside while it runs. Pokes are written into the memory between two steps, so that the code of a
 * step knows nothing of them, and a network that is not poked runs as if they did not exist.
 */
export class Pokes {
  private timed: readonly Due[] = [];
  /** The step that they were written before; a step may be begun twice, where there was no room for it. */
  private written = -1;

  constructor(
    private readonly plan: Plan,
    private readonly views: Views,
  ) {}

  add({ poke, firstStep, endStep }: TimedPoke): void {
    const { size } = item(this.plan.groups, poke.group).config;
    const held = poke.kind === 'hold' ? drawElements(poke.values, size, this.plan.config.seed) : null;
    this.timed = [...this.timed, { poke, firstStep, endStep, held }];
  }

  /** These in place of all before. */
  set(pokes: readonly TimedPoke[]): void {
    this.timed = [];
    for (const poke of pokes) this.add(poke);
  }

  /** What is held of a group is let go before a step. */
  release(group: number, step: number): void {
    this.timed = this.timed.map((timed) =>
      timed.poke.kind === 'hold' && timed.poke.group === group
        ? { ...timed, endStep: Math.min(timed.endStep, step) }
        : timed,
    );
  }

  /** The run goes on from another state. */
  beginAnew(): void {
    this.written = -1;
  }

  /** The next step before which there is something to write. */
  stopAt(step: number): number {
    return this.timed.reduce(
      (next, { firstStep, endStep }) => (step + 1 < endStep ? Math.min(next, Math.max(firstStep, step + 1)) : next),
      Number.POSITIVE_INFINITY,
    );
  }

  /** Writes what is due before a step. What is held stays where it is held, whatever else pushes it. */
  write(step: number): void {
    if (this.timed.length === 0 || step === this.written) return;
    this.written = step;
    const due = this.timed.filter(({ firstStep, endStep }) => firstStep <= step && step < endStep);
    for (const { poke } of due) if (poke.kind === 'push') this.push(poke, step);
    for (const { poke, held } of due) if (poke.kind === 'hold' && held !== null) this.hold(poke, held);
  }

  private push({ group, pushes }: Extract<PokeConfig, { readonly kind: 'push' }>, step: number): void {
    const { plan, views } = this;
    const { precision, dtMs } = plan.config;
    const memory = item(plan.groups, group);
    const { size, states } = memory.config;
    const column = (state: number) => views.numbers(precision, item(memory.states, state), size);
    const values = {
      size,
      state: column,
      parameter: (index: number) => this.parameter(memory, index),
      time: step * dtMs,
    };
    // All rates are those before any state is pushed.
    const pushed = pushes.map(({ state, rate }) => {
      const [perMs = 0] = evaluateColumns(rate, values);
      const closed = states[state]?.clampedWhileRefractory && memory.until !== null ? memory.until : null;
      const until = closed === null ? null : views.integers(closed, size);
      const isOpen = (element: number): boolean => until === null || (until[element] ?? 0) <= step;
      return Float64Array.from(column(state), (value, element) =>
        isOpen(element) ? value + valueAt(perMs, element) * dtMs : value,
      );
    });
    pushes.forEach(({ state }, k) => {
      writeColumn(views, plan, memory, item(memory.states, state), pushed[k] ?? []);
    });
  }

  private hold({ group, state }: Extract<PokeConfig, { readonly kind: 'hold' }>, held: Float64Array): void {
    const memory = item(this.plan.groups, group);
    writeColumn(this.views, this.plan, memory, item(memory.states, state), held);
  }

  private parameter({ parameters, config: { size } }: GroupMemory, index: number): number | ArrayLike<number> {
    const { address, uniform } = item(parameters, index);
    if (uniform) return this.views.doubles(address, 1)[0] ?? Number.NaN;
    return this.views.numbers(this.plan.config.precision, address, size);
  }
}
