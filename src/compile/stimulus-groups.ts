import type { Problem, Values } from '../contract/index.ts';
import { problem, type Subject } from '../document/problems.ts';
import type { StimulusNode } from '../document/schema.ts';
import { lowerGroup, parseEquations } from '../equations/index.ts';
import { streamKey } from '../equations/stream-key.ts';
import type { CurrentStimulus } from '../library/types.ts';
import { currentValues, type Reach } from './currents.ts';
import { type CompiledGroup, groupConfig } from './groups.ts';
import { checkHeldNoise, spreadStates } from './noisy-current.ts';
import { gather, type Outcome } from './outcome.ts';
import { declared } from './parts.ts';
import { type Context, titleOf } from './resolve.ts';
import { checkPrecision } from './single-precision.ts';
import { checkSignal, checkWindow } from './timing.ts';

const subjectOf = ({ id, name }: StimulusNode): Subject => ({ id, title: titleOf('Stimulus', name) });

/** What is wrong with a current stimulus that is switched on, whether or not it reaches something. */
export function checkCurrent(
  context: Context,
  node: StimulusNode,
  { parameters }: CurrentStimulus,
  values: ReturnType<typeof currentValues>,
): readonly Problem[] {
  const subject = subjectOf(node);
  return [
    ...values.problems,
    ...checkWindow(subject, parameters, values),
    ...checkSignal(context.dtMs, subject, parameters, values),
    ...checkPrecision(context, subject, parameters, values),
  ];
}

/** A current stimulus as a group: of one element, or of one for each neuron of its target. */
export function compileCurrent(
  { dtMs }: Context,
  node: StimulusNode,
  model: CurrentStimulus,
  reach: Reach,
): Outcome<CompiledGroup | null> {
  const subject = subjectOf(node);
  const parameters = currentValues(node, model, reach).value;
  const lowered = lowerGroup({
    equations: parseEquations(model.equations).equations,
    parameters: declared(model.parameters, '', parameters).parameters,
    inputs: [],
    threshold: null,
    reset: null,
    integrator: 'default',
    dtMs,
  });
  if (!lowered.ok) {
    const problems = lowered.faults.map(({ message }) => problem({ code: 'equations', subject, sentence: message }));
    return { value: null, problems };
  }
  const initial = new Map(
    lowered.states.flatMap(({ name }): [string, Values][] => {
      const start = model.initial[name] ?? '';
      const values = parameters.get(typeof start === 'object' ? start.mean : start);
      return values === undefined ? [] : [[name, values]];
    }),
  );
  const facts = { name: node.name, key: streamKey(reach.edge), size: reach.size, inputs: [], initial, parameters };
  const config = groupConfig(facts, lowered);
  return gather(({ tell }) => {
    if (lowered.integrator === 'exact' && lowered.noise !== 'none')
      tell(checkHeldNoise(dtMs, subject, model, parameters));
    return {
      model: null,
      method: { integrator: lowered.integrator, noise: lowered.noise },
      synapticState: new Map(),
      couplings: { incoming: new Map(), outgoing: new Map(), ownSpikes: [] },
      timescales: null,
      dimensions: new Map([...lowered.states, ...lowered.outputs].map(({ name, dimension }) => [name, dimension])),
      config: { ...config, states: spreadStates(config.states, model, parameters, reach.edge) },
    };
  });
}
