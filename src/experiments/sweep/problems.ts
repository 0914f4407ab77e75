import { findPopulationMeasure, populationMeasures } from '../../analysis/measures/index.ts';
import type { Problem } from '../../contract/index.ts';
import { problem } from '../../document/problems.ts';
import type { NetworkDocument, SweepDefinition } from '../../document/schema.ts';
import { shown, whatThereIs } from '../../document/schema-words.ts';
import { axisOf, sweepOf } from './definition.ts';

type Fault = Pick<Problem, 'field' | 'given' | 'allowed'> & { readonly sentence: string };

/** What keeps the sweeps of a network from being run or drawn: `Sweep 1: there is no measure "foo". There are ...` */
export function sweepProblems(document: NetworkDocument): Problem[] {
  return (document.sweeps ?? []).flatMap((definition, k) =>
    [...axisFaults(document, definition), ...populationFaults(document, definition), ...measureFaults(definition)].map(
      ({ field, ...said }) =>
        problem({
          code: 'sweep',
          subject: { id: null, title: `Sweep ${k + 1}` },
          field: `sweeps.${k}.${field}`,
          ...said,
        }),
    ),
  );
}

/** Of each axis; of all together where each alone is right. */
function axisFaults(document: NetworkDocument, definition: SweepDefinition): Fault[] {
  const faults = definition.axes.flatMap((axis, k): Fault[] => {
    const read = axisOf(document, axis);
    const given = `${axis.node ?? 'run'}.${axis.field}`;
    return 'fault' in read
      ? [{ field: `axes.${k}`, given, allowed: 'a number of the network', sentence: read.fault }]
      : [];
  });
  if (faults.length > 0) return faults;
  const sweep = sweepOf(document, definition);
  return 'fault' in sweep
    ? [{ field: 'axes', given: 'the ends', allowed: 'values that the network takes', sentence: sweep.fault }]
    : [];
}

function populationFaults({ nodes }: NetworkDocument, { population: given }: SweepDefinition): Fault[] {
  const known = nodes.flatMap(({ kind, id }) => (kind === 'population' ? [id] : []));
  if (known.includes(given)) return [];
  const sentence = `there is no population "${given}" to draw. ${whatThereIs(given, known)}`;
  return [{ field: 'population', given, allowed: known.join(', '), sentence }];
}

function measureFaults({ measures, measure }: SweepDefinition): Fault[] {
  const known = populationMeasures.map(({ id }) => id);
  const unknown = measures.flatMap((given, k): Fault[] => {
    if (findPopulationMeasure(given) !== undefined) return [];
    const sentence = `there is no measure ${shown(given)}. ${whatThereIs(given, known)}`;
    return [{ field: `measures.${k}`, given, allowed: known.join(', '), sentence }];
  });
  if (measures.includes(measure)) return unknown;
  const sentence = `it draws the measure ${shown(measure)}, which is not among those that it computes: ${measures.join(', ')}.`;
  return [...unknown, { field: 'measure', given: measure, allowed: measures.join(', '), sentence }];
}
