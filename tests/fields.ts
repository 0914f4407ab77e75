import type { NamedConfiguration } from '../src/document/configurations.ts';
import type { NetworkDocument } from '../src/document/schema.ts';
import { setField as set } from '../src/document/set-field.ts';
import { applyVariant as apply } from '../src/document/variants.ts';
import { configurations, textOf } from '../src/experiments/simulation/configurations.ts';
import { type Cell, documentOf } from '../src/experiments/sweep/sweep.ts';

/** The network with a field set; throws the sentence where that is refused. */
export function setField(
  document: NetworkDocument,
  node: string | null,
  field: string,
  value: unknown,
): NetworkDocument {
  const found = set(document, { node, field }, value);
  if (!found.ok) throw new Error(found.problem.message);
  return found.document;
}

/** The network of a sweep's cell; throws the sentence where there is none. */
export function cellDocument(sweep: Parameters<typeof documentOf>[0], cell: Cell): NetworkDocument {
  const found = documentOf(sweep, cell);
  if ('fault' in found) throw new Error(found.fault);
  return found;
}

/** The network as a variant has it; throws the sentence where an override does not fit. */
export function applyVariant(document: NetworkDocument, id: string): NetworkDocument {
  const { document: changed, problems } = apply(document, id);
  if (problems[0] !== undefined) throw new Error(problems[0].message);
  return changed;
}

/** Another text where another network, or other configurations, would run; throws the sentence where nothing can. */
export function runningText(document: NetworkDocument, compared: readonly NamedConfiguration[] | null = null): string {
  const running = configurations(document, compared);
  if (typeof running === 'string') throw new Error(running);
  return textOf(running);
}
