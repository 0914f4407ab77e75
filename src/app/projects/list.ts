import { create } from 'zustand';
import type { ProjectHead } from '../../projects/project.ts';
import { theShelf, tried } from './session.ts';

/** All projects, as they were when the list was last looked at; null: not yet. */
export const useProjectList = create<{
  readonly heads: readonly ProjectHead[] | null;
  /** Projects that some tab has open. */
  readonly taken: ReadonlySet<string>;
  /** Of each that cannot be read, why. */
  readonly faults: ReadonlyMap<string, string>;
}>()(() => ({ heads: null, taken: new Set(), faults: new Map() }));

/** Revisions whose networks are known to be readable. */
const readable = new Map<string, number>();

export async function refresh(): Promise<void> {
  await tried(
    (async () => {
      const shelf = theShelf();
      const [heads, taken] = await Promise.all([shelf.all(), shelf.taken()]);
      useProjectList.setState({ heads, taken });
      // One after another, so that the page stays live however many there are.
      for (const head of heads) {
        if (readable.get(head.id) === head.revision) continue;
        const fault = await shelf.faultOf(head);
        if (fault === null) readable.set(head.id, head.revision);
        else useProjectList.setState(({ faults }) => ({ faults: new Map([...faults, [head.id, fault]]) }));
      }
    })(),
  );
}
