import { Check } from '../../controls/Check.tsx';
import { Fault } from '../../controls/Fault.tsx';
import { NumberRow } from '../../controls/NumberField.tsx';
import { ReadRow } from '../../controls/ReadRow.tsx';
import { Row } from '../../controls/Row.tsx';
import { Section } from '../../controls/Section.tsx';
import { Select } from '../../controls/Select.tsx';
import { TextField } from '../../controls/TextField.tsx';
import { neuronAt } from '../../document/models.ts';
import { nameIn } from '../../document/name-in.ts';
import type { NetworkDocument, NetworkNode, ProbeNode } from '../../document/schema.ts';
import { observedBy } from '../../document/taps.ts';
import { projectionsOf } from '../../plots/connectivity-source.ts';
import { findProbe } from '../../plots/index.ts';
import { MeasureHelp } from '../../plots/MeasureName.tsx';
import type { ProbeKind } from '../../plots/types.ts';
import { entryOf } from '../../units/index.ts';
import { useEditor } from '../store.ts';
import { editNodes } from './edits.ts';
import inspectorCss from './Inspector.module.css';
import { useFault } from './ParameterRows.tsx';
import css from './ProbeForm.module.css';

const isProbe = (node: NetworkNode): node is ProbeNode => node.kind === 'probe';
type Option = ProbeKind['rows'][number];

/** What an option shows: what it is set to, or else the default, which of a variable follows from the model that is observed. */
function optionValue(
  document: NetworkDocument,
  node: ProbeNode,
  kind: ProbeKind,
  name: string,
): ProbeNode['options'][string] | undefined {
  const given = entryOf(node.options, name) ?? kind.defaultOptions[name];
  if (given !== undefined) return given;
  const variables = observedBy(document, node.id).flatMap((id) => {
    const model = neuronAt(document, id);
    return model === undefined ? [] : kind.records(node.options, model).variables;
  });
  return variables.find(({ option }) => option === name)?.otherwise ?? undefined;
}

/** State variables of what the probe observes. */
function variablesOf(document: NetworkDocument, probe: string): string[] {
  const names = observedBy(document, probe).flatMap((id) => {
    return neuronAt(document, id)?.states.map(({ name }) => name) ?? [];
  });
  return [...new Set(names)];
}

/** "0, 2, 5-8" as indices; null where it is none. */
function readIndices(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const indices = parts.flatMap((part) => {
    const range = /^(\d+)[-–](\d+)$/.exec(part);
    if (range) {
      const [from, to] = [Number(range[1]), Number(range[2])];
      return to >= from && to - from < 1000 ? Array.from({ length: to - from + 1 }, (_, k) => from + k) : [Number.NaN];
    }
    return [/^\d+$/.test(part) ? Number(part) : Number.NaN];
  });
  return indices.length > 0 && indices.every((index) => !Number.isNaN(index)) ? indices : null;
}

export function ProbeForm({ node }: { node: ProbeNode }) {
  const document = useEditor((state) => state.document);
  const kind = findProbe(node.probe);
  const faultOf = useFault([node.id]);
  const names = observedBy(document, node.id).map((id) => nameIn(document.nodes, id));
  const set = (name: string, value: ProbeNode['options'][string]) =>
    editNodes([node.id], isProbe, `Probe ${name}`, (draft) => {
      draft.options[name] = value;
    });
  return (
    <>
      <header className={inspectorCss.header}>
        <h2>{node.name}</h2>
        <span className={inspectorCss.badge}>{kind?.name ?? node.probe}</span>
      </header>
      <p className={inspectorCss.summary}>{kind?.summary}</p>
      <p className={inspectorCss.summary}>
        {names.length === 0
          ? 'It observes nothing yet: drag from its port to a population.'
          : `It observes ${names.join(', ')}.`}
      </p>
      <Section title="Probe">
        <Row label="name">
          {(id) => (
            <TextField
              id={id}
              label="name"
              value={node.name}
              onCommit={(name) =>
                name !== '' && editNodes([node.id], isProbe, 'Rename', (draft) => Object.assign(draft, { name }))
              }
            />
          )}
        </Row>
        {kind?.rows
          .filter((option) => counts(document, node, kind, option))
          .map((option) => (
            <OptionRow
              key={option.name}
              option={option}
              value={optionValue(document, node, kind, option.name)}
              fault={faultOf(`options.${option.name}`)}
              choices={choicesOf(document, node.id, option)}
              onChange={(value) => set(option.name, value)}
            />
          ))}
      </Section>
    </>
  );
}

/** Whether an option has an effect, by what another one is. */
function counts(document: NetworkDocument, node: ProbeNode, kind: ProbeKind, { when }: Option): boolean {
  return when === undefined || when.is.some((value) => value === optionValue(document, node, kind, when.option));
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

const namedAsStored = (value: string): Choice => ({ value, label: value });

/** What may be chosen, by what is stored. */
function choicesOf(document: NetworkDocument, probe: string, option: Option): Choice[] {
  const { control, measures, choices = [] } = option;
  switch (control) {
    case 'variable':
      return variablesOf(document, probe).map(namedAsStored);
    case 'projection':
      return [{ value: '', label: 'first incoming' }, ...projectionsOf(document, probe)];
    case 'plastic-edge':
      return [{ value: '', label: 'all that learn' }, ...projectionsOf(document, probe, control)];
    default:
      return measures?.map(({ id, label }) => ({ value: id, label })) ?? choices.map(namedAsStored);
  }
}

interface OptionProps {
  readonly option: Option;
  readonly value: ProbeNode['options'][string] | undefined;
  readonly fault: string | undefined;
  readonly choices: readonly Choice[];
  readonly onChange: (value: ProbeNode['options'][string]) => void;
}

/** The row of an option, and what is wrong with its value. */
function OptionRow(props: OptionProps) {
  return (
    <>
      <OptionField {...props} />
      {props.fault !== undefined && <Fault>{props.fault}</Fault>}
    </>
  );
}

function OptionField({ option, value, choices, onChange }: OptionProps) {
  const { meaning, allowed, takes } = option;
  const field = `options.${option.name}`;
  const label = option.unit === undefined ? option.label : `${option.label} (${option.unit})`;
  switch (option.control) {
    case 'boolean':
      return <Check label={label} title={meaning} field={field} checked={value === true} onChange={onChange} />;
    case 'number':
      return (
        <NumberRow
          {...{ label, meaning, allowed, takes, field, onChange }}
          value={typeof value === 'number' ? value : 0}
        />
      );
    case 'ranges':
      return (
        <ReadRow
          {...{ label, field, onChange }}
          hint={`${meaning}; ${allowed}`}
          value={String(value ?? '')}
          read={(text) => (takes(text) ? { value: text } : { fault: `${label} is ${text}; must be ${allowed}.` })}
        />
      );
    case 'indices':
      return (
        <ReadRow
          {...{ label, field, onChange }}
          hint={`${meaning}, such as 0, 2, 5-8`}
          value={Array.isArray(value) ? value.join(', ') : ''}
          read={(text) => {
            const indices = text === '' ? [] : readIndices(text);
            if (indices !== null) return { value: indices };
            return { fault: `${label} is ${text}; must be whole numbers such as 0, 2, 5-8.` };
          }}
        />
      );
    case 'choices': {
      const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
      const values = choices.map((choice) => choice.value);
      return (
        <fieldset className={css.choices} title={meaning} data-field={field}>
          <legend>{label}</legend>
          {choices.map((choice) => {
            const check = (
              <Check
                key={choice.value}
                label={choice.label}
                checked={chosen.includes(choice.value)}
                onChange={(checked) =>
                  onChange(values.filter((value) => (value === choice.value ? checked : chosen.includes(value))))
                }
              />
            );
            const measure = option.measures?.find(({ id }) => id === choice.value);
            return measure === undefined ? (
              check
            ) : (
              <MeasureHelp key={choice.value} measure={measure}>
                {(handlers) => <div {...handlers}>{check}</div>}
              </MeasureHelp>
            );
          })}
        </fieldset>
      );
    }
    default: {
      // A variable that what is observed has no more stays shown.
      const isGone =
        option.control === 'variable' && typeof value === 'string' && !choices.some((choice) => choice.value === value);
      const options = isGone ? [...choices, namedAsStored(value)] : choices;
      return (
        <Row label={label} hint={meaning} field={field}>
          {(id) => <Select id={id} value={String(value ?? '')} options={options} onChange={onChange} />}
        </Row>
      );
    }
  }
}
