import { describe, expect, it } from 'vitest';
import { curve } from '../../src/editor/edges/geometry.ts';

describe('the curve of an edge', () => {
  const out = { x: 160, y: 40 };

  it('bows over or under its node on the way from a node to itself', () => {
    const over = curve(out, { x: 0, y: 40 }, -1, 0);
    const under = curve(out, { x: 0, y: 40 }, 1, 0);
    expect(over.label.y).toBeLessThan(0);
    expect(under.label.y).toBeGreaterThan(80);
  });

  it('does not lie on the one that runs the other way between nodes side by side', () => {
    const there = curve(out, { x: 400, y: 40 }, -1, 0);
    const back = curve({ x: 560, y: 40 }, { x: 0, y: 40 }, 1, 0);
    expect(there.label.y).toBe(40);
    expect(back.label.y - there.label.y).toBeGreaterThan(40);
  });

  it('does not put its label on that of the one that runs the other way between nodes above each other', () => {
    const down = curve(out, { x: 0, y: 240 }, -1, 0);
    const up = curve({ x: 160, y: 240 }, { x: 0, y: 40 }, 1, 0);
    expect(Math.abs(down.label.y - up.label.y)).toBeGreaterThan(24);
  });

  it('keeps clear of an earlier one between the same nodes', () => {
    const [first, second] = [0, 1].map((lane) => curve(out, { x: 400, y: 40 }, -1, lane).label.y);
    expect(Math.abs((first ?? 0) - (second ?? 0))).toBeGreaterThan(12);
    const [inner, outer] = [0, 1].map((lane) => curve(out, { x: 0, y: 40 }, -1, lane).label.y);
    expect((inner ?? 0) - (outer ?? 0)).toBeGreaterThan(12);
  });
});
