import { expect, test } from 'vitest';
import { later, loadWhenIdle, unfetched } from '../../src/controls/later.ts';

/** A part that can be fetched only while there is a connection. */
function part() {
  const network = { isThere: false, asked: 0 };
  const raster = later('The raster', async () => {
    network.asked += 1;
    if (!network.isThere) throw new Error('no connection');
    return 'a raster';
  });
  return { network, raster };
}

test('what could not be fetched is fetched again when it is asked for again', async () => {
  const { network, raster } = part();
  const told: string[] = [];
  const end = raster.subscribe(() => told.push(raster.arrival().is));
  await expect(raster.load()).rejects.toThrow('no connection');
  expect(raster.arrival()).toEqual({ is: 'failed' });
  network.isThere = true;
  await expect(raster.load()).resolves.toBe('a raster');
  expect(told).toEqual(['failed', 'away', 'here']);
  expect(raster.arrival()).toEqual({ is: 'here', value: 'a raster' });
  end();
});

test('a part is fetched once, however often it is wanted', async () => {
  const { network, raster } = part();
  network.isThere = true;
  await Promise.all([raster.load(), raster.load()]);
  await raster.load();
  expect(network.asked).toBe(1);
});

test('an idle page fetches all parts, those of parts as well, and passes over what cannot be fetched', async () => {
  const { network, raster } = part();
  const inner: ReturnType<typeof part>[] = [];
  const outer = later('The plots', async () => {
    const axes = part();
    axes.network.isThere = true;
    inner.push(axes);
    return 'plots';
  });
  await loadWhenIdle(async () => undefined);
  expect(network.asked).toBe(1);
  expect(raster.arrival().is).toBe('failed');
  expect(outer.arrival().is).toBe('here');
  expect(inner.map((axes) => axes.raster.arrival().is)).toEqual(['here']);
});

test('the sentence says what is missing and what may be the cause', () => {
  expect(unfetched(part().raster)).toBe('The raster could not be fetched: is there a connection?');
});
