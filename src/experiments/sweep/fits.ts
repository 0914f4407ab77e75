import { wrap } from 'comlink';
import type { Point } from './critical-value.ts';
import type { FitService } from './fit-worker.ts';

/** Points that a curve is fitted to, known by their values. */
export interface Curve {
  readonly points: readonly Point[];
  readonly key: string;
}

export const curveOf = (points: readonly Point[]): Curve => ({ points, key: JSON.stringify(points) });

/** Fits one curve after the other, apart from the page's thread. */
export interface Fitter<A> {
  /** Rejects where it can fit no more. */
  fit(points: readonly Point[]): Promise<A>;
  /** Ends at once; what is being fitted is never answered. */
  end(): void;
}

/** Answers that are kept, those of the latest fits. */
const MOST_KNOWN = 4096;

interface Request {
  /** What is not fitted yet, by key. */
  readonly missing: Map<string, readonly Point[]>;
  readonly onFit: () => void;
}

const NOTHING: Request = { missing: new Map(), onFit: () => undefined };

/**
 * What curves come to. Each is fitted once for its values, however often it is asked for: where one point of one curve
 * changes, the others are known. A new request supersedes the one before, and ends fits that it does not want.
 */
export class Fits<A> {
  /** Why the latest fit of this request that failed did so. */
  fault: string | null = null;
  private readonly known = new Map<string, A>();
  private readonly running = new Map<string, Fitter<A>>();
  private idle: Fitter<A>[] = [];
  private request: Request = NOTHING;

  /** `start`: makes another fitter, of which there are at most `most`. */
  constructor(
    private readonly start: () => Fitter<A>,
    private readonly most: number,
  ) {}

  /** Undefined: it is not fitted yet. */
  of({ key }: Curve): A | undefined {
    return this.known.get(key);
  }

  /** Fits the curves in their order, and tells of each. Of no curves: ends all. */
  want(curves: readonly Curve[], onFit: () => void): void {
    const missing = new Map(curves.flatMap(({ key, points }) => (this.known.has(key) ? [] : [[key, points] as const])));
    this.request = { missing, onFit };
    this.fault = null;
    for (const [key, fitter] of this.running) {
      if (missing.has(key)) continue;
      fitter.end();
      this.running.delete(key);
    }
    this.advance();
  }

  private advance(): void {
    for (const [key, points] of this.request.missing) {
      if (this.running.has(key)) continue;
      if (this.running.size >= this.most) return;
      void this.fit(key, points, this.idle.pop() ?? this.start());
    }
    if (this.running.size > 0) return;
    for (const fitter of this.idle) fitter.end();
    this.idle = [];
  }

  private async fit(key: string, points: readonly Point[], fitter: Fitter<A>): Promise<void> {
    this.running.set(key, fitter);
    const isWanted = (): boolean => this.running.get(key) === fitter;
    try {
      const answer = await fitter.fit(points);
      if (!isWanted()) return;
      this.keep(key, answer);
      this.idle.push(fitter);
    } catch (fault) {
      if (!isWanted()) return;
      this.fault = fault instanceof Error ? fault.message : String(fault);
      fitter.end();
    }
    this.running.delete(key);
    this.request.missing.delete(key);
    this.request.onFit();
    this.advance();
  }

  private keep(key: string, answer: A): void {
    this.known.set(key, answer);
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_KNOWN && oldest !== undefined) this.known.delete(oldest);
  }
}

/** A worker that fits. */
function workerOf<K extends keyof FitService>(kind: K): Fitter<ReturnType<FitService[K]>> {
  const worker = new Worker(new URL('./fit-worker.ts', import.meta.url), { type: 'module', name: 'entrain-fits' });
  const crashed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(new Error(event.message || 'A worker could not go on.'));
    });
  });
  crashed.catch(() => undefined);
  const remote = wrap<FitService>(worker);
  return {
    // A generic method's promise is not resolved by the compiler; the worker answers with what the kind gives.
    fit: (points) => Promise.race([remote[kind](points) as Promise<ReturnType<FitService[K]>>, crashed]),
    end: () => worker.terminate(),
  };
}

/** One thread is the page's. */
const fitters = (): number => Math.max(1, Math.min(4, (globalThis.navigator?.hardwareConcurrency ?? 2) - 1));

/** Transitions of single curves, with their intervals. */
export const transitions = new Fits(() => workerOf('transitionOf'), 1);

/** Places of the transitions of the rows of sweeps. */
export const placesOfTransitions = new Fits(() => workerOf('placeOfTransition'), fitters());
