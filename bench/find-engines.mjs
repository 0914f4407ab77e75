/** What the benchmark compares with, where it is there. */
import { spawnSync } from 'node:child_process';

/** The virtual environment that `npm run setup:engines` makes. */
export const ENVIRONMENT = 'bench/.work/venv';
const CANDIDATES = [`${ENVIRONMENT}/bin/python`, 'python3', '/usr/bin/python3'];

export function hasBrian2(python) {
  return spawnSync(python, ['-W', 'ignore', '-c', 'import brian2'], { stdio: 'ignore' }).status === 0;
}

/** A Python that has Brian2, or null. */
export function findBrian2() {
  return CANDIDATES.find((python) => hasBrian2(python)) ?? null;
}

/** A C++ compiler, or null. */
export function findCompiler() {
  return spawnSync('g++', ['--version'], { stdio: 'ignore' }).status === 0 ? 'g++' : null;
}
