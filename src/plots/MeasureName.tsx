import { memo, type ReactNode } from 'react';
import { baselineText, hintOf, type Measure } from '../analysis/measures/index.ts';
import { Formula } from '../controls/Formula.tsx';
import { CardFormulas, CardNote, RestCard, type RestHandlers } from '../controls/RestCard.tsx';
import css from './MeasureName.module.css';

/** What a measure is: its formula, what its values mean, when it has none, and where it comes from. */
function MeasureFacts({ measure }: { measure: Measure }) {
  return (
    <>
      <strong>{measure.name}</strong> <Formula tex={measure.symbol} />
      <CardFormulas formulas={[measure.formula]} />
      <dl>
        <dt>values</dt>
        <dd>{measure.range}</dd>
        <dt>undefined</dt>
        <dd>where {measure.undefinedWhen}</dd>
        <dt>chance</dt>
        <dd>{baselineText(measure)}</dd>
        <dt>in tables</dt>
        <dd>
          {measure.label} <small>{hintOf(measure)}</small>
        </dd>
        <dt>in files</dt>
        <dd>
          <code>{measure.id}</code>
        </dd>
      </dl>
      <CardNote>{measure.source}</CardNote>
    </>
  );
}

interface HelpProps {
  readonly measure: Measure;
  readonly children: (handlers: RestHandlers) => ReactNode;
}

/** The card of a measure beside what stands for it. */
export function MeasureHelp({ measure, children }: HelpProps) {
  return (
    <RestCard card={() => <MeasureFacts measure={measure} />} testId="measure-card">
      {children}
    </RestCard>
  );
}

interface NameProps {
  readonly measure: Measure;
  /** With the small print beside the label. */
  readonly withHint?: boolean;
}

/** A measure as a table names it, with its card; tables are drawn again with each answer, and names stay. */
export const MeasureName = memo(function MeasureName({ measure, withHint = true }: NameProps) {
  return (
    <MeasureHelp measure={measure}>
      {(handlers) => (
        <button type="button" className={css.name} {...handlers}>
          {measure.label}
          {withHint && hintOf(measure) !== '' && <small> {hintOf(measure)}</small>}
        </button>
      )}
    </MeasureHelp>
  );
});
