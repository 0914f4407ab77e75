"""Repeated groups of conductance-based neurons with graded synapses (Börgers 2017), in NumPy: all seeds at once, by RK4.

A population is an array of seeds by copies by neurons. Of a repeated population a Record has the first copy, and the spike times of
each.
"""
import numpy as np

from document import drawn, quantity
from measures import Record
from jump_networks import SAMPLE_MS

THRESHOLD_MV = 0
# Membranes of 10,000 um^2, in pF, nS, mV.
CELLS = {
    'reduced-traub-miles': dict(C=100, g_Na=10000, g_K=8000, g_L=10, E_Na=50, E_K=-100, E_L=-67, v=-66.5911, h=0.995496, n=0.040275),
    'wang-buzsaki': dict(C=100, g_Na=3500, g_K=900, g_L=10, E_Na=55, E_K=-90, E_L=-65, v=-64.0176, h=0.780792, n=0.089078),
}
CHANNELS = {
    'excitatory': dict(tau_r=0.5, tau_d=3, tau_q=1, tau_on=0.1, E_syn=0), 'inhibitory': dict(tau_r=0.5, tau_d=9, tau_q=1, tau_on=0.1, E_syn=-75),
}


def linear_rate(x):
    """x/(1 - exp(-x)), which is 1 at 0."""
    small = np.abs(x) < 1e-6
    return np.where(small, 1 + x / 2, x / -np.expm1(-np.where(small, 1, x)))


def rates(cell, v):
    """Of opening and closing of m, h and n, in 1/ms."""
    if cell == 'reduced-traub-miles':
        return (1.28 * linear_rate((v + 54) / 4), 1.4 * linear_rate(-(v + 27) / 5), 0.128 * np.exp(-(v + 50) / 18),
                4 / (1 + np.exp(-(v + 27) / 5)), 0.16 * linear_rate((v + 52) / 5), 0.5 * np.exp(-(v + 57) / 40))
    return (linear_rate((v + 35) / 10), 4 * np.exp(-(v + 60) / 18), 5 * 0.07 * np.exp(-(v + 58) / 20),
            5 / (1 + np.exp(-(v + 28) / 10)), 5 * 0.1 * linear_rate((v + 34) / 10), 5 * 0.125 * np.exp(-(v + 44) / 80))


class Population:
    def __init__(self, node, seeds, copies, sign, rng):
        self.cell, self.size = node['model'], node['size']
        shape = (seeds, copies, self.size)
        self.of = dict(CELLS[self.cell])
        self.of.update({name: drawn(value, shape, rng) for name, value in node['parameters'].items()})
        start = drawn(node['initial'].get('v', self.of['v']), shape, rng)
        # Potential, gates h and n, transmitter, and open share of the channels of its targets.
        self.state = np.stack([start, np.full(shape, self.of['h']), np.full(shape, self.of['n']), np.zeros(shape), np.zeros(shape)])
        self.channel = CHANNELS[sign]
        self.above = start > THRESHOLD_MV
        self.times, self.samples = [], []

    def slope(self, state, current):
        """`current` is a conductance times (reversal - v), in pA."""
        v, h, n, q, s = state
        of, to = self.of, self.channel
        open_m, close_m, open_h, close_h, open_n, close_n = rates(self.cell, v)
        sodium = of['g_Na'] * (open_m / (open_m + close_m)) ** 3 * h * (of['E_Na'] - v)
        total = sodium + of['g_K'] * n ** 4 * (of['E_K'] - v) + of['g_L'] * (of['E_L'] - v) + current
        released = 0.5 * (1 + np.tanh(v / 10)) * (1 - q) / to['tau_on'] - q / to['tau_q']
        return np.stack([total / of['C'], open_h * (1 - h) - close_h * h, open_n * (1 - n) - close_n * n, released,
                         q * (1 - s) / to['tau_r'] - s / to['tau_d']])


class Channels:
    """Of a projection: a graph of its own for each seed and pair of copies."""

    def __init__(self, edge, source, target, seeds, copies, rng):
        if edge['model'] != 'graded-rise' or edge['parameters'] or edge['rule']['type'] != 'fixed-probability':
            raise ValueError(edge['id'])
        self.source, self.target = source, target
        near = np.eye(copies)
        if edge.get('copies', 'same') == 'neighbours':
            near = np.roll(near, 1, axis=1) + np.roll(near, -1, axis=1)
        joined = rng.random((seeds, copies, source.size, copies, target.size)) < edge['rule']['probability']
        joined = joined * near[None, :, None, :, None]
        if source is target:
            joined *= 1 - np.eye(source.size)[None, None, :, None, :]
        rows, columns = copies * source.size, copies * target.size
        self.conductances = quantity(edge['weight']) * edge['relativeStrength'] * joined.reshape(seeds, rows, columns)

    def current(self, states):
        s, v = states[self.source][4], states[self.target][0]
        opened = np.einsum('ki,kij->kj', s.reshape(len(s), -1), self.conductances, optimize=True).reshape(v.shape)
        return opened * (self.source.channel['E_syn'] - v)


def simulate(document, seeds, wanted):
    """Runs all seeds together; for each of them a Record of each wanted population."""
    rng = np.random.default_rng(20181)
    dt = quantity(document['run']['dt'])
    group, = document['groups']
    copies = group['repeat']['columns'] * group['repeat']['rows']
    if group['repeat']['rows'] != 1 or group['repeat']['border'] != 'periodic':
        raise ValueError('copies stand in a ring')
    edges = [edge for edge in document['edges'] if edge['kind'] == 'synapse']
    signs = {edge['source']: edge['sign'] for edge in edges}
    groups = {node['id']: Population(node, seeds, copies, signs[node['id']], rng)
              for node in document['nodes'] if node['kind'] == 'population'}
    channels = [Channels(edge, groups[edge['source']], groups[edge['target']], seeds, copies, rng) for edge in edges]

    def slopes(states):
        return {one: one.slope(state, sum(c.current(states) for c in channels if c.target is one)) for one, state in states.items()}

    def moved(states, by, slope):
        return {one: state + by * slope[one] for one, state in states.items()}

    for step in range(round(quantity(document['run']['duration']) / dt)):
        states = {one: one.state for one in groups.values()}
        if step % round(SAMPLE_MS / dt) == 0:
            for one in groups.values():
                one.samples.append(one.state[0, :, 0].copy())
        first = slopes(states)
        second = slopes(moved(states, dt / 2, first))
        third = slopes(moved(states, dt / 2, second))
        fourth = slopes(moved(states, dt, third))
        for one in groups.values():
            one.state = one.state + dt / 6 * (first[one] + 2 * second[one] + 2 * third[one] + fourth[one])
            above = one.state[0] > THRESHOLD_MV
            fired = np.nonzero(above & ~one.above)
            one.above = above
            if len(fired[0]):
                one.times.append((np.full(len(fired[0]), step * dt), *fired))
    return [{name: record(groups[name], seed, copies, document) for name in wanted} for seed in range(seeds)]


def record(group, seed, copies, document):
    times, seeds, columns, neurons = (np.concatenate(part) for part in zip(*group.times))
    of = lambda column: (seeds == seed) & (columns == column)
    return Record(group.size, times[of(0)], neurons[of(0)], np.stack([sample[seed] for sample in group.samples], axis=1), SAMPLE_MS,
                  quantity(document['run']['duration']), quantity(document['run']['from']),
                  copies=[times[of(column)] for column in range(copies)])
