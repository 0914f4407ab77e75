import { sequenceWat } from '../random/sequence-wat.ts';
import { type BuildText, bySource } from './by-source-wat.ts';
import { byTarget } from './by-target-wat.ts';
import type { ProjectionMemory } from './memory.ts';
import { rowFunctions, rowsWat } from './rows-wat.ts';
import { valueFunctions } from './values-wat.ts';

/**
 * Functions that make the rows of all projections, in phases: every thread runs `build_phase_0`, and when all have done so, the
 * next one. They use `$uniform`, `$normal` and `$log`, and the globals `$thread` and `$scratch`.
 */
export function buildText(memories: readonly ProjectionMemory[]): { readonly text: string; readonly phases: number } {
  const texts = memories.map(textOf);
  if (texts.every(({ functions }) => functions === '')) return { text: '', phases: 0 };
  const phases = Math.max(0, ...texts.map((text) => text.phases.length));
  const steps = Array.from(
    { length: phases },
    (_, phase) => `(func (export "build_phase_${phase}") ${texts.map((text) => text.phases[phase] ?? '').join('\n')})`,
  );
  return { text: [sequenceWat, rowsWat, ...texts.map(({ functions }) => functions), ...steps].join('\n'), phases };
}

function textOf(memory: ProjectionMemory, k: number): BuildText {
  switch (memory.way) {
    case 'listed':
      return { functions: '', phases: [] };
    case 'by-source':
      return bySource(k, memory);
    case 'by-target':
      return byTarget(k, memory);
    case 'regenerated':
      return { functions: rowFunctions(k, memory) + valueFunctions(k, memory), phases: [] };
  }
}
