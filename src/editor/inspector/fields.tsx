import { RotateCcw } from 'lucide-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { Value } from '../../document/schema.ts';
import { rangeOf } from '../../document/schema-words.ts';
import { defaultText, isOpenEnd } from '../../library/timing.ts';
import type { ParameterDeclaration } from '../../library/types.ts';
import { Formula } from '../../plots/Formula.tsx';
import { parseQuantity } from '../../units/index.ts';
import { useEditor } from '../store.ts';
import { changeKind, kindOf, partsOf, rangeText, type ValueKind, valueFrom, withUnit } from './values.ts';

/** A titled part of the inspector. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="inspector-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (text: string) => void;
  readonly onType?: () => void;
  readonly placeholder?: string;
  readonly fault?: string | undefined;
  readonly numeric?: true;
  readonly id?: string;
}

/** A text field that keeps what is typed until it is left or Enter is pressed; Escape takes it back. */
export function TextField({ label, value, onCommit, onType, placeholder, fault, numeric, id }: TextProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const faultId = useId();
  const keep = () => {
    if (typed !== null && typed.trim() !== value) onCommit(typed.trim());
    setTyped(null);
    useEditor.getState().commit();
  };
  return (
    <>
      <input
        id={id}
        className="field"
        aria-label={id === undefined ? label : undefined}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : faultId}
        inputMode={numeric ? 'decimal' : undefined}
        placeholder={placeholder}
        value={typed ?? value}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          onType?.();
        }}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      {fault !== undefined && (
        <span className="field-fault" id={faultId}>
          {fault}
        </span>
      )}
    </>
  );
}

/** A label and what it names. */
export function Row({
  label,
  symbol,
  children,
  hint,
  field,
}: {
  label: string;
  symbol?: string;
  children: (id: string) => ReactNode;
  hint?: string;
  /** Path in the document, by which a link leads here. */
  field?: string | undefined;
}) {
  const id = useId();
  return (
    <div className="inspector-row" title={hint} data-field={field}>
      <span className="row-symbol">{symbol === undefined ? null : <Formula tex={symbol} />}</span>
      <label htmlFor={id}>{label}</label>
      <div className="row-value">{children(id)}</div>
    </div>
  );
}

interface SelectProps<T extends string> {
  readonly id?: string;
  readonly label?: string;
  readonly value: T | 'mixed';
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function Select<T extends string>({ id, label, value, options, onChange }: SelectProps<T>) {
  return (
    <select
      id={id}
      className="field"
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {value === 'mixed' && <option value="mixed">mixed</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

const KINDS: readonly { readonly value: ValueKind; readonly label: string }[] = [
  { value: 'constant', label: 'constant' },
  { value: 'uniform', label: 'uniform' },
  { value: 'normal', label: 'normal' },
];

/** Of neurons only: there is no chance in these. */
const SPREAD: typeof KINDS = [
  { value: 'normalQuantiles', label: 'normal quantiles' },
  { value: 'lorentzianQuantiles', label: 'Lorentzian quantiles' },
];

const kindsOf = (drawable: true | 'per neuron', kind: ValueKind): typeof KINDS =>
  drawable === 'per neuron' || SPREAD.some((one) => one.value === kind) ? [...KINDS, ...SPREAD] : KINDS;

/** Not a way in which it is given, but what else can be done with it. */
const SWEEP = { value: 'sweep', label: 'sweep…' } as const;

const PART_NAMES: Readonly<Record<ValueKind, readonly string[]>> = {
  constant: [''],
  uniform: ['from', 'to'],
  normal: ['mean', 'sd'],
  normalQuantiles: ['mean', 'sd'],
  lorentzianQuantiles: ['centre', 'half width'],
};

interface ValueProps {
  readonly declaration: ParameterDeclaration;
  /** What is given, the default where nothing is; `mixed` over several nodes. */
  readonly value: Value | 'mixed';
  readonly isDefault: boolean;
  /** Whether it may be drawn per neuron or synapse. */
  readonly drawable: boolean | 'per neuron';
  readonly fault: string | undefined;
  /** Parameters that may be named instead of a quantity. */
  readonly names?: readonly string[];
  /** Path in the document. */
  readonly field?: string;
  /** undefined: back to the default. */
  readonly onChange: (value: Value | undefined) => void;
  /** Opens a sweep of it; absent: it cannot be swept. */
  readonly onSweep?: (() => void) | undefined;
}

/** Why a typed quantity cannot be read, before the compiler looks at it. */
function syntaxFault(text: string): string | undefined {
  const parsed = parseQuantity(text);
  return 'fault' in parsed ? parsed.fault : undefined;
}

/** A parameter: symbol, meaning, value with unit, whether it is drawn, back to its default. */
export function ValueRow({
  declaration,
  value,
  isDefault,
  drawable,
  fault,
  names = [],
  field,
  onChange,
  onSweep,
}: ValueProps) {
  const { meaning, symbol, unit, note } = declaration;
  const kind = value === 'mixed' ? 'constant' : kindOf(value);
  const open = isOpenEnd(declaration, value);
  const parts = value === 'mixed' || open ? [''] : partsOf(value);
  const usual = defaultText(declaration);
  const setPart = (k: number, text: string) =>
    onChange(
      valueFrom(
        kind,
        parts.map((part, j) => (j === k ? withUnit(text, unit) : part)),
      ),
    );
  const found =
    fault ??
    (value === 'mixed' || open
      ? undefined
      : parts.map((part) => (names.includes(part) ? undefined : syntaxFault(part))).find((one) => one !== undefined));
  return (
    <Row
      label={meaning}
      symbol={symbol}
      hint={`${declaration.name}: ${meaning}; ${rangeText(declaration)}${note === undefined ? '' : `. ${note}`}`}
      field={field}
    >
      {(id) => (
        <div className="value-line">
          <div className="value-fields">
            {parts.map((part, k) => (
              <TextField
                key={`${kind}${PART_NAMES[kind][k]}`}
                {...(k === 0 ? { id } : {})}
                label={`${meaning}, ${PART_NAMES[kind][k]}`}
                value={part}
                placeholder={value === 'mixed' ? 'mixed' : usual}
                fault={k === parts.length - 1 ? found : undefined}
                onCommit={(text) => (text === '' && kind === 'constant' ? onChange(undefined) : setPart(k, text))}
              />
            ))}
          </div>
          <div className="value-tools">
            {value !== 'mixed' && (drawable || onSweep !== undefined) && (
              <Select
                label={`How ${meaning} is given`}
                value={kind}
                options={[
                  ...(drawable ? kindsOf(drawable, kind) : KINDS.slice(0, 1)),
                  ...(onSweep !== undefined && kind === 'constant' && !open ? [SWEEP] : []),
                ]}
                onChange={(next) => (next === 'sweep' ? onSweep?.() : onChange(changeKind(value, next, unit)))}
              />
            )}
            <button
              type="button"
              className="value-reset"
              aria-label={`Reset ${meaning} to its default, ${usual}`}
              title={`Default: ${usual}`}
              disabled={isDefault}
              onClick={() => onChange(undefined)}
            >
              <RotateCcw size={12} aria-hidden="true" />
            </button>
          </div>
        </div>
      )}
    </Row>
  );
}

export function Check({
  label,
  checked,
  hint,
  field,
  onChange,
}: {
  label: string;
  checked: boolean;
  hint?: string | undefined;
  /** Path in the document, by which a link leads here. */
  field?: string | undefined;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="inspector-check" title={hint} data-field={field}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

/** A whole or real number of the document that has no unit. */
export function NumberRow({
  label,
  meaning = label,
  value,
  fault,
  onChange,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
  whole = false,
  allowed = `a ${whole ? 'whole ' : ''}number${rangeOf({ minimum: min, maximum: max })}`,
  takes = (number) => number >= min && number <= max && (!whole || Number.isInteger(number)),
  field,
}: {
  label: string;
  /** What the number is, where the label is shorter. */
  meaning?: string;
  value: number | 'mixed';
  fault?: string | undefined;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  whole?: boolean;
  /** What it must be, and whether a number is that: where a range does not say it. */
  allowed?: string;
  takes?: (number: number) => boolean;
  field?: string;
}) {
  const [refused, setRefused] = useState<string>();
  const network = useEditor((state) => state.document);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next edit, of whatever, makes the old refusal void
  useEffect(() => setRefused(undefined), [value, network]);
  return (
    <Row label={label} hint={`${meaning}: ${allowed}`} field={field}>
      {(id) => (
        <TextField
          id={id}
          label={label}
          numeric
          value={value === 'mixed' ? '' : String(value)}
          placeholder={value === 'mixed' ? 'mixed' : ''}
          fault={refused ?? fault}
          onType={() => setRefused(undefined)}
          onCommit={(text) => {
            const number = Number(text);
            const valid = text !== '' && Number.isFinite(number) && takes(number);
            setRefused(
              valid
                ? undefined
                : `${label} is ${text || 'empty'}; must be ${allowed}. It stays ${value === 'mixed' ? 'as it was' : value}.`,
            );
            if (valid) onChange(number);
          }}
        />
      )}
    </Row>
  );
}
