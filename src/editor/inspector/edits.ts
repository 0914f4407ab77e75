import type { Draft } from 'immer';
import type { NetworkEdge, NetworkNode, StimulusNode, Value } from '../../document/schema.ts';
import { useEditor } from '../store.ts';

export const isStimulus = (node: NetworkNode): node is StimulusNode => node.kind === 'stimulus';

/** Changes all nodes of these ids that `is` accepts, as one step of undo. */
export function editNodes<T extends NetworkNode>(
  ids: readonly string[],
  is: (node: NetworkNode) => node is T,
  label: string,
  change: (node: Draft<T>) => void,
): void {
  useEditor.getState().edit(
    label,
    (draft) => {
      for (const node of draft.nodes) {
        if (ids.includes(node.id) && is(node as NetworkNode)) change(node as unknown as Draft<T>);
      }
    },
    `${label} ${ids.join()}`,
  );
}

/** Changes one edge. */
export function editEdge<K extends NetworkEdge['kind']>(
  id: string,
  kind: K,
  label: string,
  change: (edge: Draft<Extract<NetworkEdge, { kind: K }>>) => void,
): void {
  useEditor.getState().edit(
    label,
    (draft) => {
      const edge = draft.edges.find((candidate) => candidate.id === id);
      if (edge?.kind === kind) change(edge as Draft<Extract<NetworkEdge, { kind: K }>>);
    },
    `${label} ${id}`,
  );
}

/** Sets an entry of a record of values; undefined takes it away (back to the default). */
export function setEntry(record: Record<string, Draft<Value>>, name: string, value: Value | undefined): void {
  if (value === undefined) delete record[name];
  else record[name] = value as Draft<Value>;
}
