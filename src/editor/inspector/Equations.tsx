import { useMemo } from 'react';
import { Formula } from '../../controls/Formula.tsx';
import { readableEquations } from '../../document/models.ts';
import { equationsToTex, expressionToTex, parseExpression } from '../../equations/index.ts';
import type { NeuronModel } from '../../library/types.ts';
import { EquationBox } from './EquationBox.tsx';

/** A neuron model's equations, threshold, reset and refractory condition, typeset. */
export function Equations({ model }: { model: NeuronModel }) {
  const { lines, threshold, held } = useMemo(() => {
    const symbols = Object.fromEntries(
      [...model.parameters, ...model.states].map(({ name, symbol }) => [name, symbol]),
    );
    const typeset = (text: string): string => {
      const { expression } = parseExpression(text);
      return expression === null ? text : expressionToTex(expression, symbols);
    };
    return {
      lines: equationsToTex(readableEquations(model.equations), symbols),
      threshold: model.threshold === null ? null : typeset(model.threshold),
      held: model.refractoryWhile === undefined ? null : typeset(model.refractoryWhile),
    };
  }, [model]);
  return (
    <EquationBox>
      {lines.map((tex) => (
        <Formula key={tex} tex={tex} block />
      ))}
      <p>
        {threshold === null ? (
          'emits no spikes'
        ) : (
          <>
            spikes when <Formula tex={threshold} />
            {model.reset.trim() === '' ? '; nothing is reset' : '; then '}
            {model.reset.trim() !== '' && <code>{model.reset}</code>}
            {held === threshold && '; once for each upward crossing'}
            {held !== null && held !== threshold && (
              <>
                ; refractory while <Formula tex={held} />
              </>
            )}
          </>
        )}
      </p>
    </EquationBox>
  );
}
