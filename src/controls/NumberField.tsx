import { useEffect, useState } from 'react';
import { useForm } from './form.ts';
import { Row } from './Row.tsx';
import { TextField } from './TextField.tsx';
import { type Bounds, boundsText, readNumber, refusalOf } from './typed.ts';

interface Props extends Bounds {
  readonly label: string;
  readonly value: number | 'mixed';
  readonly fault?: string | undefined;
  readonly onChange: (value: number) => void;
  /** Says elsewhere why a text is refused, where there is no room for a sentence under the field. */
  readonly onRefuse?: (sentence: string) => void;
  readonly id?: string;
  readonly title?: string;
  readonly testId?: string;
  readonly leaves?: true;
}

/** A whole or real number that has no unit. What is not allowed is refused with a sentence, and the number stays. */
export function NumberField(props: Props) {
  const { label, value, fault, onChange, onRefuse, min, max, whole, allowed, takes, ...rest } = props;
  const bounds = { min, max, whole, allowed, takes };
  const [refused, setRefused] = useState<string>();
  const { revision } = useForm();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next edit, of whatever, makes the old refusal void
  useEffect(() => setRefused(undefined), [value, revision]);
  const take = (text: string) => {
    const number = readNumber(text, bounds);
    if (number !== null) return onChange(number);
    const sentence = refusalOf(label, text, bounds, value);
    if (onRefuse === undefined) setRefused(sentence);
    else onRefuse(sentence);
  };
  return (
    <TextField
      {...rest}
      label={label}
      numeric
      value={value === 'mixed' ? '' : String(value)}
      placeholder={value === 'mixed' ? 'mixed' : ''}
      fault={refused ?? fault}
      onType={() => setRefused(undefined)}
      onCommit={(text) => {
        setRefused(undefined);
        take(text);
      }}
    />
  );
}

interface RowProps extends Omit<Props, 'id' | 'title' | 'testId' | 'onRefuse' | 'leaves'> {
  /** Path in the document. */
  readonly field?: string;
  /** What the number is, where the label is shorter. */
  readonly meaning?: string;
}

/** A number with its label beside it. */
export function NumberRow({ field, meaning, ...props }: RowProps) {
  return (
    <Row label={props.label} hint={`${meaning ?? props.label}: ${boundsText(props)}`} field={field}>
      {(id) => <NumberField {...props} id={id} />}
    </Row>
  );
}
