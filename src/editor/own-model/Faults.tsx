import { type ModelFault, modelFaults } from '../../document/model-faults.ts';
import { missingParameter } from '../../document/model-fixes.ts';
import type { OwnModel } from '../../document/schema.ts';
import css from './Faults.module.css';
import { ModelButton } from './ModelButton.tsx';
import { editModel } from './store.ts';

/** Faults of the field, or of fields below it. */
export function faultsAt(model: OwnModel, field: string): readonly ModelFault[] {
  return modelFaults(model).filter((fault) => fault.field === field || fault.field.startsWith(`${field}.`));
}

/** Makes an unknown name a parameter, as one step of undo. */
export function addMissing(id: string, model: OwnModel, name: string): void {
  const parameter = missingParameter(model, name);
  editModel(id, `parameter ${name}`, (draft) => {
    draft.parameters.push(parameter);
  });
}

/** The sentences about a field, each with its remedy where there is one. */
export function Faults({
  id,
  model,
  faults,
  elementId,
}: {
  id: string;
  model: OwnModel;
  faults: readonly ModelFault[];
  elementId?: string;
}) {
  // A name that is missing in several places is added once.
  const first = (name: string) => faults.find(({ unknown }) => unknown === name);
  return (
    <ul className={css.faults} id={elementId} aria-live="polite">
      {faults.map((fault) => {
        const { message, unknown, field, span } = fault;
        return (
          <li key={`${field} ${span?.from} ${message}`}>
            {message}
            {unknown !== null && first(unknown) === fault && (
              <ModelButton onClick={() => addMissing(id, model, unknown)}>
                Make {unknown} a parameter ({missingParameter(model, unknown).unit})
              </ModelButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}
