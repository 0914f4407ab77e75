/** How recent spikes become a number for each neuron: counted in a window, or fading with a time constant. */
export type ActivityKind = 'rate' | 'fading';

/** A way of counting: what a spike counts for, and for how long. */
export interface ActivityWindow {
  readonly kind: ActivityKind;
  /** Window, or time constant, ms. */
  readonly windowMs: number;
}

/** Spikes of steps [fromStep, toStep), in order, as far as they are held. */
type SpikesBetween = (
  fromStep: number,
  toStep: number,
) => { readonly steps: Int32Array; readonly elements: Int32Array };

/** After so many time constants a spike counts less than a double can tell. */
const FORGOTTEN = 40;

/**
 * The greatest activity that any neuron has had, over all steps of a run. Activity rises only at spikes, so that they alone are
 * looked at, each once: a run in chunks of any length has the same peak. It can be cut back to an earlier step.
 */
export class Peak {
  /** The first step that was not looked at. */
  next: number;
  /** Spikes in the window that ends with the latest spike of all; or the faded sum of a neuron as of its latest spike. */
  private readonly levels: Float64Array;
  private readonly latest: Int32Array;
  /** The first step of which spikes are in `levels`. */
  private tail: number;
  /** Where the greatest level grew, and what to. */
  private rises: { readonly step: number; readonly level: number }[] = [];
  private readonly windowSteps: number;
  private readonly decay: number;
  private isWarm = true;

  /** `fromStep`: the first step of which spikes are held. */
  constructor(
    private readonly window: ActivityWindow,
    size: number,
    private readonly dtMs: number,
    fromStep: number,
  ) {
    this.levels = new Float64Array(size);
    this.latest = new Int32Array(window.kind === 'fading' ? size : 0);
    this.windowSteps = Math.max(1, Math.round(window.windowMs / dtMs));
    this.decay = dtMs / window.windowMs;
    this.next = fromStep;
    this.tail = fromStep;
  }

  get bytes(): number {
    return this.levels.byteLength + this.latest.byteLength;
  }

  /**
   * Of a run up to a step, Hz. A rate is over its window, or over the run where that is shorter. What fades is as of the end of the
   * step of its spike.
   */
  hzAt(endStep: number): number {
    const level = this.rises.at(-1)?.level ?? 0;
    const { kind, windowMs } = this.window;
    if (kind === 'fading') return (1000 * level * Math.exp(-this.decay)) / windowMs;
    const steps = Math.max(1, Math.min(endStep, this.windowSteps));
    return (1000 * level) / (steps < this.windowSteps ? steps * this.dtMs : windowMs);
  }

  /** Looks at the spikes up to a step. `heldFrom`: the first step of which they are held. */
  advance(toStep: number, heldFrom: number, between: SpikesBetween): void {
    if (toStep <= this.next) return;
    // Spikes that are not held any more cannot leave the window one by one.
    const hasLost = this.window.kind === 'rate' && this.tail < heldFrom;
    if (!this.isWarm || hasLost) this.warm(heldFrom, between);
    const { steps, elements } = between(this.next, toStep);
    if (this.window.kind === 'fading') this.fade(steps, elements, true);
    else this.count(steps, elements, between);
    this.next = toStep;
  }

  /** The run goes on from before this step. */
  cut(step: number): void {
    if (step >= this.next) return;
    this.next = step;
    this.isWarm = false;
    while ((this.rises.at(-1)?.step ?? -1) >= step) this.rises.pop();
  }

  /** Makes the levels anew of the spikes before the next step that still count. */
  private warm(heldFrom: number, between: SpikesBetween): void {
    const reach = this.window.kind === 'rate' ? this.windowSteps : Math.ceil(FORGOTTEN / this.decay);
    this.tail = Math.max(heldFrom, this.next - reach, 0);
    this.levels.fill(0);
    const { steps, elements } = between(this.tail, this.next);
    if (this.window.kind === 'fading') this.fade(steps, elements, false);
    else for (const element of elements) this.levels[element] = (this.levels[element] ?? 0) + 1;
    this.isWarm = true;
  }

  private fade(steps: Int32Array, elements: Int32Array, isNew: boolean): void {
    const { levels, latest, decay } = this;
    for (let k = 0; k < steps.length; k++) {
      const [step, element] = [steps[k] ?? 0, elements[k] ?? 0];
      const before = levels[element] ?? 0;
      const level = 1 + (before === 0 ? 0 : before * Math.exp(-decay * (step - (latest[element] ?? 0))));
      levels[element] = level;
      latest[element] = step;
      if (isNew) this.note(step, level);
    }
  }

  private count(steps: Int32Array, elements: Int32Array, between: SpikesBetween): void {
    const last = steps[steps.length - 1];
    if (last === undefined) return;
    const { levels, windowSteps } = this;
    const end = Math.max(this.tail, last + 1 - windowSteps);
    const leaving = between(this.tail, end);
    let left = 0;
    for (let k = 0; k < steps.length; k++) {
      const [step, element] = [steps[k] ?? 0, elements[k] ?? 0];
      for (; left < leaving.steps.length && (leaving.steps[left] ?? 0) <= step - windowSteps; left++) {
        const gone = leaving.elements[left] ?? 0;
        levels[gone] = (levels[gone] ?? 0) - 1;
      }
      const level = (levels[element] ?? 0) + 1;
      levels[element] = level;
      this.note(step, level);
    }
    this.tail = end;
  }

  private note(step: number, level: number): void {
    if (level > (this.rises.at(-1)?.level ?? 0)) this.rises.push({ step, level });
  }
}
