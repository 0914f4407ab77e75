import type { Draft } from 'immer';
import { groupsOf } from './groups.ts';
import type { NetworkDocument, SweepDefinition } from './schema.ts';

/** Takes out what variants, sweeps and expectations say of nodes, groups and edges that are not in the network any more. */
export function dropReferences(draft: Draft<NetworkDocument>): void {
  const { nodes, edges, variants } = draft;
  const left = new Set<string | null>([null, ...[...nodes, ...groupsOf(draft), ...edges].map(({ id }) => id)]);
  for (const variant of variants) {
    if (variant.overrides.every(({ node }) => left.has(node))) continue;
    variant.overrides = variant.overrides.filter(({ node }) => left.has(node));
  }
  if (draft.expect.some(({ population }) => !left.has(population)))
    draft.expect = draft.expect.filter(({ population }) => left.has(population));
  const sweeps = draft.sweeps?.flatMap((sweep) => keptSweep(sweep, left) ?? []);
  if (sweeps === undefined || sweeps.every((sweep, k) => sweep === draft.sweeps?.[k])) return;
  if (sweeps.length > 0) draft.sweeps = sweeps;
  else delete draft.sweeps;
}

/** A sweep without the fields that are gone; null where nothing is left that it varies or looks at. */
function keptSweep(sweep: SweepDefinition, left: ReadonlySet<string | null>): SweepDefinition | null {
  const named = sweep.axes.flatMap(({ node, also = [] }) => [node, ...also.map((place) => place.node)]);
  if ([...named, sweep.population].every((id) => left.has(id))) return sweep;
  const axes = sweep.axes.flatMap((axis) => {
    const places = [{ node: axis.node, field: axis.field }, ...(axis.also ?? [])].filter(({ node }) => left.has(node));
    const [first, ...also] = places;
    if (first === undefined) return [];
    const { also: _before, ...range } = axis;
    return [{ ...range, ...first, ...(also.length === 0 ? {} : { also }) }];
  });
  return axes.length === 0 || !left.has(sweep.population) ? null : { ...sweep, axes };
}
