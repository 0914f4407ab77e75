import { SegmentedControl } from '@mantine/core';
import { QuantityRow } from '../../controls/QuantityRow.tsx';
import { Row } from '../../controls/Row.tsx';
import { Section } from '../../controls/Section.tsx';
import { TextField } from '../../controls/TextField.tsx';
import { withUnit } from '../../controls/values.ts';
import type { RunSettings } from '../../document/schema.ts';
import type { ParameterDeclaration } from '../../library/types.ts';
import { useProblems } from '../problems.ts';
import { chooseShownTimes } from '../shown-times.ts';
import { useEditor } from '../store.ts';
import inspectorCss from './Inspector.module.css';

const SETTINGS: readonly (ParameterDeclaration & { readonly name: 'duration' | 'dt' | 'from' })[] = [
  {
    name: 'duration',
    symbol: 'T',
    unit: 'ms',
    meaning: 'duration',
    default: '500 ms',
    min: '0 ms',
    exclusiveMin: true,
  },
  {
    name: 'dt',
    symbol: '\\Delta t',
    unit: 'ms',
    meaning: 'time step',
    default: '0.05 ms',
    min: '0.0001 ms',
    max: '10 ms',
  },
  { name: 'from', symbol: 't_0', unit: 'ms', meaning: 'analysis from', default: '100 ms', min: '0 ms' },
];

/** With nothing selected: the network and its run settings. */
export function NetworkForm() {
  const { name, about, run } = useEditor((state) => state.document);
  const problems = useProblems();
  const set = (field: keyof RunSettings, value: unknown) =>
    useEditor
      .getState()
      .edit(`Run ${field}`, (draft) => void Object.assign(draft.run, { [field]: value }), `run ${field}`);
  return (
    <>
      <header className={inspectorCss.header}>
        <h2>{name}</h2>
      </header>
      {about !== '' && <p className={inspectorCss.summary}>{about}</p>}
      <Section title="Run settings">
        {SETTINGS.map((setting) => (
          <QuantityRow
            key={setting.name}
            declaration={setting}
            value={run[setting.name]}
            isDefault={run[setting.name] === setting.default}
            drawable={false}
            fault={problems.find(({ node, field }) => node === null && field === setting.name)?.message}
            onChange={(value) => set(setting.name, value ?? setting.default)}
          />
        ))}
        <Row
          label="plots show the last"
          hint="window: how much time plots show, up to the present, such as 200 ms; all: of the whole run; empty: as much as the duration"
          field="window"
        >
          {(id) => (
            <TextField
              id={id}
              label="plots show the last"
              value={String(run.window ?? '')}
              placeholder="the duration"
              fault={problems.find(({ node, field }) => node === null && field === 'window')?.message}
              onCommit={(text) => chooseShownTimes(text === '' ? undefined : withUnit(text, 'ms'))}
            />
          )}
        </Row>
        <Precision single={run.precision === 'single'} onChange={(value) => set('precision', value)} />
      </Section>
      <Section title="Description">
        <Row label="about">
          {(id) => (
            <TextField
              id={id}
              label="about"
              prose
              value={about}
              onCommit={(text) =>
                useEditor.getState().editBase('About', (draft) => void Object.assign(draft, { about: text }), 'about')
              }
            />
          )}
        </Row>
      </Section>
    </>
  );
}

function Precision({ single, onChange }: { single: boolean; onChange: (precision: 'double' | 'single') => void }) {
  return (
    <>
      <Row label="precision">
        {(id) => (
          <SegmentedControl
            id={id}
            size="xs"
            fullWidth
            aria-label="Precision"
            value={single ? 'single' : 'double'}
            onChange={(value) => onChange(value === 'single' ? 'single' : 'double')}
            data={['double', 'single']}
          />
        )}
      </Row>
      <p className={inspectorCss.note}>
        Single is about twice as fast, and agrees with double statistically, not spike for spike.
      </p>
    </>
  );
}
