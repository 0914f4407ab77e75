/**
 * Gets what the benchmark compares with: Brian2 in a virtual environment of its own (from the package index), or the
 * system's; and looks for the C++ compiler. Says what to install where one cannot be had.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { ENVIRONMENT, findBrian2, findCompiler, hasBrian2 } from './find-engines.mjs';

function tryVirtualEnvironment() {
  const log = { stdio: ['ignore', 2, 2], timeout: 600_000 };
  try {
    // Brian2 2.9 still uses what numpy 2.4 dropped.
    if (!existsSync(`${ENVIRONMENT}/bin/python`)) execFileSync('python3', ['-m', 'venv', ENVIRONMENT], log);
    execFileSync(
      `${ENVIRONMENT}/bin/python`,
      ['-m', 'pip', 'install', '--quiet', 'brian2', 'numpy<2.4', 'setuptools'],
      log,
    );
  } catch {
    // The package index may be out of reach: the system's Brian2 comes next.
    rmSync(ENVIRONMENT, { recursive: true, force: true });
  }
}

if (!hasBrian2(`${ENVIRONMENT}/bin/python`)) tryVirtualEnvironment();
const python = findBrian2();
const compiler = findCompiler();
if (python === null)
  console.error(
    'Brian2 was not found and could not be installed. Install it (Debian: apt-get install python3-brian), or run the benchmark with --no-brian2.',
  );
else console.log(`Brian2: in ${python}`);
if (compiler === null)
  console.error(
    'There is no g++, which the native programs and Brian2 need. Install it (Debian: apt-get install g++), or run the benchmark with --no-native --no-brian2.',
  );
else console.log(`compiler: ${compiler}`);
process.exitCode = python === null || compiler === null ? 1 : 0;
