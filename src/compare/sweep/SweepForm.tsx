import { Button, SegmentedControl } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { headingOf, populationMeasures } from '../../analysis/measures/index.ts';
import { NumberField } from '../../controls/NumberField.tsx';
import { Labelled } from '../../controls/Row.tsx';
import { SearchMultiSelect, SearchSelect } from '../../controls/SearchSelect.tsx';
import { Select } from '../../controls/Select.tsx';
import { TextField } from '../../controls/TextField.tsx';
import type { SweepDefinition } from '../../document/schema.ts';
import { refuse } from '../../editor/notify.ts';
import { type AxisDefinition, axisAround, companions } from '../../experiments/sweep/definition.ts';
import { type SweepParameter, sweepParameters } from '../../experiments/sweep/parameters.ts';
import sweepCss from './Sweep.module.css';
import css from './SweepForm.module.css';
import { addDefinition, changeDefinition, type OpenDefinition, removeDefinition, useChosen } from './use-definition.ts';

const MEASURES = populationMeasures.map((measure) => ({
  value: measure.id,
  label: headingOf(measure),
  about: measure.name,
}));

interface Props {
  readonly open: OpenDefinition;
  readonly definition: SweepDefinition;
  readonly disabled: boolean;
}

/** Asks what is varied, how often, and what is measured. */
export function SweepForm({ open, definition, disabled }: Props) {
  const { document, index, fault } = open;
  const parameters = sweepParameters(document);
  const change = (part: Partial<SweepDefinition>) => changeDefinition(index, { ...definition, ...part });
  const setAxis = (k: number, axis: AxisDefinition) =>
    change({ axes: definition.axes.map((other, j) => (j === k ? axis : other)) });
  const second = definition.axes.length > 1;
  const other = parameters.find(
    ({ node, field }) => node !== definition.axes[0]?.node || field !== definition.axes[0]?.field,
  );
  return (
    <fieldset className={css.form} disabled={disabled}>
      <SavedSweeps open={open} definition={definition} disabled={disabled} />
      {definition.axes.map((axis, k) => (
        <AxisFields
          // biome-ignore lint/suspicious/noArrayIndexKey: the first axis is the first, whatever it varies
          key={k}
          title={k === 0 ? 'Parameter' : 'Second parameter'}
          axis={axis}
          parameters={parameters}
          onChange={(next) => setAxis(k, next)}
          {...(k === 1 ? { onRemove: () => change({ axes: definition.axes.slice(0, 1) }) } : {})}
        />
      ))}
      {!second && other !== undefined && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<Plus size={12} aria-hidden="true" />}
          onClick={() => change({ axes: [...definition.axes, axisAround(other)] })}
          data-testid="sweep-second"
        >
          Second parameter
        </Button>
      )}
      <Seeds value={definition.seeds} onChange={(seeds) => change({ seeds })} />
      <SearchMultiSelect
        label="Measures"
        testId="sweep-measures"
        options={MEASURES}
        value={definition.measures}
        onChange={(measures) => {
          const [first] = measures;
          if (first === undefined) return;
          change({
            measures: [...measures],
            measure: measures.includes(definition.measure) ? definition.measure : first,
          });
        }}
      />
      {fault !== null && (
        <p className={sweepCss.fault} role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}

/** Several sweeps may be saved with a network. */
function SavedSweeps({ open: { index, names, document }, definition, disabled }: Props) {
  if (names.length === 0) return null;
  return (
    <div className={css.saved}>
      <Select
        label="Sweep"
        value={String(index)}
        disabled={disabled}
        options={names.map((name, k) => ({ value: String(k), label: `${k + 1}. ${name}` }))}
        onChange={(chosen) => useChosen.setState({ index: Number(chosen) })}
      />
      <Button
        size="compact-xs"
        variant="default"
        title="Another sweep of this network"
        disabled={document.nodes.length === 0}
        onClick={() => addDefinition(definition)}
      >
        Duplicate
      </Button>
      <Button size="compact-xs" variant="default" title="Remove this sweep" onClick={() => removeDefinition(index)}>
        <Trash2 size={12} aria-label="Remove this sweep" />
      </Button>
    </div>
  );
}

interface AxisProps {
  readonly title: string;
  readonly axis: AxisDefinition;
  readonly parameters: readonly SweepParameter[];
  readonly onChange: (axis: AxisDefinition) => void;
  readonly onRemove?: () => void;
}

const keyOf = ({ node, field }: Pick<SweepParameter, 'node' | 'field'>): string => `${node ?? ''}/${field}`;

const optionOf = (parameter: SweepParameter) => ({
  value: keyOf(parameter),
  label: `${parameter.owner} › ${parameter.name}`,
});

function AxisFields({ title, axis, parameters, onChange, onRemove }: AxisProps) {
  const chosen = parameters.find((parameter) => keyOf(parameter) === keyOf(axis));
  return (
    <div className={css.axis}>
      <SearchSelect
        label={title}
        testId="sweep-parameter"
        options={parameters.map((parameter) => ({
          ...optionOf(parameter),
          about: `${parameter.meaning} · ${String(parameter.value)}`,
        }))}
        value={chosen === undefined ? null : keyOf(chosen)}
        onChange={(key) => {
          const next = parameters.find((parameter) => keyOf(parameter) === key);
          if (next !== undefined && next !== chosen) onChange(axisAround(next));
        }}
      />
      {chosen !== undefined && (
        <p className={css.present}>
          {chosen.meaning}, now {String(chosen.value)}
        </p>
      )}
      <Together axis={axis} parameters={parameters} onChange={onChange} />
      <div className={css.range}>
        <End label="From" value={axis.from} onChange={(from) => onChange({ ...axis, from })} />
        <End label="To" value={axis.to} onChange={(to) => onChange({ ...axis, to })} />
      </div>
      <div className={css.scale}>
        <Count label="Values" value={axis.count} onChange={(count) => onChange({ ...axis, count })} />
        <SegmentedControl
          size="xs"
          aria-label={`Spacing of ${title.toLowerCase()}`}
          value={axis.scale}
          data={['linear', 'log']}
          onChange={(scale) => onChange({ ...axis, scale: scale === 'log' ? 'log' : 'linear' })}
        />
        {onRemove !== undefined && (
          <Button size="compact-xs" variant="subtle" color="gray" title="One parameter only" onClick={onRemove}>
            <Trash2 size={12} aria-label="Remove the second parameter" />
          </Button>
        )}
      </div>
    </div>
  );
}

/** Offers fields of the same name that get the same value; shows nothing where there is none. */
function Together({ axis, parameters, onChange }: Pick<AxisProps, 'axis' | 'parameters' | 'onChange'>) {
  const others = companions(parameters, axis);
  if (others.length === 0) return null;
  return (
    <SearchMultiSelect
      label="Together with"
      testId="sweep-together"
      placeholder={axis.also === undefined || axis.also.length === 0 ? 'nothing else' : ''}
      options={others.map(optionOf)}
      value={(axis.also ?? []).map(keyOf)}
      onChange={(keys) => {
        const also = others.filter((other) => keys.includes(keyOf(other))).map(({ node, field }) => ({ node, field }));
        const { also: _before, ...rest } = axis;
        onChange(also.length === 0 ? rest : { ...rest, also });
      }}
    />
  );
}

/** Asks for an end of the range; an empty text leaves it as it is. */
function End({ label, value, onChange }: { label: string; value: string | number; onChange: (text: string) => void }) {
  return (
    <Labelled label={label}>
      {(id) => (
        <TextField
          id={id}
          label={label}
          testId={`sweep-${label.toLowerCase()}`}
          value={String(value)}
          onCommit={(text) => text !== '' && onChange(text)}
        />
      )}
    </Labelled>
  );
}

function Count({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <Labelled label={label}>
      {(id) => (
        <NumberField
          id={id}
          label={label}
          testId={`sweep-${label.toLowerCase()}`}
          min={1}
          max={1000}
          whole
          value={value}
          onChange={onChange}
          onRefuse={refuse}
        />
      )}
    </Labelled>
  );
}

function Seeds({ value, onChange }: { value: number; onChange: (seeds: number) => void }) {
  return (
    <div className={css.seeds}>
      <Count label="Seeds" value={value} onChange={onChange} />
      <span>of each value, from the network’s own on</span>
    </div>
  );
}
