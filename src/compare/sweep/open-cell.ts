import { toast } from '../../controls/toasts.tsx';
import { labelOf } from '../../document/configurations.ts';
import { freeId, idsOf } from '../../document/free-id.ts';
import type { Variant } from '../../document/schema.ts';
import { useComparison } from '../../editor/comparison.ts';
import { useSimulation } from '../../editor/simulation.ts';
import { useEditor } from '../../editor/store.ts';
import { fieldsOf, valueAt } from '../../experiments/sweep/axis.ts';
import { documentOf, type Sweep } from '../../experiments/sweep/sweep.ts';
import { valueText } from './sentences.ts';

/** Gives the open network the values of a place, or a further configuration that has them; one step of undo. */
export function openCell(sweep: Sweep, names: readonly string[], place: readonly number[], asVariant: boolean): void {
  const { axes } = sweep;
  const label = axes.map((axis, k) => valueText(axis, place[k] ?? 0, names[k] ?? axis.field)).join(', ');
  const editor = useEditor.getState();
  if (asVariant) {
    const overrides: Variant['overrides'] = axes.flatMap((axis, k) =>
      fieldsOf(axis).map((field) => ({ ...field, value: valueAt(axis, place[k] ?? 0) })),
    );
    const id = freeId(idsOf(editor.base), 'cell');
    editor.editBase(`Configuration ${label}`, (draft) => {
      draft.variants.push({ id, name: label, overrides });
    });
    useComparison.getState().only([null, id]);
  } else {
    const outcome = documentOf({ document: editor.base, axes }, { place, seed: editor.base.run.seed });
    if ('fault' in outcome) {
      toast({ message: outcome.fault, color: 'red' });
      return;
    }
    const { nodes, groups, edges, run } = outcome;
    editor.editBase(label, (draft) => void Object.assign(draft, { nodes, ...(groups && { groups }), edges, run }));
  }
  editor.commit();
  useSimulation.getState().setMode(asVariant ? 'compare' : 'edit');
  toast({
    message: asVariant
      ? `Configuration ${labelOf(useEditor.getState().base.variants.length)} has ${label}.`
      : `The network has ${label}. Undo takes it back.`,
  });
}
