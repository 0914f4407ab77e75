import { Button } from '@mantine/core';
import type { Group, NetworkEdge, NetworkNode } from '../../document/schema.ts';
import { duplicate, remove } from '../clipboard.ts';
import { groupSelected } from '../groups.ts';
import { InjectionForm, SynapseForm, TapForm } from './EdgeForms.tsx';
import { GroupForm } from './GroupForm.tsx';
import css from './Inspector.module.css';
import { PopulationForm } from './PopulationForm.tsx';
import { ProbeForm } from './ProbeForm.tsx';
import { StimulusForm } from './StimulusForm.tsx';

interface Props {
  readonly nodes: readonly NetworkNode[];
  readonly groups: readonly Group[];
  readonly edges: readonly NetworkEdge[];
}

/** The form of what is selected, of which there is something. */
export function SelectionForm({ nodes, groups, edges }: Props) {
  const [group] = groups;
  const [edge] = edges;
  if (group !== undefined) {
    if (groups.length === 1 && nodes.length === 0) return <GroupForm group={group} />;
    return <Several what={`${groups.length + nodes.length} nodes and groups`} />;
  }
  if (nodes.length > 0) return <NodeForm nodes={nodes} />;
  return edges.length === 1 && edge !== undefined ? (
    <EdgeForm edge={edge} />
  ) : (
    <Several what={`${edges.length} edges`} />
  );
}

function EdgeForm({ edge }: { edge: NetworkEdge }) {
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
      <header className={css.header}>
        <h2>{what} selected</h2>
      </header>
      <p className={css.summary}>
        Nodes of one kind are edited together; of several kinds, moved, grouped, copied or deleted.
      </p>
      <div className={css.buttons}>
        <Button size="compact-xs" variant="default" data-testid="group-selected" onClick={groupSelected}>
          Group
        </Button>
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
