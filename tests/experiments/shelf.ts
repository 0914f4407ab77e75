import type { Archive, KeptHead, KeptRun } from '../../src/experiments/simulation/kept.ts';
import type { CopiedChunk } from '../../src/session/recordings.ts';

/** Runs beyond the page, as data that another page can read. */
export class Shelf implements Archive {
  readonly heads = new Map<string | null, KeptHead>();
  readonly stretches = new Map<string | null, CopiedChunk[]>();
  isFull = false;

  async write(id: string | null, head: KeptHead, stretch: CopiedChunk | null): Promise<string | null> {
    if (this.isFull) throw new DOMException('Full.', 'QuotaExceededError');
    const before = (this.stretches.get(id) ?? []).slice(0, stretch === null ? head.stretches : head.stretches - 1);
    this.heads.set(id, structuredClone(head));
    this.stretches.set(id, stretch === null ? before : [...before, structuredClone(stretch)]);
    return null;
  }

  async remove(ids: readonly (string | null)[]): Promise<void> {
    for (const id of ids) this.heads.delete(id);
  }

  get kept(): KeptRun[] {
    return [...this.heads].map(([id, head]) => ({ head, stretches: this.stretches.get(id) ?? [] }));
  }
}
