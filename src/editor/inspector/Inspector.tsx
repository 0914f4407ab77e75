import './inspector.css';
import { Button } from '@mantine/core';
import type { NetworkNode } from '../../document/schema.ts';
import { duplicate, remove } from '../clipboard.ts';
import { useEditor } from '../store.ts';
import { InjectionForm, SynapseForm, TapForm } from './EdgeForms.tsx';
import { NetworkForm } from './NetworkForm.tsx';
import { PopulationForm } from './PopulationForm.tsx';
import { ProbeForm } from './ProbeForm.tsx';
import { StimulusForm } from './StimulusForm.tsx';

/** Everything about what is selected; with nothing selected, about the run. */
export function Inspector() {
  const document = useEditor((state) => state.document);
  const selection = useEditor((state) => state.selection);
  const nodes = document.nodes.filter(({ id }) => selection.nodes.includes(id));
  const edges = document.edges.filter(({ id }) => selection.edges.includes(id));
  const [edge] = edges;
  const key = [...selection.nodes, ...selection.edges].join();
  return (
    <div className="inspector" key={key}>
      {nodes.length === 0 && edges.length === 0 && <NetworkForm />}
      {nodes.length === 0 && edge !== undefined && edges.length === 1 && <EdgeForm edge={edge} />}
      {nodes.length > 0 && <NodeForm nodes={nodes} />}
      {nodes.length === 0 && edges.length > 1 && <Several what={`${edges.length} edges`} />}
    </div>
  );
}

function EdgeForm({
  edge,
}: {
  edge:
    | Parameters<typeof SynapseForm>[0]['edge']
    | Parameters<typeof InjectionForm>[0]['edge']
    | Parameters<typeof TapForm>[0]['edge'];
}) {
  if (edge.kind === 'synapse') return <SynapseForm edge={edge} />;
  return edge.kind === 'injection' ? <InjectionForm edge={edge} /> : <TapForm edge={edge} />;
}

function NodeForm({ nodes }: { nodes: readonly NetworkNode[] }) {
  const populations = nodes.filter((node) => node.kind === 'population');
  const stimuli = nodes.filter((node) => node.kind === 'stimulus');
  const [first] = nodes;
  if (populations.length === nodes.length) return <PopulationForm nodes={populations} />;
  if (stimuli.length === nodes.length) return <StimulusForm nodes={stimuli} />;
  if (nodes.length === 1 && first?.kind === 'probe') return <ProbeForm node={first} />;
  return <Several what={`${nodes.length} nodes`} />;
}

function Several({ what }: { what: string }) {
  return (
    <>
      <header className="inspector-header">
        <h2>{what} selected</h2>
      </header>
      <p className="inspector-summary">
        Nodes of one kind are edited together; of several kinds, moved, copied or deleted.
      </p>
      <div className="sets">
        <Button size="compact-xs" variant="default" onClick={duplicate}>
          Duplicate
        </Button>
        <Button size="compact-xs" variant="default" onClick={remove}>
          Delete
        </Button>
      </div>
    </>
  );
}
