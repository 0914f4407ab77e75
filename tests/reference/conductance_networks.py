"""Networks of integrate-and-fire neurons whose conductances come from all neurons alike, in NumPy: all seeds at once, a row each.

Membranes and NMDA gates advance by the midpoint rule, conductances and currents that decay exponentially by their exact factor. A
step: potentials are sampled, states advance, thresholds are tested, spikes arrive that are due, spikes reset.
"""
import numpy as np

from document import by_id, drawn, quantity
from jump_networks import SAMPLE_MS, record

NMDA = {'alpha': 0.5, 'E_syn': 0, 'Mg': 1}


class Population:
    def __init__(self, node, seeds, dt, rng):
        if node['model'] != 'lif-conductance':
            raise ValueError(node['model'])
        self.size, self.dt = node['size'], dt
        self.of = {name: quantity(value) for name, value in node['parameters'].items()}
        self.v = drawn(node['initial']['v'], (seeds, self.size), rng)
        self.decaying = {}  # (time constant, reversal potential or None for a current): conductance or current
        self.gates = {}  # (time constants of rise and decay): transmitter x and open share s
        self.steps_left = np.zeros(self.v.shape, int)
        self.refractory_steps = round(self.of['t_ref'] / dt)
        self.times, self.samples = [], []

    def slope(self, v, share, opened):
        """Of the potentials, where a share of the step has passed and NMDA channels of so many nS are open."""
        current = opened * (NMDA['E_syn'] - v) / (1 + NMDA['Mg'] * np.exp(-0.062 * v) / 3.57)
        for (tau, reversal), amount in self.decaying.items():
            left = amount * np.exp(-share * self.dt / tau)
            current = current + (left if reversal is None else left * (reversal - v))
        return (self.of['g_L'] * (self.of['E_L'] - v) + current) / self.of['C']

    def gate_slope(self, key, s, share):
        rise, decay = key
        x = self.gates[key][0] * np.exp(-share * self.dt / rise)
        return NMDA['alpha'] * x * (1 - s) - s / decay

    def middle(self, opened):
        """Potentials and open shares half a step on."""
        v = self.v + self.dt / 2 * self.slope(self.v, 0, opened)
        shares = {key: s + self.dt / 2 * self.gate_slope(key, s, 0) for key, (_, s) in self.gates.items()}
        return np.where(self.steps_left > 0, self.v, v), shares

    def advance(self, v, shares, opened):
        """From what is so in the middle of the step."""
        moved = self.v + self.dt * self.slope(v, 0.5, opened)
        self.v = np.where(self.steps_left > 0, self.v, moved)
        for key, (x, s) in self.gates.items():
            s = s + self.dt * self.gate_slope(key, shares[key], 0.5)
            self.gates[key] = (x * np.exp(-self.dt / key[0]), s)
        for (tau, _), amount in self.decaying.items():
            amount *= np.exp(-self.dt / tau)

    def fire(self):
        """Which neurons spike, as 0 or 1."""
        return ((self.v > self.of['V_th']) & (self.steps_left == 0)).astype(float)


def channel_of(edge, target):
    given = edge['parameters']
    key = (quantity(given['tau']), quantity(given['E_syn']) if edge['model'] == 'exponential-conductance' else None)
    return target.decaying.setdefault(key, np.zeros(target.v.shape))


def weight_of(edge):
    return quantity(edge['weight']) * edge['relativeStrength']


class Jumps:
    """Spikes of all neurons of a population to all of another."""

    def __init__(self, edge, source, target, dt):
        if edge['rule']['type'] != 'all-to-all':
            raise ValueError(edge['rule']['type'])
        self.source, self.channel, self.weight = source, channel_of(edge, target), weight_of(edge)
        self.without_self = source is target and not edge['rule']['autapses']
        self.delay = round(quantity(edge['delay']) / dt)
        self.waiting = []

    def step(self, fired):
        """Takes the spikes of a step in, and lets those arrive that are due."""
        self.waiting.append(fired)
        if len(self.waiting) <= self.delay:
            return
        due = self.waiting.pop(0)
        if due.any():
            self.channel += self.weight * (due.sum(axis=1, keepdims=True) - (due if self.without_self else 0))


class Gated:
    """NMDA channels of a population, opened by all of another or by those near on a ring."""

    def __init__(self, edge, source, target, document):
        self.source, self.target, self.weight = source, target, weight_of(edge)
        self.key = tuple(quantity(edge['parameters'][name]) for name in ('tau_r', 'tau_d'))
        zeros = np.zeros(source.v.shape)
        source.gates.setdefault(self.key, (zeros, zeros))
        rule = edge['rule']
        self.near = None if rule['type'] == 'all-to-all' else self.disc(rule, by_id(document, edge['source'])['layout'])

    def disc(self, rule, layout):
        if (rule['type'], rule['kernel'], rule['probability'], rule['autapses']) != ('distance-kernel', 'box', 1, True):
            raise ValueError(rule)
        angles = 2 * np.pi * np.arange(self.source.size) / self.source.size
        chords = quantity(layout['width']) * np.abs(np.sin((angles[:, None] - angles) / 2))
        return (chords <= quantity(rule['width'])).astype(float)

    def opened(self, shares):
        s = shares[self.key]
        return self.weight * (s.sum(axis=1, keepdims=True) if self.near is None else s @ self.near)


class Background:
    """Poisson trains: to each neuron so many of its own, or to all neurons of some blocks the same."""

    def __init__(self, stimulus, edge, target, dt, rng):
        given = stimulus['parameters']
        self.channel, self.weight, self.rng = channel_of(edge, target), weight_of(edge), rng
        self.own = stimulus['model'] == 'background'
        self.mean = float(given['trains' if self.own else 'size']) * quantity(given['rate']) * dt
        self.first = round(quantity(given.get('onset', '0 ms')) / dt)
        self.end = round(quantity(given.get('offset', '1e9 ms')) / dt)
        self.reached = 1 if self.own else self.blocks(edge['rule'], target.size)

    @staticmethod
    def blocks(rule, size):
        """All trains have synapses with the same blocks."""
        rows = np.array(rule['matrix'])
        if not (rows == rows[0]).all() or not np.isin(rows, (0, 1)).all():
            raise ValueError('trains of blocks of their own are not supported')
        return np.repeat(rows[0], np.diff(np.arange(rule['blocks'] + 1) * size // rule['blocks']))

    def arrive(self, step):
        if self.first <= step < self.end:
            seeds, size = self.channel.shape
            self.channel += self.weight * self.reached * self.rng.poisson(self.mean, (seeds, size if self.own else 1))


def simulate(document, seeds, wanted):
    """Runs all seeds together; for each of them a Record of each wanted population."""
    rng = np.random.default_rng(20181)
    dt = quantity(document['run']['dt'])
    groups = {node['id']: Population(node, seeds, dt, rng) for node in document['nodes'] if node['kind'] == 'population'}
    jumps, gated, backgrounds = [], [], []
    for edge in document['edges']:
        if edge['kind'] == 'tap':
            continue
        target, source = groups[edge['target']], groups.get(edge['source'])
        if source is None:
            stimulus = by_id(document, edge['source'])
            if stimulus['enabled']:
                backgrounds.append(Background(stimulus, edge, target, dt, rng))
        elif edge['model'] == 'nmda':
            gated.append(Gated(edge, source, target, document))
        else:
            jumps.append(Jumps(edge, source, target, dt))
    opened = lambda group, shares: sum(one.opened(shares[one.source]) for one in gated if one.target is group)
    steps, every = round(quantity(document['run']['duration']) / dt), round(SAMPLE_MS / dt)
    for step in range(steps):
        for name in wanted:
            if step % every == 0:
                groups[name].samples.append(groups[name].v.astype(np.float32))
        for group in groups.values():
            group.steps_left -= group.steps_left > 0
        shares = {group: {key: s for key, (_, s) in group.gates.items()} for group in groups.values()}
        middles = {group: group.middle(opened(group, shares)) for group in groups.values()}
        shares = {group: middle for group, (_, middle) in middles.items()}
        for group, (v, own) in middles.items():
            group.advance(v, own, opened(group, shares))
        fired = {group: group.fire() for group in groups.values()}
        for one in jumps:
            one.step(fired[one.source])
        for one in backgrounds:
            one.arrive(step)
        for group, mask in fired.items():
            if mask.any():
                reset(group, mask, step * dt)
    return [{name: record(groups[name], seed, document) for name in wanted} for seed in range(seeds)]


def reset(group, mask, time):
    seeds, neurons = np.nonzero(mask)
    group.times.append((np.full(len(seeds), time), seeds, neurons))
    group.v[seeds, neurons] = group.of['V_reset']
    group.steps_left[seeds, neurons] = group.refractory_steps
    for key, (x, s) in group.gates.items():
        group.gates[key] = (x + mask, s)
