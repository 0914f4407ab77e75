import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { distance, lowered, trajectory } from './simulate.ts';

interface Reference {
  readonly cases: readonly {
    readonly name: string;
    readonly equations: string;
    readonly dtMs: number;
    readonly states: readonly (readonly number[])[];
  }[];
}

/** Made by Brian2 2.9 with the script beside it. */
const { cases } = JSON.parse(readFileSync('tests/reference/exponential-euler.json', 'utf8')) as Reference;

test.each(cases)(
  'exponential Euler gives what Brian2 gives at every step: $name at $dtMs ms',
  ({ equations, dtMs, states }) => {
    const group = lowered({ text: equations, integrator: 'exponential_euler', dtMs });
    const found = trajectory(group, states[0] ?? [], [], dtMs, states.length - 1);
    expect(found.length).toBeGreaterThan(10);
    found.forEach((row, k) => {
      expect(distance(row, states[k] ?? [])).toBeLessThan(1e-12);
    });
  },
);
