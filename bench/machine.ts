import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

/** What the figures depend on besides the programs. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  readonly chromium: string | null;
  readonly brian2: string | null;
  readonly compiler: string | null;
}

export interface Found {
  readonly chromium: string | null;
  readonly python: string | null;
  readonly compiler: string | null;
}

export function describeMachine({ chromium, python, compiler }: Found): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    node: process.versions.node,
    chromium,
    brian2: python && firstLine(python, ['-W', 'ignore', '-c', 'import brian2; print(brian2.__version__)']),
    compiler: compiler && firstLine(compiler, ['-dumpfullversion']),
  };
}

export function machineLine({ processor, cores, node, chromium, brian2, compiler }: Machine): string {
  const programs = [
    `Node ${node}`,
    chromium && `Chromium ${chromium}`,
    brian2 && `Brian2 ${brian2}`,
    compiler && `g++ ${compiler}`,
  ];
  return `${processor}, ${cores} cores; ${programs.filter(Boolean).join(', ')}`;
}

const firstLine = (program: string, words: readonly string[]): string =>
  execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .trim()
    .split('\n')[0] ?? '';
