import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of Linux, as /proc counts them. */
const TICK_MS = 10;

/**
 * Processor time of the busiest worker of the pages of a browser that was started with `mark` among its arguments, ms: what
 * other work on the machine does not change. Null: not on Linux, or there is no worker.
 */
export function busiestWorkerMs(mark: string): number | null {
  if (!existsSync('/proc/self/task')) return null;
  const times = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isRenderer(name, mark))
    .flatMap((pid) => namesIn(`/proc/${pid}/task`).map((task) => workerMs(`/proc/${pid}/task/${task}/stat`)));
  return times.length === 0 ? null : Math.max(...times) || null;
}

function isRenderer(pid: string, mark: string): boolean {
  const words = textOf(`/proc/${pid}/cmdline`);
  return words.includes('--type=renderer') && words.includes(mark);
}

/** User and system time of a thread that is a worker; 0: it is none. */
function workerMs(path: string): number {
  const stat = textOf(path);
  if (!stat.includes('(DedicatedWorker')) return 0;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return TICK_MS * (Number(fields[11]) + Number(fields[12]));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Empty where the process has ended meanwhile. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
