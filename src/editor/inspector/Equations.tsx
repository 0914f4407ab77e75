import { useMemo } from 'react';
import { readableEquations } from '../../document/models.ts';
import { equationsToTex, expressionToTex, parseExpression } from '../../equations/index.ts';
import type { NeuronModel } from '../../library/types.ts';
import { EquationBox } from './EquationBox.tsx';
import { Formula } from './Formula.tsx';

/** A neuron model's equations, threshold and reset, typeset. */
export function Equations({ model }: { model: NeuronModel }) {
  const { lines, threshold } = useMemo(() => {
    const symbols = Object.fromEntries(
      [...model.parameters, ...model.states].map(({ name, symbol }) => [name, symbol]),
    );
    const condition = model.threshold === null ? null : parseExpression(model.threshold).expression;
    return {
      lines: equationsToTex(readableEquations(model.equations), symbols),
      threshold: condition === null ? model.threshold : expressionToTex(condition, symbols),
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
          </>
        )}
      </p>
    </EquationBox>
  );
}
