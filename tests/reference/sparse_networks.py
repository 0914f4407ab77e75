"""Sparse networks of leaky neurons with exponential currents or conductances, in NumPy: all seeds at once, a row of every array each.

A step advances a membrane exactly under the mean of each current and conductance over the step; then thresholds are tested, spikes
arrive that are due, spikes reset.
"""
import numpy as np

from document import by_id, drawn, quantity
from jump_networks import SAMPLE_MS, record, rows_of

DEFAULTS = {'excitatory': {'tau': '5 ms', 'E_syn': '0 mV'}, 'inhibitory': {'tau': '10 ms', 'E_syn': '-80 mV'}}


class Channel:
    """Currents (reversal None) or conductances of one time constant, and what is to arrive in them."""

    def __init__(self, tau, reversal, shape, longest, dt):
        self.reversal, self.amount, self.kept = reversal, np.zeros(shape), np.exp(-dt / tau)
        self.mean = (1 - self.kept) / (dt / tau)
        self.ring = np.zeros((longest + 1, self.amount.size))

    def arrive(self, step):
        slot = self.ring[step % len(self.ring)]
        self.amount += slot.reshape(self.amount.shape)
        slot[:] = 0


class Population:
    def __init__(self, node, seeds, dt, rng):
        if node['model'] != 'lif':
            raise ValueError(node['model'])
        self.size, self.dt = node['size'], dt
        self.of = {name: quantity(value) for name, value in node['parameters'].items()}
        self.v = drawn(node['initial']['v'], (seeds, self.size), rng)
        self.channels, self.injected = {}, 0
        self.steps_left = np.zeros(self.v.shape, int)
        self.refractory_steps = round(self.of['t_ref'] / dt)
        self.times, self.samples = [], []

    def channel(self, edge, longest):
        given = {**DEFAULTS[edge['sign']], **edge['parameters']}
        key = (quantity(given['tau']), quantity(given['E_syn']) if edge['model'] == 'exponential-conductance' else None)
        if key not in self.channels:
            self.channels[key] = Channel(*key, self.v.shape, longest, self.dt)
        return self.channels[key]

    def advance(self):
        of, current, conductance = self.of, self.injected, 0
        for channel in self.channels.values():
            mean = channel.mean * channel.amount
            current = current + (mean if channel.reversal is None else mean * channel.reversal)
            conductance = conductance + (0 if channel.reversal is None else mean)
            channel.amount *= channel.kept
        leak = 1 + of['R'] * conductance
        rest = (of['E_L'] + of['R'] * current) / leak
        self.steps_left -= self.steps_left > 0
        self.v = np.where(self.steps_left > 0, self.v, rest + (self.v - rest) * np.exp(-self.dt * leak / of['tau_m']))

    def fire(self, time):
        seeds, neurons = np.nonzero((self.v > self.of['V_th']) & (self.steps_left == 0))
        if len(seeds):
            self.times.append((np.full(len(seeds), time), seeds, neurons))
            self.v[seeds, neurons] = self.of['V_reset']
            self.steps_left[seeds, neurons] = self.refractory_steps
        return seeds * self.size + neurons


class Synapses:
    """Of a projection in all seeds, ordered by source."""

    def __init__(self, edge, source, target, channel, seeds, dt, rng):
        self.source, self.channel = source, channel
        same, rule = edge['source'] == edge['target'], edge['rule']
        graphs = [self.graph(rule, source.size, target.size, same, rng) for _ in range(seeds)]
        self.counts = np.concatenate([counts for counts, _ in graphs])
        self.starts = np.cumsum(self.counts) - self.counts
        self.targets = np.concatenate([targets + seed * target.size for seed, (_, targets) in enumerate(graphs)]).astype(np.int32)
        sign = -1 if edge['sign'] == 'inhibitory' and channel.reversal is None else 1
        self.weights = self.per_synapse(edge['weight'], rng) * edge['relativeStrength'] * sign
        steps = np.rint(self.per_synapse(edge['delay'], rng) / dt).astype(int)
        self.delays = np.maximum(steps, 1) if isinstance(edge['delay'], dict) else steps  # Those drawn are a step at least.

    @staticmethod
    def graph(rule, sources, targets, same, rng):
        """Number of synapses of each source, and their targets."""
        if rule['type'] == 'fixed-total-number':
            counts = rng.multinomial(rule['synapses'], np.full(sources, 1 / sources))
            return counts, rng.integers(0, targets, rule['synapses'])
        rows = rows_of(rule, sources, targets, same, rng)
        return np.array([len(row) for row in rows]), np.concatenate(rows)

    def per_synapse(self, value, rng):
        return drawn(value, len(self.targets), rng) if isinstance(value, dict) else np.array([float(quantity(value))])

    def send(self, step, fired):
        chosen = ranges(self.starts[fired], self.counts[fired])
        of = lambda values: values[chosen] if len(values) > 1 else values
        np.add.at(self.channel.ring, ((step + of(self.delays)) % len(self.channel.ring), self.targets[chosen]), of(self.weights))


class Learning(Synapses):
    """Inhibitory synapses of one delay that learn by spike times (Vogels et al. 2011): a source's spike first, when it arrives."""

    def __init__(self, edge, source, target, channel, seeds, dt, rng):
        super().__init__(edge, source, target, channel, seeds, dt, rng)
        rule, = edge['plasticity']
        if rule['model'] != 'vogels' or len(self.delays) > 1:
            raise ValueError(edge['id'])
        self.target, self.waiting = target, []
        given = {name: quantity(value) for name, value in {'tau': '20 ms', **rule['parameters']}.items()}
        self.most, self.gain, self.kept = given['w_max'], given['w_max'] * given['eta'], np.exp(-dt / given['tau'])
        self.usual = 2 * given['rho_0'] * given['tau']
        self.weights = np.full(len(self.targets), self.weights[0])
        self.before, self.after = np.zeros(source.v.size), np.zeros(target.v.size)
        # Of each target its synapses and their sources.
        self.onto = np.argsort(self.targets, kind='stable')
        self.sources = np.repeat(np.arange(source.v.size), self.counts)
        self.onto_counts = np.bincount(self.targets, minlength=target.v.size)
        self.onto_starts = np.cumsum(self.onto_counts) - self.onto_counts

    def send(self, step, fired):
        """Spikes wait for `learn`."""

    def learn(self, sources, targets):
        """Those that spike in a step, of which the sources' arrive after the delay."""
        self.before *= self.kept
        self.after *= self.kept
        self.waiting.append(sources)
        if len(self.waiting) > self.delays[0]:
            arriving = self.waiting.pop(0)
            self.before[arriving] += 1
            chosen = ranges(self.starts[arriving], self.counts[arriving])
            reached = self.targets[chosen]
            self.weights[chosen] = np.clip(self.weights[chosen] + self.gain * (self.after[reached] - self.usual), 0, self.most)
            np.add.at(self.channel.amount.reshape(-1), reached, self.weights[chosen])
        self.after[targets] += 1
        chosen = self.onto[ranges(self.onto_starts[targets], self.onto_counts[targets])]
        self.weights[chosen] = np.clip(self.weights[chosen] + self.gain * self.before[self.sources[chosen]], 0, self.most)


def ranges(starts, counts):
    """start, start + 1, ... of each."""
    return np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())


class Background:
    def __init__(self, stimulus, edge, channel, dt, rng):
        given = stimulus['parameters']
        self.mean = float(given['trains']) * quantity(given['rate']) * dt
        self.end = round(quantity(given.get('offset', '1e9 ms')) / dt)
        self.channel, self.weight, self.rng = channel, quantity(edge['weight']) * edge['relativeStrength'], rng

    def arrive(self, step):
        if step < self.end:
            self.channel.amount += self.weight * self.rng.poisson(self.mean, self.channel.amount.shape)


def longest_delay(edges, dt):
    """In steps; of delays that are drawn, one that none is longer than."""
    bounds = [quantity(delay) if isinstance(delay, str) else quantity(delay['normal'][0]) + 8 * quantity(delay['normal'][1])
              for delay in (edge['delay'] for edge in edges)]
    return round(max(bounds) / dt)


def simulate(document, seeds, wanted):
    """Runs all seeds together; for each of them a Record of each wanted population."""
    rng = np.random.default_rng(20181)
    dt = quantity(document['run']['dt'])
    groups = {node['id']: Population(node, seeds, dt, rng) for node in document['nodes'] if node['kind'] == 'population'}
    longest = longest_delay([edge for edge in document['edges'] if edge['kind'] == 'synapse'], dt)
    projections, backgrounds = [], []
    for edge in document['edges']:
        if edge['kind'] == 'tap':
            continue
        target = groups[edge['target']]
        if edge['source'] in groups:
            channel = target.channel(edge, longest)
            made = Learning if edge.get('plasticity') else Synapses
            projections.append(made(edge, groups[edge['source']], target, channel, seeds, dt, rng))
            continue
        stimulus = by_id(document, edge['source'])
        if not stimulus['enabled']:
            continue
        if edge['kind'] == 'injection':
            if (stimulus['model'], stimulus['parameters']['onset']) != ('step', '0 ms'):
                raise ValueError('not a constant current')
            target.injected += edge['scale'] * quantity(stimulus['parameters']['amplitude'])
        else:
            backgrounds.append(Background(stimulus, edge, target.channel(edge, longest), dt, rng))
    steps, every = round(quantity(document['run']['duration']) / dt), round(SAMPLE_MS / dt)
    for step in range(steps):
        for name, group in groups.items():
            if name in wanted and step % every == 0:
                group.samples.append(group.v.astype(np.float32))
            group.advance()
        fired = {group: group.fire(step * dt) for group in groups.values()}
        for one in projections:
            if len(fired[one.source]):
                one.send(step, fired[one.source])
            if isinstance(one, Learning):
                one.learn(fired[one.source], fired[one.target])
        for one in backgrounds:
            one.arrive(step)
        for group in groups.values():
            for channel in group.channels.values():
                channel.arrive(step)
    return [{name: record(groups[name], seed, document) for name in wanted} for seed in range(seeds)]
