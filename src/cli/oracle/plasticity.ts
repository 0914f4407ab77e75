import type { PlasticityConfig } from '../../contract/index.ts';
import { type EndText, lowerPlasticity, parseStatements, printEquation } from '../../equations/index.ts';
import { DIMENSIONLESS, parseUnit } from '../../units/index.ts';
import type { OracleGroup, OracleQuantity, OracleSynapses } from './case.ts';
import { factorOf } from './groups.ts';
import { NotSupported } from './not-supported.ts';
import { type OrderedStatements, orderStatements } from './statement-order.ts';
import { isConstant, isEventDriven, modelOf } from './synapse-model.ts';

/** Plasticity of a synapse object, and the state of the target that its spikes jump; null: none. */
export interface CasePlasticity {
  readonly config: PlasticityConfig;
  readonly state: string | null;
}

/** Brian2's event-driven variables: those that `on_pre` sets belong to the source, those that `on_post` sets to the target. */
export function plasticityOf(synapses: OracleSynapses): CasePlasticity {
  const equations = modelOf(synapses);
  const changing = equations.filter(isEventDriven);
  const constants = equations.filter(isConstant);
  if (changing.length + constants.length !== equations.length) throw new NotSupported(`the synapses ${synapses.model}`);
  const onPre = statementsOf(synapses.on_pre);
  const onPost = statementsOf(synapses.on_post);
  const states = changing.map(({ name }) => name);
  const setBy = (statements: typeof onPre) => states.filter((name) => statements.some(({ target }) => target === name));
  const [ofSource, ofTarget] = [setBy(onPre), setBy(onPost)];
  const idle = changing.find(({ name }) => ![...ofSource, ...ofTarget].includes(name));
  if (idle !== undefined) throw new NotSupported(`the synaptic variable ${idle.text}`);
  const shared = ofSource.find((name) => ofTarget.includes(name));
  if (shared !== undefined)
    throw new NotSupported(`the synaptic variable ${shared}, which both on_pre and on_post set`);
  const pre = orderStatements('on_pre', onPre, ofSource);
  const post = orderStatements('on_post', onPost, ofTarget);
  if (post.release !== null) throw new NotSupported('on_post with a release');
  const end = ({ before, after }: OrderedStatements, names: readonly string[]): EndText => ({
    equations: changing
      .filter(({ name }) => names.includes(name))
      .map((equation) => printEquation({ ...equation, flags: [] }))
      .join('\n'),
    initial: Object.fromEntries(names.map((name) => [name, numberOf(synapses.initial[name])])),
    before,
    after,
  });
  const w = constants.find(({ name }) => name === 'w');
  const parameters = [
    ...Object.entries(synapses.parameters).map(([name, quantity]) => parameterOf(name, quantity)),
    ...constants.filter(({ name }) => name !== 'w').map(({ name }) => parameterOf(name, synapses.initial[name])),
  ];
  const lowered = lowerPlasticity(
    [
      {
        pre: end(pre, ofSource),
        post: end(post, ofTarget),
        onPre: pre.onWeight,
        onPost: post.onWeight,
        release: pre.release,
        every: null,
        parameters,
      },
    ],
    w?.dimension ?? DIMENSIONLESS,
  );
  if (!lowered.ok) throw new NotSupported(`the synapses ${synapses.name}: ${lowered.faults[0]?.message ?? ''}`);
  return { config: { ...lowered.config, scale: pre.receiver === null ? 0 : 1 }, state: pre.receiver };
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
