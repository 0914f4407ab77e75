import type { Problem } from '../contract/index.ts';
import { modelFaults } from '../document/model-faults.ts';
import { problem } from '../document/problems.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { titleOf } from './resolve.ts';

/** Every fault of the document's own models; one that no population uses keeps nothing from running. */
export function checkModels({ models = {}, nodes }: NetworkDocument): readonly Problem[] {
  return Object.entries(models).flatMap(([id, model]) => {
    const used = nodes.some((node) => node.kind === 'population' && node.model === id);
    return modelFaults(model).map(({ field, message, span }) =>
      problem({
        code: 'model-faults',
        severity: used ? 'error' : 'warning',
        subject: { id: null, title: titleOf('Model', model.name) },
        field: `models.${id}.${field}`,
        allowed: 'a model without faults',
        sentence: message,
        ...(span === null ? {} : { span }),
      }),
    );
  });
}
