import type { NetworkNode, StimulusNode } from '../../document/schema.ts';
import { equationsToTex, parseEquations } from '../../equations/index.ts';
import { findStimulus } from '../../library/stimuli/index.ts';
import type { CurrentStimulus } from '../../library/types.ts';
import { EquationBox } from './EquationBox.tsx';
import { editNodes, setEntry } from './edits.ts';
import { Formula } from './Formula.tsx';
import { Check, Row, Section } from './fields.tsx';
import { ParameterRows, useFault } from './ParameterRows.tsx';
import { common } from './values.ts';

const isStimulus = (node: NetworkNode): node is StimulusNode => node.kind === 'stimulus';

/** One stimulus, or several of one model together. */
export function StimulusForm({ nodes }: { nodes: readonly StimulusNode[] }) {
  const ids = nodes.map(({ id }) => id);
  const [first] = nodes;
  const model = findStimulus(common(nodes.map((node) => node.model)) ?? '');
  const set = (label: string, change: (node: StimulusNode) => void) => editNodes(ids, isStimulus, label, change);
  return (
    <>
      <header className="inspector-header">
        <h2>{nodes.length === 1 ? first?.name : `${nodes.length} stimuli`}</h2>
        <span className="badge is-stimulus">stimulus</span>
      </header>
      {model !== undefined && <p className="inspector-summary">{model.summary}</p>}
      {model?.kind === 'current' && <Current model={model} />}
      <Section title="Stimulus">
        <Check
          label="on"
          checked={nodes.every(({ enabled }) => enabled)}
          onChange={(enabled) => set('Switch', (node) => Object.assign(node, { enabled }))}
        />
        {model !== undefined && (
          <ParameterRows
            ids={ids}
            declarations={model.parameters}
            given={nodes.map(({ parameters }) => parameters)}
            field="parameters"
            drawable={false}
            onChange={(name, value) => set(`Parameter ${name}`, (node) => setEntry(node.parameters, name, value))}
          />
        )}
        {model?.kind === 'spikes' && model.generator === 'given' && first !== undefined && nodes.length === 1 && (
          <SpikeTimes node={first} />
        )}
      </Section>
    </>
  );
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

/** Rows of spike times: an element a line, times separated by commas; a bare number is in ms. */
function SpikeTimes({ node }: { node: StimulusNode }) {
  const faultOf = useFault([node.id]);
  const rows = node.spikeTimes ?? [];
  const text = rows.map((row) => row.join(', ')).join('\n');
  const keep = (typed: string) => {
    const spikeTimes = typed.split('\n').map((line) =>
      line
        .split(/[,;\t]+/)
        .map((time) => time.trim())
        .filter((time) => time !== '')
        .map((time) => (Number.isNaN(Number(time)) ? time : `${time} ms`)),
    );
    editNodes([node.id], isStimulus, 'Spike times', (draft) => Object.assign(draft, { spikeTimes }));
  };
  const fault = rows
    .flatMap((row, index) => row.map((_, k) => faultOf(`spikeTimes.${index}.${k}`)))
    .find((sentence) => sentence !== undefined);
  return (
    <Row label="spike times" hint="a line for each element, times separated by commas">
      {(id) => (
        <>
          <textarea
            key={text}
            id={id}
            className="field"
            rows={6}
            defaultValue={text}
            onBlur={(event) => event.currentTarget.value !== text && keep(event.currentTarget.value)}
          />
          {fault !== undefined && <span className="field-fault">{fault}</span>}
        </>
      )}
    </Row>
  );
}
