/**
 * Finds a Chromium for the browser tests, in this order: ENTRAIN_CHROMIUM, Playwright's own, the system's; installs one
 * where there is none. Prints its path; exit code 1 and a sentence where none can be had.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';

function onPath(name) {
  const found = spawnSync('which', [name], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim() : null;
}

/** Path of a Chromium that is there already, or null. */
export function findChromium() {
  const named = process.env.ENTRAIN_CHROMIUM;
  if (named) return existsSync(named) ? named : onPath(named);
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const path = onPath(name);
    if (path) return path;
  }
  return null;
}

function tryInstall() {
  const log = { stdio: ['ignore', 2, 2] };
  try {
    execFileSync('npx', ['playwright', 'install', '--with-deps', 'chromium'], { ...log, timeout: 300_000 });
    if (findChromium()) return;
  } catch {
    // Its download host may be out of reach: the distribution's package comes next.
  }
  const root = process.getuid?.() === 0;
  const apt = (...words) =>
    execFileSync(root ? 'apt-get' : 'sudo', root ? words : ['-n', 'apt-get', ...words], { ...log, timeout: 600_000 });
  try {
    apt('update');
    apt('install', '-y', 'chromium');
  } catch {
    // Neither worked: the caller says what to do.
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!findChromium()) tryInstall();
  const path = findChromium();
  if (!path) {
    console.error(
      'No Chromium was found and none could be installed. Install Chromium (Debian: apt-get install chromium), or set ENTRAIN_CHROMIUM to the path of one, and run the tests again.',
    );
    process.exit(1);
  }
  console.log(`browser: ${path}`);
}
