import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { emptyNetwork } from '../../src/document/schema.ts';

/** Ten LIF neurons driven to a spike every 23.97 ms, and a variant with a weaker current. */
export const driven: NetworkDocument = {
  ...emptyNetwork(),
  name: 'Driven',
  run: { duration: '500 ms', dt: '0.05 ms', seed: 7, from: '100 ms' },
  nodes: [
    {
      kind: 'population',
      id: 'cells',
      name: 'Cells',
      position: { x: 0, y: 0 },
      model: 'lif',
      size: 10,
      parameters: { E_L: '0 mV', V_th: '20 mV', V_reset: '10 mV', tau_m: '20 ms', R: '10 MOhm', t_ref: '2 ms' },
      initial: {},
      integrator: 'default',
    },
    {
      kind: 'stimulus',
      id: 'drive',
      name: 'Drive',
      position: { x: 0, y: 0 },
      model: 'step',
      parameters: { amplitude: '2.5 nA', onset: '0 ms' },
      enabled: true,
    },
  ],
  edges: [{ id: 'inject', kind: 'injection', source: 'drive', target: 'cells', scale: 1 }],
  variants: [
    { id: 'weak', name: 'Weak', overrides: [{ node: 'drive', field: 'parameters.amplitude', value: '1 nA' }] },
  ],
};

/** A file with this text, or this value as JSON. */
export function fileWith(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'entrain-')), 'network.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** What a command prints, by stream, while a test runs. */
export function captured(): { out: string[]; err: string[] } {
  const lines: { out: string[]; err: string[] } = { out: [], err: [] };
  beforeEach(() => {
    lines.out.length = 0;
    lines.err.length = 0;
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.out.push(line));
    vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.err.push(line));
  });
  afterEach(() => void vi.restoreAllMocks());
  return lines;
}
