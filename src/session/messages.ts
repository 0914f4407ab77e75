import type { Estimate } from '../contract/index.ts';

/** Why a network is not built: what it would take, what is allowed, what to do. */
export function buildRefusal(estimate: Estimate, budgetBytes: number): string {
  return (
    `This network needs about ${grouped(estimate.synapses)} synapses for ${grouped(estimate.neurons)} neurons, ` +
    `${megabytes(estimate.bytes)} of memory; the budget is ${megabytes(budgetBytes)}. ` +
    'Make the populations smaller, lower the connection probability or in-degree, or raise the budget.'
  );
}

/** Where and when a state left all bounds: within a slice [fromMs, toMs]. */
export function divergence(
  fault: { readonly group: string; readonly state: string; readonly element: number; readonly of?: 'synapse' },
  fromMs: number,
  toMs: number,
): string {
  const owner = fault.of === 'synapse' ? 'Synapse' : 'Population';
  return (
    `${owner} "${fault.group}": ${fault.state} of ${fault.of ?? 'neuron'} ${fault.element} is no longer a finite number below 10^30, ` +
    `since a time between ${milliseconds(fromMs)} and ${milliseconds(toMs)}. ` +
    'Try a smaller time step or another integrator, and look for a division by 0 and for parameters that are too large.'
  );
}

const grouped = (count: number) => Math.round(count).toLocaleString('en-US');
const megabytes = (bytes: number) => `${grouped(Math.ceil(bytes / 1e6))} MB`;
const milliseconds = (timeMs: number) => `${Number(timeMs.toFixed(3))} ms`;
