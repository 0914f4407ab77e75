import type { OracleCase, OracleSynapses } from './case.ts';
import { isEventDriven, readModel } from './synapse-model.ts';

/** Whether synapses have variables of their own that change: STDP traces, u and x. */
export const isPlastic = (synapses: OracleSynapses): boolean => readModel(synapses).equations.some(isEventDriven);

/**
 * The case with plastic synapses whose constants differ taken apart, one object each, since the engine has one rule for a
 * projection. Object S becomes S_0, S_1, ...; what is recorded of it follows.
 */
export function splitPlastic(oracle: OracleCase): OracleCase {
  return oracle.synapses.reduce((whole, synapses) => {
    const differs = Object.entries(synapses.initial).some(
      ([name, { value }]) => name !== 'w' && Array.isArray(value) && value.some((each) => each !== value[0]),
    );
    return isPlastic(synapses) && differs ? apart(whole, synapses) : whole;
  }, oracle);
}

function apart(oracle: OracleCase, synapses: OracleSynapses): OracleCase {
  const { name } = synapses;
  const places = synapses.pre_index.map((_, place) => place);
  const each = <T extends { readonly of: string }>(list: readonly T[], change: (entry: T, place: number) => T): T[] =>
    list.flatMap((entry) =>
      entry.of === name ? places.map((place) => ({ ...change(entry, place), of: `${name}_${place}` })) : [entry],
    );
  const finals = Object.entries(oracle.expected.final).flatMap(([key, entry]) => {
    const [of, variable] = key.split('.');
    if (of !== name) return [[key, entry] as const];
    return places.map(
      (place) => [`${name}_${place}.${variable}`, { ...entry, value: at(entry.value, place) }] as const,
    );
  });
  return {
    ...oracle,
    synapses: oracle.synapses.flatMap((other) =>
      other === synapses ? places.map((place) => onlyOne(synapses, place)) : [other],
    ),
    record: each(oracle.record, (entry, place) => ({ ...entry, index: at(entry.index, place).map(() => 0) })),
    final: each(oracle.final, (entry) => entry),
    expected: {
      ...oracle.expected,
      traces: each(oracle.expected.traces, (trace, place) => ({
        ...trace,
        index: [0],
        values: at(trace.values, trace.index.indexOf(place)),
      })),
      final: Object.fromEntries(finals),
    },
  };
}

const at = <T>(list: readonly T[], place: number): T[] => list.slice(place, place + 1);

function onlyOne(synapses: OracleSynapses, place: number): OracleSynapses {
  const initial = Object.entries(synapses.initial).map(([name, { value, unit }]) => [
    name,
    { value: Array.isArray(value) ? at(value, place) : value, unit },
  ]);
  return {
    ...synapses,
    name: `${synapses.name}_${place}`,
    pre_index: at(synapses.pre_index, place),
    post_index: at(synapses.post_index, place),
    delay_steps: at(synapses.delay_steps, place),
    initial: Object.fromEntries(initial),
  };
}
