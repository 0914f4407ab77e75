import type { EngineConfig, InjectionConfig } from '../../contract/index.ts';
import { coupledOutputs, couplingCalls } from '../couplings/calls.ts';
import { item } from '../memory/item.ts';
import { shiftOf } from '../memory/precision.ts';
import type { Plan } from '../plan/plan.ts';
import { Purpose } from '../random/draws.ts';
import { f64, i32 } from '../wat/literal.ts';
import { from, groupName, own, SELF, STEP, to } from './names.ts';

/**
 * What the updates of a step read, from the state at its start: the inputs start at 0 and receive couplings and injected
 * currents, and normal numbers are drawn for the noise. Groups whose outputs are injected come before those that they reach.
 */
export function inputs(plan: Plan): string[] {
  const { config } = plan;
  const zeroed = plan.groups.flatMap((group, g) =>
    group.inputs.map(({ address, uniform }) =>
      uniform
        ? `(f64.store ${own(address, true)} (f64.const 0))`
        : `(memory.fill (i32.add ${i32(address)} ${from(groupName(g))}) (i32.const 0) (i32.sub ${to(groupName(g))} ${from(groupName(g))}))`,
    ),
  );
  const signals = plan.groups.flatMap((_, group) =>
    coupledOutputs(plan, group).map((output) => outputCall(group, output)),
  );
  const coupled = couplingCalls(plan, (group) => `${from(groupName(group))} ${to(groupName(group))}`);
  const injected = injectionOrder(config).flatMap((group) => [
    ...injectedOutputs(config, group).map((output) => outputCall(group, output)),
    ...config.injections.filter(({ source }) => source === group).map((injection) => inject(plan, injection)),
  ]);
  return [...zeroed, ...normals(plan), ...signals, ...coupled, ...injected];
}

/** Evaluates an output of a group for all of its elements of this thread. */
export const outputCall = (group: number, output: number): string => {
  const name = groupName(group);
  return `(call $output_${group}_${output} ${STEP} (local.get $time) (i32.const 0) ${from(name)} ${to(name)} ${SELF})`;
};

/** Draws the normal numbers of each group for this step. */
function normals(plan: Plan): string[] {
  const { precision, seed } = plan.config;
  const shift = i32(shiftOf({ precision }));
  return plan.groups.flatMap(({ config, normals: columns, replicated }, g) =>
    columns.map((address, index) => {
      const name = groupName(g);
      const elements = replicated
        ? `(i32.const 0) (i32.const 1)`
        : `(i32.shr_u ${from(name)} ${shift}) (i32.shr_u ${to(name)} ${shift})`;
      const out = replicated ? own(address, true) : `(i32.add ${i32(address)} ${from(name)})`;
      return `(call $normals_${precision} ${STEP} ${i32(index)} ${elements} ${[seed, config.key, Purpose.noise].map(i32).join(' ')} ${out})`;
    }),
  );
}

/** Outputs of a group that are injected, and so are evaluated in each step. */
export function injectedOutputs(config: EngineConfig, group: number): number[] {
  const used = config.injections.filter(({ source, output }) => source === group && output.of === 'output');
  return [...new Set(used.map(({ output }) => output.index))];
}

/** Groups that inject, in such an order that each comes after those that inject into it. */
function injectionOrder(config: EngineConfig): number[] {
  const waiting = new Set(config.injections.map(({ source }) => source));
  const order: number[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(
      (group) => !config.injections.some(({ source, target }) => target === group && waiting.has(source)),
    );
    if (ready.length === 0) throw new RangeError('injections form a circle');
    for (const group of ready) waiting.delete(group);
    order.push(...ready);
  }
  return order;
}

/** Adds a current to the inputs of the group that it is injected into. */
function inject(plan: Plan, injection: InjectionConfig): string {
  const source = item(plan.groups, injection.source);
  const target = item(plan.groups, injection.target);
  const column = item(injection.output.of === 'state' ? source.states : source.outputs, injection.output.index);
  const { address, uniform } = item(target.inputs, injection.input);
  const broadcasts = source.config.size === 1;
  if (!broadcasts && source.config.size !== target.config.size) {
    throw new RangeError(`${injection.name}: ${source.config.size} currents for ${target.config.size} elements`);
  }
  const scale = f64(injection.scale);
  const signal = own(column, source.replicated);
  if (uniform) return `(call $shared ${own(address, true)} ${signal} ${scale})`;
  const name = groupName(injection.target);
  return `(call ${broadcasts ? '$broadcast' : '$inject'} ${i32(address)} ${signal} ${scale} ${from(name)} ${to(name)})`;
}
