import type { PlasticityConfig } from '../../contract/index.ts';
import { type EndText, lowerPlasticity, parseStatements, printExpression } from '../../equations/index.ts';
import { DIMENSIONLESS, parseUnit } from '../../units/index.ts';
import type { OracleGroup, OracleQuantity, OracleSynapses } from './case.ts';
import { factorOf } from './groups.ts';
import { NotSupported } from './not-supported.ts';

const EVENT_DRIVEN = /^d(\w+)\/dt\s*=.*\(event-driven\)$/;
const CONSTANT = /^(\w+)\s*:\s*([\w/*]+)$/;
/** `x_post += w*u*x`: what an arriving spike brings. */
const RELEASE = /^(\w+)_post$/;

/** Plasticity of a synapse object, and the state of the target that its spikes jump; null: none. */
export interface CasePlasticity {
  readonly config: PlasticityConfig;
  readonly state: string | null;
}

/** Brian2's event-driven variables: those that `on_pre` sets belong to the source, those that `on_post` sets to the target. */
export function plasticityOf(synapses: OracleSynapses): CasePlasticity {
  const lines = synapses.model.split('\n').map((line) => line.trim());
  const changing = lines.filter((line) => EVENT_DRIVEN.test(line));
  const constants = lines.flatMap((line) => {
    const [, name, unit] = CONSTANT.exec(line) ?? [];
    return name && unit ? [{ name, unit }] : [];
  });
  if (changing.length + constants.length !== lines.length) throw new NotSupported(`the synapses ${synapses.model}`);
  const onPre = statementsOf(synapses.on_pre);
  const onPost = statementsOf(synapses.on_post);
  const set = [...onPre, ...onPost].map(({ target }) => target);
  const idle = changing.find((line) => !set.includes(EVENT_DRIVEN.exec(line)?.[1] ?? ''));
  if (idle !== undefined) throw new NotSupported(`the synaptic variable ${idle}`);
  const release = onPre.find(({ target }) => RELEASE.test(target));
  const releasedAt = release === undefined ? -1 : onPre.indexOf(release);
  const end = (own: typeof onPre, split: number): EndText => {
    const names = new Set(own.map(({ target }) => target));
    const equations = changing.filter((line) => names.has(EVENT_DRIVEN.exec(line)?.[1] ?? ''));
    const states = equations.map((line) => EVENT_DRIVEN.exec(line)?.[1] ?? '');
    const text = (part: typeof onPre): string =>
      part
        .filter(({ target }) => states.includes(target))
        .map((statement) => statement.text)
        .join('; ');
    return {
      equations: equations.map((line) => line.replace('(event-driven)', '')).join('\n'),
      initial: Object.fromEntries(states.map((name) => [name, numberOf(synapses.initial[name])])),
      before: text(split < 0 ? own : own.slice(0, split)),
      after: text(split < 0 ? [] : own.slice(split)),
    };
  };
  const onWeight = (own: typeof onPre): string =>
    own
      .filter(({ target }) => target === 'w')
      .map(({ text }) => text)
      .join('; ');
  const w = constants.find(({ name }) => name === 'w');
  const parameters = [
    ...Object.entries(synapses.parameters).map(([name, quantity]) => parameterOf(name, quantity)),
    ...constants.filter(({ name }) => name !== 'w').map(({ name }) => parameterOf(name, synapses.initial[name])),
  ];
  const lowered = lowerPlasticity(
    [
      {
        pre: end(onPre, releasedAt),
        post: end(onPost, -1),
        onPre: onWeight(onPre),
        onPost: onWeight(onPost),
        release: release ? printExpression(release.expression) : null,
        every: null,
        parameters,
      },
    ],
    parseUnit(w?.unit ?? '1')?.dimension ?? DIMENSIONLESS,
  );
  if (!lowered.ok) throw new NotSupported(`the synapses ${synapses.name}: ${lowered.faults[0]?.message ?? ''}`);
  const state = release ? (RELEASE.exec(release.target)?.[1] ?? null) : null;
  return { config: { ...lowered.config, scale: state === null ? 0 : 1 }, state };
}

function statementsOf(text: string | null) {
  const { statements, faults } = parseStatements(text ?? '');
  if (text !== null && faults[0]) throw new NotSupported(`"${text}": ${faults[0].message}`);
  return statements;
}

function numberOf(quantity: OracleQuantity | undefined): number {
  if (quantity === undefined) return 0;
  const { value, unit } = quantity;
  return (Array.isArray(value) ? (value[0] ?? 0) : value) * factorOf(unit);
}

const parameterOf = (name: string, quantity: OracleQuantity | undefined) => ({
  name,
  dimension: parseUnit(quantity?.unit ?? '1')?.dimension ?? DIMENSIONLESS,
  value: numberOf(quantity),
});

/** A generator that synapses end at, as a group: a jump makes each element spike one step after. */
export const relayOf = (name: string, n: number): OracleGroup => ({
  name,
  n,
  equations: 'dv/dt = 0*v/ms : 1',
  threshold: 'v > 0.5',
  reset: 'v -= 1',
  method: 'euler',
  parameters: {},
  initial: {},
  refractory_ms: 0,
});
