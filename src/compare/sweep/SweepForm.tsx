import { Button, MultiSelect, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { findPopulationMeasure, headingOf, populationMeasures } from '../../analysis/measures/index.ts';
import type { SweepDefinition } from '../../document/schema.ts';
import { type AxisDefinition, axisAround, companions } from '../../experiments/sweep/definition.ts';
import { type SweepParameter, sweepParameters } from '../../experiments/sweep/parameters.ts';
import { addDefinition, changeDefinition, type OpenDefinition, removeDefinition, useChosen } from './use-definition.ts';

const MEASURES = populationMeasures.map((measure) => ({ value: measure.id, label: headingOf(measure) }));

interface Props {
  readonly open: OpenDefinition;
  readonly definition: SweepDefinition;
  readonly disabled: boolean;
}

/** What is varied, how often, and what is measured. */
export function SweepForm({ open, definition, disabled }: Props) {
  const { document, index, fault } = open;
  const parameters = sweepParameters(document);
  const change = (part: Partial<SweepDefinition>) => changeDefinition(index, { ...definition, ...part });
  const setAxis = (k: number, axis: AxisDefinition) =>
    change({ axes: definition.axes.map((one, j) => (j === k ? axis : one)) });
  const second = definition.axes.length > 1;
  const other = parameters.find(
    ({ node, field }) => node !== definition.axes[0]?.node || field !== definition.axes[0]?.field,
  );
  return (
    <fieldset className="sweep-form" disabled={disabled}>
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
      <MultiSelect
        label="Measures"
        size="xs"
        data={MEASURES}
        renderOption={({ option }) => (
          <span className="sweep-option">
            <span>{option.label}</span>
            <span>{findPopulationMeasure(option.value)?.name}</span>
          </span>
        )}
        value={[...definition.measures]}
        searchable
        hidePickedOptions
        data-testid="sweep-measures"
        onChange={(measures) => {
          const [first] = measures;
          if (first === undefined) return;
          change({ measures, measure: measures.includes(definition.measure) ? definition.measure : first });
        }}
      />
      {fault !== null && (
        <p className="sweep-fault" role="alert">
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
    <div className="sweep-saved">
      <select
        className="field"
        aria-label="Sweep"
        value={index}
        disabled={disabled}
        onChange={(event) => useChosen.setState({ index: Number(event.currentTarget.value) })}
      >
        {names.map((name, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two sweeps may be of one parameter
          <option key={k} value={k}>
            {k + 1}. {name}
          </option>
        ))}
      </select>
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

function AxisFields({ title, axis, parameters, onChange, onRemove }: AxisProps) {
  const chosen = parameters.find((one) => keyOf(one) === keyOf(axis));
  const byKey = new Map(parameters.map((one) => [keyOf(one), one]));
  return (
    <div className="sweep-axis">
      <Select
        label={title}
        size="xs"
        searchable
        allowDeselect={false}
        limit={300}
        maxDropdownHeight={320}
        nothingFoundMessage="No parameter of that name"
        data-testid="sweep-parameter"
        // What is typed looks for another one: it takes the place of the name.
        onFocus={(event) => event.currentTarget.select()}
        onClick={(event) => event.currentTarget.select()}
        data={parameters.map((one) => ({ value: keyOf(one), label: `${one.owner} › ${one.name}` }))}
        value={chosen === undefined ? null : keyOf(chosen)}
        renderOption={({ option }) => {
          const one = byKey.get(option.value);
          return (
            <span className="sweep-option">
              <span>{option.label}</span>
              <span>
                {one?.meaning} · {String(one?.value)}
              </span>
            </span>
          );
        }}
        onChange={(key) => {
          const next = key === null ? undefined : byKey.get(key);
          if (next !== undefined && key !== keyOf(axis)) onChange(axisAround(next));
        }}
      />
      {chosen !== undefined && (
        <p className="sweep-present">
          {chosen.meaning}, now {String(chosen.value)}
        </p>
      )}
      <Together axis={axis} parameters={parameters} onChange={onChange} />
      <div className="sweep-range">
        <TypedField label="From" value={String(axis.from)} onCommit={(from) => onChange({ ...axis, from })} />
        <TypedField label="To" value={String(axis.to)} onCommit={(to) => onChange({ ...axis, to })} />
      </div>
      <div className="sweep-scale">
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

/** Fields of the same name that get the same value; nothing where there is none. */
function Together({ axis, parameters, onChange }: Pick<AxisProps, 'axis' | 'parameters' | 'onChange'>) {
  const others = companions(parameters, axis);
  if (others.length === 0) return null;
  return (
    <MultiSelect
      label="Together with"
      size="xs"
      searchable
      hidePickedOptions
      data-testid="sweep-together"
      placeholder={axis.also === undefined || axis.also.length === 0 ? 'nothing else' : ''}
      data={others.map((one) => ({ value: keyOf(one), label: `${one.owner} › ${one.name}` }))}
      value={(axis.also ?? []).map(keyOf)}
      onChange={(keys) => {
        const also = others.filter((one) => keys.includes(keyOf(one))).map(({ node, field }) => ({ node, field }));
        const { also: _before, ...rest } = axis;
        onChange(also.length === 0 ? rest : { ...rest, also });
      }}
    />
  );
}

/** Keeps what is typed until it is left or Enter is pressed. */
function TypedField({ label, value, onCommit }: { label: string; value: string; onCommit: (text: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const keep = () => {
    const text = typed.trim();
    if (text === '') setTyped(value);
    else if (text !== value) onCommit(text);
  };
  return (
    <TextInput
      label={label}
      size="xs"
      value={typed}
      data-testid={`sweep-${label.toLowerCase()}`}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  );
}

function Count({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <NumberInput
      label={label}
      size="xs"
      min={1}
      max={1000}
      clampBehavior="strict"
      allowDecimal={false}
      value={value}
      data-testid={`sweep-${label.toLowerCase()}`}
      onChange={(next) => typeof next === 'number' && next >= 1 && next !== value && onChange(next)}
    />
  );
}

function Seeds({ value, onChange }: { value: number; onChange: (seeds: number) => void }) {
  return (
    <div className="sweep-seeds">
      <Count label="Seeds" value={value} onChange={onChange} />
      <span>of each value, from the network’s own on</span>
    </div>
  );
}
