import { describe, expect, test } from 'vitest';
import { ladder } from '../../src/experiments/sweep/axis.ts';
import { type Curve, curveOf, Fits } from '../../src/experiments/sweep/fits.ts';
import { placeOfTransition } from '../../src/experiments/sweep/transition.ts';

/** A step at a place, with three seeds. */
const stepAt = (at: number): Curve =>
  curveOf(
    ladder(0, 2, 13, 'linear').map((x) => ({
      x,
      values: [-0.01, 0, 0.01].map((shift) => 1 / (1 + Math.exp(-(x - at) / 0.1)) + shift),
    })),
  );

/** Fitters as workers are: what is told them is cloned, and they answer when they are let. */
function bench(most = 1) {
  const asked: string[] = [];
  let [started, ended] = [0, 0];
  const waiting: { readonly answer: () => void; readonly fail: (fault: Error) => void }[] = [];
  const fits = new Fits<number | null>(() => {
    started += 1;
    return {
      fit: (points) =>
        new Promise((resolve, fail) => {
          asked.push(curveOf(points).key);
          waiting.push({ answer: () => resolve(structuredClone(placeOfTransition(structuredClone(points)))), fail });
        }),
      end: () => {
        ended += 1;
      },
    };
  }, most);
  let told = 0;
  return {
    fits,
    asked,
    want: (curves: readonly Curve[]) => fits.want(curves, () => (told += 1)),
    /** Lets those answer that are asked, until nothing is. */
    settle: async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        next.answer();
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    next: () => waiting.shift(),
    told: () => told,
    counts: () => ({ started, ended }),
  };
}

const rows = [0.5, 0.8, 1.1, 1.4].map(stepAt);
const keys = (curves: readonly Curve[]): string[] => curves.map(({ key }) => key);

describe('fits of the rows of a sweep', () => {
  test('are not there at first, and then what the transition of each row is, to the bit', async () => {
    const { fits, want, settle, told } = bench();
    want(rows);
    expect(rows.map((row) => fits.of(row))).toEqual(rows.map(() => undefined));
    await settle();
    const expected = rows.map(({ points }) => placeOfTransition(points));
    expect(rows.map((row) => fits.of(row))).toEqual(expected);
    expect(expected.every((at) => at !== null)).toBe(true);
    expect(told()).toBe(4);
  });

  test('are made once for the values of a row: another cell fits its own row anew', async () => {
    const { fits, want, settle, asked } = bench();
    want(rows);
    await settle();
    const changed = [...rows.slice(0, 2), stepAt(1.2), ...rows.slice(3)];
    asked.length = 0;
    want(changed);
    expect(fits.of(changed[1] as Curve)).toBeDefined();
    await settle();
    expect(asked).toEqual(keys([changed[2] as Curve]));
    asked.length = 0;
    want(rows);
    await settle();
    expect(asked).toEqual([]);
  });

  test('end when others are wanted, but for those that still are', async () => {
    const { fits, want, settle, asked, counts, next, told } = bench(2);
    want(rows);
    expect(asked).toEqual(keys(rows.slice(0, 2)));
    const late = next();
    want(rows.slice(1));
    // The fitter of the first row has ended, that of the second goes on.
    expect(counts()).toEqual({ started: 3, ended: 1 });
    late?.answer();
    await settle();
    expect(fits.of(rows[0] as Curve)).toBeUndefined();
    expect(rows.slice(1).map((row) => fits.of(row))).toEqual(
      rows.slice(1).map(({ points }) => placeOfTransition(points)),
    );
    expect(asked).toEqual(keys(rows));
    expect(told()).toBe(3);
    // No thread is kept that has nothing to do.
    expect(counts()).toEqual({ started: 3, ended: 3 });
  });

  test('all end where nothing is wanted any more', async () => {
    const { fits, want, settle, asked, counts, told } = bench(2);
    want(rows);
    want([]);
    await settle();
    expect(counts()).toEqual({ started: 2, ended: 2 });
    expect(asked).toHaveLength(2);
    expect(told()).toBe(0);
    expect(rows.map((row) => fits.of(row))).toEqual(rows.map(() => undefined));
  });

  test('say why where one cannot be made, and go on with the others', async () => {
    const { fits, want, settle, next } = bench();
    want(rows.slice(0, 2));
    next()?.fail(new Error('out of memory'));
    await new Promise((resolve) => setTimeout(resolve));
    await settle();
    expect(fits.fault).toBe('out of memory');
    expect(fits.of(rows[0] as Curve)).toBeUndefined();
    expect(fits.of(rows[1] as Curve)).toBe(placeOfTransition(rows[1]?.points ?? []));
    want(rows);
    expect(fits.fault).toBeNull();
  });
});
