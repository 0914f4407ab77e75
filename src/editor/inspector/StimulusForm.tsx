import { Button } from '@mantine/core';
import { Check } from '../../controls/Check.tsx';
import { classes } from '../../controls/classes.ts';
import { Formula } from '../../controls/Formula.tsx';
import { Row } from '../../controls/Row.tsx';
import { Section } from '../../controls/Section.tsx';
import { Select } from '../../controls/Select.tsx';
import { common } from '../../controls/values.ts';
import type { StimulusNode } from '../../document/schema.ts';
import { compareSwitched } from '../../document/with-without.ts';
import { equationsToTex, parseEquations } from '../../equations/index.ts';
import { findStimulus } from '../../library/stimuli/index.ts';
import type { CurrentStimulus } from '../../library/types.ts';
import { useComparison } from '../comparison.ts';
import { useSimulation } from '../simulation.ts';
import { useEditor } from '../store.ts';
import { EquationBox } from './EquationBox.tsx';
import { editNodes, isStimulus, setEntry } from './edits.ts';
import inspectorCss from './Inspector.module.css';
import { ParameterRows } from './ParameterRows.tsx';
import { ProfileEditor } from './ProfileEditor.tsx';
import { SpikeTimes } from './SpikeTimes.tsx';

const DRAWN = [
  { value: 'each', label: 'for each neuron' },
  { value: 'once', label: 'once for all' },
] as const;

const isDrawn = ({ parameters }: StimulusNode): boolean =>
  Object.values(parameters).some((value) => typeof value === 'object');

/** One stimulus, or several of one model together. */
export function StimulusForm({ nodes }: { nodes: readonly StimulusNode[] }) {
  const ids = nodes.map(({ id }) => id);
  const [first] = nodes;
  const model = findStimulus(common(nodes.map((node) => node.model)) ?? '');
  const set = (label: string, change: (node: StimulusNode) => void) => editNodes(ids, isStimulus, label, change);
  return (
    <>
      <header className={inspectorCss.header}>
        <h2>{nodes.length === 1 ? first?.name : `${nodes.length} stimuli`}</h2>
        <span className={classes(inspectorCss.badge, inspectorCss.stimulus)}>stimulus</span>
      </header>
      {model !== undefined && <p className={inspectorCss.summary}>{model.summary}</p>}
      {model?.kind === 'current' && <Current model={model} />}
      <Section title="Stimulus">
        <Check
          label="on"
          checked={nodes.every(({ enabled }) => enabled)}
          onChange={(enabled) => set('Switch', (node) => Object.assign(node, { enabled }))}
        />
        {first !== undefined && nodes.length === 1 && (
          <Button
            size="compact-xs"
            variant="default"
            data-testid="with-and-without"
            title="Compares the network with this stimulus and without it"
            onClick={() => compareWithAndWithout(first)}
          >
            With and without
          </Button>
        )}
        {model !== undefined && (
          <ParameterRows
            ids={ids}
            declarations={model.parameters}
            given={nodes.map(({ parameters }) => parameters)}
            field="parameters"
            drawable={model.kind === 'current' ? 'per neuron' : false}
            onChange={(name, value) => set(`Parameter ${name}`, (node) => setEntry(node.parameters, name, value))}
          />
        )}
        {model?.kind === 'current' && nodes.some(isDrawn) && (
          <Row
            label="what is drawn"
            hint="Drawn numbers: one for each neuron that it reaches, or one for all"
            field="drawn"
          >
            {(id) => (
              <Select
                id={id}
                value={common(nodes.map(({ drawn }) => drawn ?? 'each')) ?? 'each'}
                options={DRAWN}
                onChange={(drawn) => set('Drawn numbers', (node) => Object.assign(node, { drawn }))}
              />
            )}
          </Row>
        )}
        {model?.kind === 'spikes' && model.generator === 'given' && first !== undefined && nodes.length === 1 && (
          <SpikeTimes node={first} />
        )}
        {model?.kind === 'spikes' && model.generator === 'profile' && first !== undefined && nodes.length === 1 && (
          <ProfileEditor node={first} />
        )}
      </Section>
    </>
  );
}

/** Opens the comparison with the stimulus switched over as the partner. */
function compareWithAndWithout(node: StimulusNode): void {
  const editor = useEditor.getState();
  editor.editVariant(null);
  let partner: string | null = null;
  editor.editBase(`With and without ${node.name}`, (draft) => {
    partner = compareSwitched(draft, node);
  });
  editor.select({ nodes: [], edges: [] });
  useComparison.getState().only([null, partner]);
  useSimulation.getState().setMode('compare');
}

function Current({ model }: { model: CurrentStimulus }) {
  const symbols = { I_stim: 'I', ...Object.fromEntries(model.parameters.map(({ name, symbol }) => [name, symbol])) };
  return (
    <EquationBox>
      {equationsToTex(parseEquations(model.equations).equations, symbols).map((tex) => (
        <Formula key={tex} tex={tex} block />
      ))}
    </EquationBox>
  );
}
