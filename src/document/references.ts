import type { Draft } from 'immer';
import { groupsOf } from './groups.ts';
import type { NetworkDocument, SweepDefinition, Variant } from './schema.ts';
import type { FieldPlace } from './set-field.ts';

/** Fields whose value is the id of a node or group. */
const ENDS: readonly string[] = ['source', 'target', 'parent'];

/** Takes out what variants, sweeps and expectations say of nodes, groups and edges that are not in the network any more. */
export function dropReferences(draft: Draft<NetworkDocument>): void {
  const { nodes, edges, variants } = draft;
  const left = new Set<string | null>([null, ...[...nodes, ...groupsOf(draft), ...edges].map(({ id }) => id)]);
  const isLeft = ({ node, field, value }: Variant['overrides'][number]): boolean =>
    left.has(node) && (!ENDS.includes(field) || typeof value !== 'string' || left.has(value));
  for (const variant of variants) {
    if (!variant.overrides.every(isLeft)) variant.overrides = variant.overrides.filter(isLeft);
  }
  if (draft.expect.some(({ population }) => !left.has(population)))
    draft.expect = draft.expect.filter(({ population }) => left.has(population));
  const other = nodes.find(({ kind }) => kind === 'population')?.id;
  changeSweeps(draft, (sweep) => keptSweep(sweep, left, other));
}

/** Changes each sweep or takes it away (null). */
export function changeSweeps(
  draft: Draft<NetworkDocument>,
  change: (sweep: SweepDefinition) => SweepDefinition | null,
): void {
  const sweeps = draft.sweeps?.flatMap((sweep) => change(sweep) ?? []);
  if (sweeps === undefined || sweeps.every((sweep, k) => sweep === draft.sweeps?.[k])) return;
  if (sweeps.length > 0) draft.sweeps = sweeps;
  else delete draft.sweeps;
}

/**
 * A sweep without the fields that are gone; of another population where the one that is drawn is gone, since all are measured. Null
 * where nothing is left that it varies or looks at.
 */
function keptSweep(
  sweep: SweepDefinition,
  left: ReadonlySet<string | null>,
  other: string | undefined,
): SweepDefinition | null {
  const population = left.has(sweep.population) ? sweep.population : other;
  if (population === undefined) return null;
  const kept = withPlaces(sweep, (place) => (left.has(place.node) ? place : null));
  return kept === null || population === sweep.population ? kept : { ...kept, population };
}

/** A sweep of which each field that it varies is what `change` makes of it, or is dropped (null); null: none is left. */
export function withPlaces(
  sweep: SweepDefinition,
  change: (place: FieldPlace) => FieldPlace | null,
): SweepDefinition | null {
  const placesOf = ({ node, field, also = [] }: SweepDefinition['axes'][number]) => [{ node, field }, ...also];
  if (sweep.axes.flatMap(placesOf).every((place) => change(place) === place)) return sweep;
  const axes = sweep.axes.flatMap((axis) => {
    const [first, ...also] = placesOf(axis).flatMap((place) => change(place) ?? []);
    if (first === undefined) return [];
    const { also: _before, ...range } = axis;
    return [{ ...range, ...first, ...(also.length === 0 ? {} : { also }) }];
  });
  return axes.length === 0 ? null : { ...sweep, axes };
}
