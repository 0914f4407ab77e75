import { Arriving } from '../../controls/Arriving.tsx';
import { later } from '../../controls/later.ts';
import { groupsOf } from '../../document/groups.ts';
import { useEditor } from '../store.ts';
import { EditorForm } from './EditorForm.tsx';
import css from './Inspector.module.css';
import { NetworkForm } from './NetworkForm.tsx';

/** At first nothing is selected: the forms of what can be are fetched later. */
const selectionForm = later(
  'The form of what is selected',
  async () => (await import('./SelectionForm.tsx')).SelectionForm,
);

/** Everything about what is selected; with nothing selected, about the run. */
export function Inspector() {
  const document = useEditor((state) => state.document);
  const selection = useEditor((state) => state.selection);
  const nodes = document.nodes.filter(({ id }) => selection.nodes.includes(id));
  const groups = groupsOf(document).filter(({ id }) => selection.nodes.includes(id));
  const edges = document.edges.filter(({ id }) => selection.edges.includes(id));
  const key = [...selection.nodes, ...selection.edges].join();
  return (
    <EditorForm>
      <div className={css.inspector} key={key} data-testid="inspector">
        {nodes.length + groups.length + edges.length === 0 ? (
          <NetworkForm />
        ) : (
          <Arriving part={selectionForm}>{(Form) => <Form nodes={nodes} groups={groups} edges={edges} />}</Arriving>
        )}
      </div>
    </EditorForm>
  );
}
