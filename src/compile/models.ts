import { modelFaults } from '../document/model-faults.ts';
import { type Context, report, titleOf } from './context.ts';

/** Reports every fault of the document's own models; one that no population uses keeps nothing from running. */
export function checkModels(context: Context): void {
  const { models = {}, nodes } = context.document;
  for (const [id, model] of Object.entries(models)) {
    const used = nodes.some((node) => node.kind === 'population' && node.model === id);
    for (const { field, message, span } of modelFaults(model)) {
      report(context, {
        code: 'model-faults',
        severity: used ? 'error' : 'warning',
        subject: { id: null, title: titleOf('Model', model.name) },
        field: `models.${id}.${field}`,
        allowed: 'a model without faults',
        sentence: message,
        ...(span === null ? {} : { span }),
      });
    }
  }
}
