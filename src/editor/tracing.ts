import { originOf } from '../document/repeats.ts';
import { isTraced, traceNeuron } from '../document/trace-neuron.ts';
import type { Tracing } from '../plots/neurons.ts';
import { useCanvas } from './canvas-store.ts';
import { useEditor } from './store.ts';

/** Of a node that has not been drawn yet, px. */
const USUAL = { width: 160, height: 72 };

/** Neurons that are pointed at go to a probe of traces, as one step of undo; what is recorded of them begins then. */
export const tracing: Tracing = {
  isTraced: (population, neuron) => isTraced(useEditor.getState().document, originOf(population), neuron),
  trace(id, neuron) {
    const population = originOf(id);
    const { edit } = useEditor.getState();
    const { handle, announce } = useCanvas.getState();
    const sizes = handle?.sizes() ?? new Map();
    let probe: string | null = null;
    edit('Trace a neuron', (draft) => {
      probe = traceNeuron(draft, { population, neuron }, (node) =>
        node.kind === 'probe' ? node.size : (sizes.get(node.id) ?? USUAL),
      );
    });
    const { document } = useEditor.getState();
    const nameOf = (node: string | null): string => document.nodes.find((one) => one.id === node)?.name ?? '';
    if (probe !== null) announce(`${nameOf(population)} ${neuron} is traced in ${nameOf(probe)}.`);
  },
};
