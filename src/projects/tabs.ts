/** Which tab may write a project: one at a time. */
export interface Tabs {
  /** Whether the browser can tell; without, every tab is given what it asks for. */
  readonly guarded: boolean;
  /** Has the project from now on, unless another tab has it. */
  take(project: string): Promise<boolean>;
  /** Has the project from now on: the tab that has it is asked for it, and is not waited for if it does not answer. */
  takeOver(project: string): Promise<void>;
  /** Has the project as soon as no other tab has it; false: the wait was ended by the signal. */
  wait(project: string, signal: AbortSignal): Promise<boolean>;
  release(project: string): Promise<void>;
  /** Projects that any tab has, this one included. */
  taken(): Promise<ReadonlySet<string>>;
  /** Is told when another tab asks for a project that this one has (and shall release it), and when one was taken by force. */
  listen(listener: TabListener): void;
}

export interface TabListener {
  onAsked(project: string): Promise<void>;
  onLost(project: string): void;
}

interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

const PREFIX = 'entrain.project/';
/** So long the tab that has a project may take to write what it has not yet, ms. */
const HAND_OVER_MS = 2000;
/** A page that is being reloaded frees its locks at about the time that the next one asks, ms. */
const RELOAD_MS = 400;

/** Tabs of one browser, by its Web Locks and a channel between them. */
export class BrowserTabs implements Tabs {
  readonly guarded: boolean;
  readonly #locks: LockManager | undefined;
  readonly #channel: Channel | undefined;
  /** Frees each project that this tab has; resolves when it is free. */
  readonly #held = new Map<string, () => Promise<void>>();
  #listener: TabListener | undefined;

  constructor(locks: LockManager | undefined, channel: Channel | undefined) {
    this.guarded = locks !== undefined;
    this.#locks = locks;
    this.#channel = channel;
    if (channel !== undefined) {
      channel.onmessage = ({ data }: MessageEvent) => {
        const project: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'asksFor') : null;
        if (typeof project === 'string' && this.#held.has(project)) void this.#listener?.onAsked(project);
      };
    }
  }

  listen(listener: TabListener): void {
    this.#listener = listener;
  }

  async take(project: string): Promise<boolean> {
    if (this.#held.has(project)) return true;
    if (await this.#request(project, { ifAvailable: true })) return true;
    return this.#request(project, { signal: AbortSignal.timeout(RELOAD_MS) });
  }

  async takeOver(project: string): Promise<void> {
    if (this.#held.has(project)) return;
    this.#channel?.postMessage({ asksFor: project });
    if (await this.#request(project, { signal: AbortSignal.timeout(HAND_OVER_MS) })) return;
    await this.#request(project, { steal: true });
  }

  async wait(project: string, signal: AbortSignal): Promise<boolean> {
    return this.#held.has(project) || this.#request(project, { signal });
  }

  async release(project: string): Promise<void> {
    const free = this.#held.get(project);
    this.#held.delete(project);
    await free?.();
  }

  async taken(): Promise<ReadonlySet<string>> {
    const { held = [] } = (await this.#locks?.query()) ?? {};
    return new Set(held.flatMap(({ name = '' }) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])));
  }

  /** Resolves when the lock is held, or will not be; holds it until it is released or stolen. */
  #request(project: string, options: LockOptions): Promise<boolean> {
    const locks = this.#locks;
    if (locks === undefined) {
      this.#held.set(project, async () => undefined);
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const held = locks.request(`${PREFIX}${project}`, options, (lock) => {
        if (lock === null) return resolve(false);
        return new Promise<void>((free) => {
          this.#held.set(project, () => {
            free();
            return held.then(
              () => undefined,
              () => undefined,
            );
          });
          resolve(true);
        });
      });
      held.catch(() => {
        // Not got in time, or stolen from here.
        if (this.#held.delete(project)) this.#listener?.onLost(project);
        resolve(false);
      });
    });
  }
}
