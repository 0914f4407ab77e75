"""One neuron whose Poisson inputs learn by additive spike-timing dependent plasticity, in NumPy: all seeds at once, a row each.

Song, Miller and Abbott (2000), all pairs of spikes. A step: the potential advances exactly with the conductance of its middle, the
threshold is tested, input spikes arrive (they weaken their synapse, then open it), a spike of the neuron strengthens all synapses.
"""
import numpy as np

from document import by_id, drawn, quantity
from jump_networks import SAMPLE_MS
from measures import Record

CHUNK = 1000  # Steps whose inputs are drawn at once.
TAU_PLUS, TAU_MINUS = 20, 20


def simulate(document, seeds, wanted):
    """Runs all seeds together; for each of them a Record of the neuron."""
    rng = np.random.default_rng(20181)
    dt, duration = quantity(document['run']['dt']), quantity(document['run']['duration'])
    node, = (one for one in document['nodes'] if one['kind'] == 'population')
    edge, = (one for one in document['edges'] if one['kind'] == 'synapse')
    stimulus = by_id(document, edge['source'])['parameters']
    rule, = edge['plasticity']
    if (node['model'], rule['model'], edge['delay'], edge['model']) != ('lif', 'stdp-additive', '0 ms', 'exponential-conductance'):
        raise ValueError('another network')
    of = {name: quantity(value) for name, value in node['parameters'].items()}
    tau, reversal = quantity(edge['parameters']['tau']), quantity(edge['parameters']['E_syn'])
    inputs, rate = int(stimulus['size']), quantity(stimulus['rate'])
    gain, loss, most = (quantity(rule['parameters'][name]) for name in ('A_plus', 'A_minus', 'w_max'))
    weights = drawn(edge['weight'], seeds * inputs, rng)
    by_seed = weights.reshape(seeds, inputs)
    pre, post = np.zeros(seeds * inputs), np.zeros(seeds)  # Traces; those of inputs as they were at the start of a chunk.
    v, g = np.full(seeds, float(quantity(node['initial']['v']))), np.zeros(seeds)
    times, samples = [[] for _ in range(seeds)], []
    half, whole, kept = np.exp(-dt / 2 / tau), np.exp(-dt / tau), np.exp(-dt / TAU_MINUS)
    for step in range(round(duration / dt)):
        within = step % CHUNK
        if within == 0:
            pre *= np.exp(-CHUNK * dt / TAU_PLUS)
            number = rng.poisson(CHUNK * dt * rate * seeds * inputs)
            at = np.sort(rng.integers(0, CHUNK, number))
            arriving = np.split(rng.integers(0, seeds * inputs, number), np.searchsorted(at, np.arange(1, CHUNK)))
        if step % round(SAMPLE_MS / dt) == 0:
            samples.append(v)
        conductance = of['R'] * g * half
        total = 1 + conductance
        rest = (of['E_L'] + conductance * reversal) / total
        v = rest + (v - rest) * np.exp(-dt * total / of['tau_m'])
        g *= whole
        post *= kept
        fired = v > of['V_th']
        spikes = arriving[within]
        owners = spikes // inputs
        np.add.at(pre, spikes, np.exp(within * dt / TAU_PLUS))
        np.subtract.at(weights, spikes, most * loss * post[owners])
        weights[spikes] = np.maximum(weights[spikes], 0)
        g += np.bincount(owners, weights[spikes], seeds)
        if fired.any():
            post[fired] += 1
            traces = pre.reshape(seeds, inputs)[fired] * np.exp(-within * dt / TAU_PLUS)
            by_seed[fired] = np.minimum(by_seed[fired] + most * gain * traces, most)
            v = np.where(fired, of['V_reset'], v)
            for seed in np.flatnonzero(fired):
                times[seed].append(step * dt)
    return [{name: Record(1, np.array(times[seed]), np.zeros(len(times[seed]), int), np.array(samples)[:, seed][None], SAMPLE_MS,
                          duration, quantity(document['run']['from']), weights=by_seed[seed] / most) for name in wanted}
            for seed in range(seeds)]
