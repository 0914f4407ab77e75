import { type Equation, parseEquations } from '../../equations/index.ts';
import type { OracleSynapses } from './case.ts';
import { NotSupported } from './not-supported.ts';

/** The lines of a synapse object, each of which the model language reads as Brian2 does. */
export const readModel = ({ model }: OracleSynapses) => parseEquations(model);

/** The same; throws NotSupported where one cannot be read. */
export function modelOf(synapses: OracleSynapses): readonly Equation[] {
  const { equations, faults } = readModel(synapses);
  if (faults[0]) throw new NotSupported(`the synapses ${synapses.model}: ${faults[0].message}`);
  return equations;
}

/** `dx/dt = -x/tau : 1 (event-driven)`: solved from spike to spike. */
export const isEventDriven = ({ kind, flags }: Equation): boolean =>
  kind === 'differential' && flags.length === 1 && flags[0] === 'event-driven';

/** `w : volt`: one constant for each synapse. */
export const isConstant = ({ kind, flags }: Equation): boolean => kind === 'declaration' && flags.length === 0;
