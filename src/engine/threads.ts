import { CONTROL, THREAD_STRIDE } from './memory/layout.ts';

/** What a thread needs to take part in a network: plain data that can be posted. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
  readonly scratch: number;
  /** Names of the exported functions; a command gives the index of one. */
  readonly tasks: readonly string[];
  /** Addresses of words of the memory, as in CONTROL. */
  readonly words: { readonly command: number; readonly task: number; readonly done: number; readonly failed: number };
}

/** A thread besides the one that leads. */
export interface EngineThread {
  /** Resolves when the thread waits for commands. */
  start(start: ThreadStart): Promise<void>;
  /** Says that the thread has left its network, so that it may be started in another, or ended. */
  release(): void;
}

export type StartThread = () => EngineThread;

/**
 * The life of a thread in one network: it waits for commands, runs them, and returns at a negative one. The function uses nothing
 * outside itself, so that its text can be run anywhere.
 */
export function serveTasks(start: ThreadStart, ready: () => void): void {
  const { module, memory, thread, scratch, tasks } = start;
  const { exports } = new WebAssembly.Instance(module, { engine: { memory, thread, scratch } });
  const words = new Int32Array(memory.buffer);
  const command = start.words.command / 4;
  const task = start.words.task / 4;
  const done = start.words.done / 4;
  const failed = start.words.failed / 4;
  let seen = 0;
  ready();
  for (;;) {
    Atomics.wait(words, command, seen);
    seen = Atomics.load(words, command);
    const number = words[task] ?? -1;
    if (number >= 0) {
      try {
        const run = exports[tasks[number] ?? ''] as (first: number, second: number) => void;
        run(words[task + 1] ?? 0, words[task + 2] ?? 0);
      } catch {
        Atomics.store(words, failed, 1);
      }
    }
    Atomics.add(words, done, 1);
    Atomics.notify(words, done);
    if (number < 0) return;
  }
}

/** What the module imports in a thread. */
export const importsOf = (memory: WebAssembly.Memory, thread: number): WebAssembly.Imports => ({
  engine: { memory, thread, scratch: scratchOf(thread) },
});

const scratchOf = (thread: number): number => CONTROL.scratch + thread * THREAD_STRIDE;

/** Has all threads run the same function at the same time; the calling one is thread 0. */
export class Team {
  private readonly words: Int32Array;

  private constructor(
    private readonly others: readonly EngineThread[],
    memory: WebAssembly.Memory,
    private readonly tasks: readonly string[],
    private readonly exports: WebAssembly.Exports,
  ) {
    this.words = new Int32Array(memory.buffer);
  }

  static async gather(
    threads: number,
    startThread: StartThread | undefined,
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    tasks: readonly string[],
  ): Promise<Team> {
    const { exports } = await WebAssembly.instantiate(module, importsOf(memory, 0));
    const others: EngineThread[] = [];
    for (let thread = 1; thread < threads && startThread; thread++) others.push(startThread());
    const { command, task, done, failed } = CONTROL;
    const words = { command, task, done, failed };
    await Promise.all(
      others.map((other, k) => other.start({ module, memory, thread: k + 1, scratch: scratchOf(k + 1), tasks, words })),
    );
    return new Team(others, memory, tasks, exports);
  }

  /** Runs the exported function in every thread, and returns when all are done, with what it returned here. */
  run(name: string, first = 0, second = 0): number {
    this.command(this.tasks.indexOf(name), first, second);
    const result = (this.exports[name] as (first: number, second: number) => number)(first, second);
    this.waitForOthers();
    return result;
  }

  /** Runs an exported function in this thread only, while the others wait. */
  alone(name: string): void {
    (this.exports[name] as () => void)();
  }

  dismiss(): void {
    this.command(-1, 0, 0);
    this.waitForOthers();
    for (const other of this.others) other.release();
  }

  private command(task: number, first: number, second: number): void {
    if (this.others.length === 0) return;
    this.words.set([task, first, second], CONTROL.task / 4);
    Atomics.store(this.words, CONTROL.done / 4, 0);
    Atomics.add(this.words, CONTROL.command / 4, 1);
    Atomics.notify(this.words, CONTROL.command / 4);
  }

  private waitForOthers(): void {
    if (this.others.length === 0) return;
    const place = CONTROL.done / 4;
    for (
      let done = Atomics.load(this.words, place);
      done < this.others.length;
      done = Atomics.load(this.words, place)
    ) {
      Atomics.wait(this.words, place, done);
    }
    if (Atomics.load(this.words, CONTROL.failed / 4) !== 0) throw new Error('a thread of the engine failed');
  }
}
