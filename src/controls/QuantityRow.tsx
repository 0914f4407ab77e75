import { RotateCcw } from 'lucide-react';
import type { Value } from '../document/schema.ts';
import { defaultText, isOpenEnd } from '../library/timing.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { parseQuantity } from '../units/index.ts';
import css from './QuantityRow.module.css';
import { Row } from './Row.tsx';
import { Select } from './Select.tsx';
import { SmallButton } from './SmallButton.tsx';
import { TextField } from './TextField.tsx';
import { changeKind, kindOf, partsOf, rangeText, type ValueKind, valueFrom, withUnit } from './values.ts';

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
  drawable === 'per neuron' || SPREAD.some((spread) => spread.value === kind) ? [...KINDS, ...SPREAD] : KINDS;

/** Not a way in which it is given, but what else can be done with it. */
const SWEEP = { value: 'sweep', label: 'sweep…' } as const;

const PART_NAMES: Readonly<Record<ValueKind, readonly string[]>> = {
  constant: [''],
  uniform: ['from', 'to'],
  normal: ['mean', 'sd'],
  normalQuantiles: ['mean', 'sd'],
  lorentzianQuantiles: ['centre', 'half width'],
};

interface Props {
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
export function QuantityRow({
  declaration,
  value,
  isDefault,
  drawable,
  fault,
  names = [],
  field,
  onChange,
  onSweep,
}: Props) {
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
  const sentence =
    fault ??
    (value === 'mixed' || open
      ? undefined
      : parts
          .map((part) => (names.includes(part) ? undefined : syntaxFault(part)))
          .find((syntax) => syntax !== undefined));
  return (
    <Row
      label={meaning}
      symbol={symbol}
      hint={`${declaration.name}: ${meaning}; ${rangeText(declaration)}${note === undefined ? '' : `. ${note}`}`}
      field={field}
    >
      {(id) => (
        <div className={css.line}>
          <div className={css.fields}>
            {parts.map((part, k) => (
              <TextField
                key={`${kind}${PART_NAMES[kind][k]}`}
                {...(k === 0 ? { id } : {})}
                label={`${meaning}, ${PART_NAMES[kind][k]}`}
                value={part}
                placeholder={value === 'mixed' ? 'mixed' : usual}
                fault={k === parts.length - 1 ? sentence : undefined}
                onCommit={(text) => (text === '' && kind === 'constant' ? onChange(undefined) : setPart(k, text))}
              />
            ))}
          </div>
          <div className={css.tools}>
            {value !== 'mixed' && (drawable || onSweep !== undefined) && (
              <Select
                className={css.kind}
                label={`How ${meaning} is given`}
                value={kind}
                options={[
                  ...(drawable ? kindsOf(drawable, kind) : KINDS.slice(0, 1)),
                  ...(onSweep !== undefined && kind === 'constant' && !open ? [SWEEP] : []),
                ]}
                onChange={(next) => (next === 'sweep' ? onSweep?.() : onChange(changeKind(value, next, unit)))}
              />
            )}
            <SmallButton
              label={`Reset ${meaning} to its default, ${usual}`}
              title={`Default: ${usual}`}
              disabled={isDefault}
              onClick={() => onChange(undefined)}
            >
              <RotateCcw size={12} aria-hidden="true" />
            </SmallButton>
          </div>
        </div>
      )}
    </Row>
  );
}
