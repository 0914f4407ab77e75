"""Integrate-and-fire networks with jumps or gap junctions as synapses, in NumPy: all seeds at once, a row of every array each.

A step: potentials are sampled, states advance, thresholds are tested, due jumps arrive (refractory neurons discard them), spikes
reset. LIF neurons advance exactly, others by Euler's rule, as the presets say.
"""
import numpy as np

from document import by_id, drawn, quantity
from measures import Record

SAMPLE_MS = 0.5
DEFAULTS = {
    'lif': {'tau_m': '20 ms', 'E_L': '0 mV', 'R': '10 MOhm', 'V_th': '20 mV', 'V_reset': '10 mV', 't_ref': '2 ms'},
    'eif': {'tau_m': '12 ms', 'E_L': '-65 mV', 'R': '20 MOhm', 'V_T': '-55 mV', 'Delta_T': '2 mV', 'V_th': '-30 mV',
            'V_reset': '-60 mV', 't_ref': '0 ms'},
    'adex': {'C': '281 pF', 'g_L': '30 nS', 'E_L': '-70.6 mV', 'V_T': '-50.4 mV', 'Delta_T': '2 mV', 'tau_w': '144 ms',
             'a': '4 nS', 'b': '80.5 pA', 'V_th': '-40.4 mV', 'V_reset': '-70.6 mV', 't_ref': '0 ms'},
    # Brunel and Hakim (1999): white noise in the membrane.
    'noisy-lif': {'mu': '25 mV', 'sigma': '1 mV', 'tau_m': '20 ms', 'E_L': '10 mV', 'V_th': '20 mV', 'V_reset': '10 mV', 't_ref': '2 ms'},
}


class Population:
    def __init__(self, node, seeds, dt, rng):
        self.model, self.size, self.dt = node['model'], node['size'], dt
        given = {'V_th' if name == 'V_cut' else name: value for name, value in node['parameters'].items()}
        shape = (seeds, self.size)
        # One number where all neurons have the same.
        self.of = {name: drawn(value, shape, rng) if isinstance(value, dict) else quantity(value)
                   for name, value in {**DEFAULTS[self.model], **given}.items()}
        self.v = drawn(node['initial'].get('v', self.of['E_L']), shape, rng)
        self.w = np.zeros(shape)
        self.rng = rng
        self.steps_left = np.zeros(shape, int)
        self.refractory_steps = round(self.of['t_ref'] / dt)
        self.times, self.samples = [], []

    def advance(self, current):
        of, v, dt = self.of, self.v, self.dt
        self.steps_left -= self.steps_left > 0
        if self.model == 'lif':
            rest = of['E_L'] + of['R'] * current
            new = rest + (v - rest) * np.exp(-dt / of['tau_m'])
            self.v = np.where(self.steps_left > 0, v, new)
        elif self.model == 'noisy-lif':
            noise = of['sigma'] * np.sqrt(dt / of['tau_m']) * self.rng.standard_normal(v.shape)
            new = v + dt * (of['mu'] - v) / of['tau_m'] + noise
            self.v = np.where(self.steps_left > 0, v, new)
        elif self.model == 'eif':
            upstroke = of['Delta_T'] * np.exp((v - of['V_T']) / of['Delta_T'])
            self.v = v + dt * (of['E_L'] - v + upstroke + of['R'] * current) / of['tau_m']
        else:
            upstroke = of['g_L'] * of['Delta_T'] * np.exp((v - of['V_T']) / of['Delta_T'])
            self.v = v + dt * (of['g_L'] * (of['E_L'] - v) + upstroke - self.w + current) / of['C']
            self.w = self.w + dt * (of['a'] * (v - of['E_L']) - self.w) / of['tau_w']

    def spikes(self):
        """Seeds and neurons that spike."""
        fired = self.v > self.of['V_th']
        if self.refractory_steps:
            fired &= self.steps_left == 0
        return np.nonzero(fired)

    def receive(self, jumps):
        self.v += np.where(self.steps_left > 0, 0, jumps) if self.refractory_steps else jumps

    def reset(self, seeds, neurons):
        reset = self.of['V_reset']
        self.v[seeds, neurons] = reset
        if self.model == 'adex':
            self.w[seeds, neurons] += self.of['b']
        if self.refractory_steps:
            self.steps_left[seeds, neurons] = self.refractory_steps


class Jumps:
    """Synapses of one delay: jumps wait in a ring of steps."""

    def __init__(self, edge, source, target, seeds, dt, rng):
        self.weight = quantity(edge['weight']) * edge['relativeStrength'] * (-1 if edge['sign'] == 'inhibitory' else 1)
        self.source, self.target = source, target
        self.delay = round(quantity(edge['delay']) / dt)
        self.ring = np.zeros((self.delay + 1, seeds, target.size))
        rule = edge['rule']
        self.everyone = rule['type'] == 'all-to-all' or rule.get('probability') == 1
        same = edge['source'] == edge['target']
        if self.everyone and same and not rule.get('autapses', False):
            raise ValueError('all to all without autapses is not supported')
        self.rows = None if self.everyone else [rows_of(rule, source.size, target.size, same, rng) for _ in range(seeds)]

    def send(self, step, seeds, neurons):
        slot = self.ring[(step + self.delay) % len(self.ring)]
        if self.everyone:
            slot += self.weight * np.bincount(seeds, minlength=slot.shape[0])[:, None]
            return
        # The targets of all spikes of the step, and how often each of them is one.
        reached = np.concatenate([self.rows[seed][neuron] + seed * slot.shape[1] for seed, neuron in zip(seeds, neurons)])
        slot += np.bincount(reached, np.full(len(reached), self.weight), slot.size).reshape(slot.shape)

    def arrive(self, step):
        slot = self.ring[step % len(self.ring)]
        if slot.any():
            self.target.receive(slot)
            slot[:] = 0


def rows_of(rule, sources, targets, same, rng):
    """Targets of each source."""
    autapses = rule.get('autapses', False) or not same
    if rule['type'] == 'fixed-probability':
        rows = [np.flatnonzero(rng.random(targets) < rule['probability']) for _ in range(sources)]
        return rows if autapses else [row[row != k] for k, row in enumerate(rows)]
    if rule['type'] == 'fixed-in-degree':
        pre = in_degree(rule, sources, targets, autapses, rng)
    elif rule['type'] == 'watts-strogatz':
        pre, post = small_world(sources, rule['neighbours'], rule['rewiring'], rng)
        return [post[pre == k] for k in range(sources)]
    else:
        raise ValueError(rule['type'])
    post = np.repeat(np.arange(targets), rule['inDegree'])
    order = np.argsort(pre, kind='stable')
    return np.split(post[order], np.searchsorted(pre[order], np.arange(1, sources)))


def in_degree(rule, sources, targets, autapses, rng):
    if rule.get('multapses', True) and autapses:
        return rng.integers(0, sources, targets * rule['inDegree'])
    rows = []
    for target in range(targets):
        row = rng.choice(sources if autapses else sources - 1, rule['inDegree'], replace=rule.get('multapses', True))
        rows.append(row if autapses else row + (row >= target))
    return np.concatenate(rows)


def small_world(nodes, neighbours, rewiring, rng):
    """Watts and Strogatz (1998): each edge of a ring gets another end with a probability; synapses both ways."""
    joined = {frozenset((i, (i + k) % nodes)) for k in range(1, neighbours // 2 + 1) for i in range(nodes)}
    for k in range(1, neighbours // 2 + 1):
        for i in range(nodes):
            if rng.random() >= rewiring:
                continue
            other = int(rng.integers(nodes))
            while other == i or frozenset((i, other)) in joined:
                other = int(rng.integers(nodes))
            joined.remove(frozenset((i, (i + k) % nodes)))
            joined.add(frozenset((i, other)))
    pairs = np.array([sorted(one) for one in joined])
    return np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])


class Gaps:
    """Gap junctions of all with all of a population."""

    def __init__(self, edge):
        self.conductance = quantity(edge['weight']) * edge['relativeStrength']

    def current(self, v):
        return self.conductance * (v.sum(axis=1, keepdims=True) - v.shape[1] * v)


class Noise:
    """Ornstein-Uhlenbeck currents by their exact step, from their stationary state."""

    def __init__(self, stimulus, scale, shape, dt, rng):
        given = stimulus['parameters']
        self.mean, self.sd = scale * quantity(given['mean']), scale * quantity(given['sd'])
        self.kept, self.rng = np.exp(-dt / quantity(given['tau'])), rng
        self.value = rng.normal(self.mean, self.sd, shape)

    def at(self, _):
        value = self.value
        fresh = self.rng.standard_normal(value.shape) * self.sd * np.sqrt(1 - self.kept ** 2)
        self.value = self.mean + (value - self.mean) * self.kept + fresh
        return value


class Step:
    def __init__(self, stimulus, scale, dt):
        given = stimulus['parameters']
        self.height = scale * quantity(given['amplitude'])
        self.first, self.end = round(quantity(given.get('onset', '10 ms')) / dt), round(quantity(given.get('offset', '1e9 ms')) / dt)

    def at(self, step):
        return self.height if self.first <= step < self.end else 0


class Background:
    """The spikes of all trains to a neuron in a step are Poisson."""

    def __init__(self, stimulus, edge, target, dt, rng):
        given = stimulus['parameters']
        self.mean = float(given.get('trains', 1000)) * quantity(given['rate']) * dt
        self.weight, self.target, self.rng = quantity(edge['weight']) * edge['relativeStrength'], target, rng

    def arrive(self, _):
        self.target.receive(self.weight * self.rng.poisson(self.mean, self.target.v.shape))


def simulate(document, seeds, wanted):
    """Runs all seeds together; for each of them a Record of each wanted population."""
    rng = np.random.default_rng(20181)
    dt = quantity(document['run']['dt'])
    groups = {node['id']: Population(node, seeds, dt, rng) for node in document['nodes'] if node['kind'] == 'population'}
    currents, arriving, sending = {name: [] for name in groups}, [], []
    for edge in document['edges']:
        if edge['kind'] == 'tap':
            continue
        target = groups[edge['target']]
        if edge['source'] in groups:
            if edge['model'] == 'gap-junction':
                currents[edge['target']].append(Gaps(edge))
            else:
                jumps = Jumps(edge, groups[edge['source']], target, seeds, dt, rng)
                arriving.append(jumps)
                sending.append(jumps)
            continue
        stimulus = by_id(document, edge['source'])
        if not stimulus['enabled']:
            continue
        if edge['kind'] == 'injection':
            made = Step(stimulus, edge['scale'], dt) if stimulus['model'] == 'step' else Noise(stimulus, edge['scale'], target.v.shape, dt, rng)
            currents[edge['target']].append(made)
        else:
            arriving.append(Background(stimulus, edge, target, dt, rng))
    steps, every = round(quantity(document['run']['duration']) / dt), round(SAMPLE_MS / dt)
    for step in range(steps):
        for name, group in groups.items():
            if name in wanted and step % every == 0:
                group.samples.append(group.v.astype(np.float32))
            group.advance(sum(one.current(group.v) if isinstance(one, Gaps) else one.at(step) for one in currents[name]))
        fired = {name: group.spikes() for name, group in groups.items()}
        for name, (seed, neuron) in fired.items():
            if len(seed):
                group = groups[name]
                group.times.append((np.full(len(seed), step * dt), seed, neuron))
                # Those that spike now discard what arrives in this step.
                group.steps_left[seed, neuron] = group.refractory_steps
                for jumps in sending:
                    if jumps.source is group:
                        jumps.send(step, seed, neuron)
        for one in arriving:
            one.arrive(step)
        for name, spikes in fired.items():
            groups[name].reset(*spikes)
    return [{name: record(groups[name], seed, document) for name in wanted} for seed in range(seeds)]


def record(group, seed, document):
    times, seeds, neurons = (np.concatenate(part) for part in zip(*group.times)) if group.times else (np.zeros(0),) * 3
    own = seeds == seed
    return Record(group.size, times[own], neurons[own].astype(int), np.stack([sample[seed] for sample in group.samples], axis=1).astype(float),
                  SAMPLE_MS, quantity(document['run']['duration']), quantity(document['run']['from']))
