import { describe, expect, it } from 'vitest';
import {
  addPoint,
  extentOf,
  gridOf,
  movePoint,
  type Profile,
  pathOf,
  pointAt,
  readPoints,
  removePoint,
  stepPoint,
} from '../../src/editor/inspector/profile-points.ts';

const profile: Profile = [
  ['0 ms', '5 Hz'],
  ['0.1 s', '5 Hz'],
  ['200 ms', '0.04 kHz'],
];
const extent = { timeMs: 400, rateHz: 50 };

describe('points of a rate profile', () => {
  it('are read in ms and Hz, whatever units they are in; what cannot be read is none', () => {
    expect(readPoints(profile)).toEqual([
      { timeMs: 0, rateHz: 5 },
      { timeMs: 100, rateHz: 5 },
      { timeMs: 200, rateHz: 40 },
    ]);
    expect(
      readPoints([
        ['5 mV', '3 Hz'],
        ['5 ms', '-3 Hz'],
        ['x', '1 Hz'],
        [0, 0],
      ]),
    ).toEqual([null, null, null, { timeMs: 0, rateHz: 0 }]);
  });

  it('come to stand where they were put, on a grid and within the chart', () => {
    expect(pointAt({ x: 0.5003, y: 0.5 }, extent)).toEqual({ timeMs: 200, rateHz: 25 });
    expect(pointAt({ x: 1.5, y: -1 }, extent)).toEqual({ timeMs: 400, rateHz: 0 });
    expect(gridOf(extent)).toEqual({ timeMs: 2, rateHz: 0.25 });
  });

  it('are added in the order of their times', () => {
    expect(addPoint(profile, { timeMs: 150, rateHz: 20 })).toEqual({
      profile: [...profile.slice(0, 2), ['150 ms', '20 Hz'], ...profile.slice(2)],
      index: 2,
    });
    expect(addPoint(profile, { timeMs: 300, rateHz: 0 }).index).toBe(3);
    expect(addPoint([], { timeMs: 3, rateHz: 1 }).profile).toEqual([['3 ms', '1 Hz']]);
  });

  it('are moved up to their neighbours, by hand and by key', () => {
    expect(movePoint(profile, 1, { timeMs: 250, rateHz: -4 })[1]).toEqual(['200 ms', '0 Hz']);
    expect(stepPoint(profile, 1, extent, -1, 2)[1]).toEqual(['98 ms', '5.5 Hz']);
    expect(stepPoint(profile, 0, extent, -1, 0)[0]).toEqual(['0 ms', '5 Hz']);
  });

  it('are taken away', () => {
    expect(removePoint(profile, 1)).toEqual([profile[0], profile[2]]);
  });

  it('fit their chart, with room above and up to its length', () => {
    const points = readPoints(profile).flatMap((point) => point ?? []);
    expect(extentOf(points, 350)).toEqual({ timeMs: 350, rateHz: 50 });
    expect(extentOf(points, 50).timeMs).toBe(200);
  });

  it('are joined by lines that are held before the first and after the last', () => {
    const points = [
      { timeMs: 100, rateHz: 25 },
      { timeMs: 200, rateHz: 50 },
    ];
    expect(pathOf(points, extent, { width: 40, height: 10 })).toBe('M0 5 L10 5 L20 0 L40 0');
    expect(pathOf([], extent, { width: 40, height: 10 })).toBe('');
  });
});
