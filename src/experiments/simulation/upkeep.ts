/** Wall time between two copies of the state, kept for the case that a worker dies or the page is left; the first comes sooner. */
const SAVE_EVERY_MS = 5000;
const SAVE_FIRST_MS = 1000;
/** Wall time between two looks at what is held in memory. */
const WEIGH_EVERY_MS = 1000;

/** What is done now and then for as long as something runs. */
export class Upkeep {
  private readonly timers: readonly ReturnType<typeof setTimeout>[];

  constructor({ save, weigh }: { readonly save: () => void; readonly weigh: () => void }) {
    this.timers = [
      setTimeout(save, SAVE_FIRST_MS),
      setInterval(save, SAVE_EVERY_MS),
      setInterval(weigh, WEIGH_EVERY_MS),
    ];
  }

  end(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }
}
