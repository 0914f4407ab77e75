"""A preset's network, built in Brian2 from its document: the neurons' equations, stimuli and synapses are written anew here."""
import warnings

import brian2 as b2
import numpy as np

from document import by_id
from measures import Record

b2.prefs.codegen.target = 'cython'
b2.BrianLogger.log_level_error()
SAMPLE_MS = 0.5
UNITS = {
    'mV': b2.mV, 'ms': b2.ms, 's': b2.second, 'pA': b2.pA, 'nA': b2.nA, 'nS': b2.nS, 'pF': b2.pF, 'MOhm': b2.Mohm, 'Hz': b2.Hz,
    'um': b2.um, 'mm/ms': b2.mm / b2.ms, 'uS': b2.uS,
}

LIF = {'tau_m': '20 ms', 'E_L': '0 mV', 'R': '10 MOhm', 'V_th': '20 mV', 'V_reset': '10 mV', 't_ref': '2 ms'}
EIF = {'tau_m': '12 ms', 'E_L': '-65 mV', 'R': '20 MOhm', 'V_T': '-55 mV', 'Delta_T': '2 mV', 'V_cut': '-30 mV', 'V_reset': '-60 mV'}
ADEX = {
    'C': '281 pF', 'g_L': '30 nS', 'E_L': '-70.6 mV', 'V_T': '-50.4 mV', 'Delta_T': '2 mV', 'tau_w': '144 ms', 'a': '4 nS',
    'b': '80.5 pA', 'V_cut': '-40.4 mV', 'V_reset': '-70.6 mV',
}
MODELS = {
    'lif': dict(
        equations='dv/dt = (E_L - v + R*I)/tau_m : volt (unless refractory)',
        threshold='v > V_th', reset='v = V_reset', refractory='t_ref', parameters=LIF, initial={'v': '0 mV'},
    ),
    'eif': dict(
        equations='dv/dt = (E_L - v + Delta_T*exp((v - V_T)/Delta_T) + R*I)/tau_m : volt',
        threshold='v > V_cut', reset='v = V_reset', refractory=False, parameters=EIF, initial={'v': '-65 mV'},
    ),
    'adex': dict(
        equations='''dv/dt = (g_L*(E_L - v) + g_L*Delta_T*exp((v - V_T)/Delta_T) - w + I)/C : volt
                     dw/dt = (a*(v - E_L) - w)/tau_w : amp''',
        threshold='v > V_cut', reset='v = V_reset; w += b', refractory=False, parameters=ADEX,
        initial={'v': '-70.6 mV', 'w': '0 pA'},
    ),
    'lif-conductance': dict(
        equations='dv/dt = (g_L*(E_L - v) + I)/C : volt (unless refractory)',
        threshold='v > V_th', reset='v = V_reset', refractory='t_ref', initial={'v': '-70 mV'},
        parameters={'C': '500 pF', 'g_L': '25 nS', 'E_L': '-70 mV', 'V_th': '-50 mV', 'V_reset': '-55 mV', 't_ref': '2 ms'},
    ),
    # Benchmark 3 of Brette et al. (2007). A spike is an upward crossing of V_cut, at least t_ref after the last.
    'traub-miles': dict(
        equations='''dv/dt = (g_L*(E_L - v) + g_Na*m**3*h*(E_Na - v) + g_K*n**4*(E_K - v) + I)/C : volt
                     dm/dt = 0.32*4/exprel((13*mV - u)/(4*mV))/ms*(1 - m) - 0.28*5/exprel((u - 40*mV)/(5*mV))/ms*m : 1
                     dh/dt = 0.128*exp((17*mV - u)/(18*mV))/ms*(1 - h) - 4/(1 + exp((40*mV - u)/(5*mV)))/ms*h : 1
                     dn/dt = 0.032*5/exprel((15*mV - u)/(5*mV))/ms*(1 - n) - 0.5*exp((10*mV - u)/(40*mV))/ms*n : 1
                     u = v - V_T : volt''',
        threshold='v > V_cut', reset='', refractory='v > V_cut or t - lastspike < t_ref',
        initial={'v': '-65 mV', 'm': 0.009732, 'h': 0.997561, 'n': 0.027074},
        parameters={
            'C': '200 pF', 'g_Na': '20 uS', 'g_K': '6 uS', 'g_L': '10 nS', 'E_Na': '50 mV', 'E_K': '-90 mV', 'E_L': '-60 mV',
            'V_T': '-63 mV', 'V_cut': '-20 mV', 't_ref': '0 ms',
        },
    ),
}
CONDUCTANCE = {'tau': {'excitatory': '5 ms', 'inhibitory': '10 ms'}, 'E_syn': {'excitatory': '0 mV', 'inhibitory': '-80 mV'}}


def quantity(text):
    if isinstance(text, (int, float)):
        return text
    number, _, unit = text.partition(' ')
    return float(number) * (UNITS[unit] if unit else 1)


def drawn(value, size, rng):
    """Of a parameter or an initial value: constant, or one draw per neuron."""
    if not isinstance(value, dict):
        return quantity(value)
    (law, (first, second)), = value.items()
    draw = {'uniform': rng.uniform, 'normal': rng.normal}[law]
    one = quantity(first)
    unit = b2.get_unit(b2.get_dimensions(one))
    return draw(float(one), float(quantity(second)), size) * unit


class Network:
    """Everything that a run needs; `groups` by population id."""

    def __init__(self, document, seed):
        b2.start_scope()
        b2.seed(seed)
        self.document, self.rng = document, np.random.default_rng(seed)
        self.groups, self.objects, self.namespaces = {}, [], {}
        self.dt = quantity(document['run']['dt'])
        b2.defaultclock.dt = self.dt
        self.stimuli = {node['id']: node for node in document['nodes'] if node['kind'] == 'stimulus'}
        populations = [node for node in document['nodes'] if node['kind'] == 'population']
        for node in populations:
            self.add_population(node)
        for edge in document['edges']:
            if edge['kind'] == 'synapse':
                self.add_synapse(edge)

    def into(self, population):
        return [edge for edge in self.document['edges'] if edge['kind'] != 'tap' and edge['target'] == population]

    def add_population(self, node):
        model = MODELS[node['model']]
        size, space = node['size'], {}
        equations, currents, starts = [model['equations']], [], {}
        for name, default in model['parameters'].items():
            value = drawn(node['parameters'].get(name, default), size, self.rng)
            if np.ndim(value) > 0:
                equations.append(f'{name} : {b2.get_unit(b2.get_dimensions(value))!r} (constant)')
                starts[name] = value
            else:
                space[name] = value
        for edge in self.into(node['id']):
            if edge['kind'] == 'injection':
                currents.append(self.injected(edge, equations, starts, space, size))
            elif edge['model'] in ('exponential-conductance', 'exponential-current'):
                currents.append(self.open_channel(edge, equations, space))
            elif edge['model'] == 'gap-junction':
                equations.append(f'gap_{edge["id"]} : amp')
                currents.append(f'gap_{edge["id"]}')
        equations.append(f'I = {" + ".join(dict.fromkeys(currents)) or "0*amp"} : amp')
        integrator = node['integrator']
        conductances = any('exponential-conductance' in edge.get('model', '') for edge in self.into(node['id']))
        if integrator == 'default':
            # Of order 2, as the presets' own is, where gates do not make it unstable.
            integrator = 'exponential_euler' if 'm' in model['initial'] else 'rk2' if conductances else 'exact'
        group = b2.NeuronGroup(size, '\n'.join(equations), threshold=model['threshold'], reset=model['reset'],
                               refractory=quantity_or(model['refractory'], space), method=integrator, namespace=space,
                               name=plain('group', node))
        for name, value in starts.items():
            setattr(group, name, value)
        for name, default in model['initial'].items():
            default = node['parameters'].get('E_L', default) if name == 'v' else default
            setattr(group, name, drawn(node['initial'].get(name, default), size, self.rng))
        for edge in self.into(node['id']):
            if edge['kind'] == 'injection' and self.stimuli[edge['source']]['model'] == 'noise':
                group.run_regularly(f'noise_{edge["source"]} = {self.next_noise(edge["source"])}', when='start')
        self.groups[node['id']] = group
        self.objects.append(group)

    def injected(self, edge, equations, starts, space, size):
        stimulus = self.stimuli[edge['source']]
        name, given = stimulus['id'], stimulus['parameters']
        if not stimulus['enabled']:
            return '0*amp'
        if stimulus['model'] == 'step':
            return self.step_current(name, quantity(given['amplitude']) * edge['scale'], given, space)
        if stimulus['model'] == 'noise':
            mean, sd = quantity(given['mean']), quantity(given['sd'])
            equations.append(f'noise_{name} : amp')
            starts[f'noise_{name}'] = self.rng.normal(float(mean), float(sd), size) * b2.amp
            return f'noise_{name}'
        raise ValueError(stimulus['model'])

    def step_current(self, name, height, given, space):
        onset, offset = quantity(given.get('onset', '10 ms')), quantity(given.get('offset', '1000 s'))
        if offset < quantity(self.document['run']['duration']):
            raise ValueError('a step that ends is not supported')
        space[f'height_{name}'] = height if onset == 0 * b2.ms else b2.TimedArray([0, 1] * height, dt=onset)
        return f'height_{name}' if onset == 0 * b2.ms else f'height_{name}(t)'

    def next_noise(self, name):
        """The exact step of an Ornstein-Uhlenbeck process."""
        given = self.stimuli[name]['parameters']
        kept = float(np.exp(-self.dt / quantity(given['tau'])))
        mean, sd = float(quantity(given['mean'])), float(quantity(given['sd']) * (1 - kept ** 2) ** 0.5)
        return f'{mean!r}*amp + (noise_{name} - {mean!r}*amp)*{kept!r} + {sd!r}*amp*randn()'

    def open_channel(self, edge, equations, space):
        """Conductances (or currents) of one time constant and one reversal potential are one state."""
        of = lambda name: edge['parameters'].get(name, CONDUCTANCE[name][edge['sign']])
        state = self.channel(edge)
        conductance = edge['model'] == 'exponential-conductance'
        line = f'd{state}/dt = -{state}/tau_{state} : {"siemens" if conductance else "amp"}'
        if line not in equations:
            equations.append(line)
        space[f'tau_{state}'] = quantity(of('tau'))
        if not conductance:
            return state
        space[f'E_{state}'] = quantity(of('E_syn'))
        return f'{state}*(E_{state} - v)'

    @staticmethod
    def channel(edge):
        of = lambda name: edge['parameters'].get(name, CONDUCTANCE[name][edge['sign']])
        key = f'{of("tau")}_{of("E_syn")}' if edge['model'] == 'exponential-conductance' else of('tau')
        letter = 'g' if edge['model'] == 'exponential-conductance' else 'c'
        return letter + ''.join(c if c.isalnum() else '_' for c in key)

    def add_synapse(self, edge):
        target = self.groups[edge['target']]
        sign = -1 if edge['sign'] == 'inhibitory' and edge['model'] in ('delta', 'exponential-current') else 1
        strength = sign * edge['relativeStrength']
        variable = {'delta': 'v'}.get(edge['model']) or (None if edge['model'] == 'gap-junction' else self.channel(edge))
        if edge['source'] in self.stimuli:
            self.add_background(edge, target, variable, strength)
            return
        source = self.groups[edge['source']]
        if edge['model'] == 'gap-junction':
            synapses = b2.Synapses(source, target, f'gap_{edge["id"]}_post = g*(v_pre - v_post) : amp (summed)',
                                   namespace={'g': quantity(edge['weight']) * strength}, name=plain('syn', edge))
            synapses.connect(condition='i != j')
            self.objects.append(synapses)
            return
        drawn_weight = isinstance(edge['weight'], dict)
        unit = 'siemens' if edge['model'] == 'exponential-conductance' else 'amp' if edge['model'] == 'exponential-current' else 'volt'
        synapses = b2.Synapses(source, target, f'weight : {unit} (constant)' if drawn_weight else '',
                               on_pre=f'{variable}_post += {"strength*weight" if drawn_weight else "weight"}',
                               namespace={'strength': strength} if drawn_weight else {'weight': quantity(edge['weight']) * strength},
                               name=plain('syn', edge))
        self.connect(edge, synapses)
        if drawn_weight:
            synapses.weight = drawn(edge['weight'], len(synapses), self.rng)
        self.set_delay(edge, synapses)
        self.objects.append(synapses)

    def add_background(self, edge, target, variable, strength):
        stimulus = self.stimuli[edge['source']]
        given, weight = stimulus['parameters'], quantity(edge['weight']) * strength
        if not stimulus['enabled']:
            return
        if stimulus['model'] == 'given-spikes':
            times = [quantity(time) for time in stimulus['spikeTimes'][0]]
            source = b2.SpikeGeneratorGroup(1, [0] * len(times), b2.Quantity(times))
            synapses = b2.Synapses(source, target, on_pre=f'{variable}_post += weight', namespace={'weight': weight})
            pairs = np.array(edge['rule']['pairs'])
            synapses.connect(i=pairs[:, 0], j=pairs[:, 1])
            synapses.delay = quantity(edge['delay'])
            self.objects += [source, synapses]
            return
        unit = b2.get_unit(b2.get_dimensions(weight))
        on, off = quantity(given.get('onset', '0 ms')), quantity(given.get('offset', '1000 s'))
        # PoissonInput draws a number of spikes for each neuron in each step, as a sum of trains of its own has it.
        text = f'{float(weight)!r}*{unit!r}*int(t >= {float(on)!r}*second)*int(t < {float(off)!r}*second)'
        self.objects.append(b2.PoissonInput(target, variable, N=int(given.get('trains', 1000)), rate=quantity(given['rate']),
                                            weight=text if off < 999 * b2.second or on > 0 * b2.second else weight))

    def connect(self, edge, synapses):
        rule, n, m = edge['rule'], len(synapses.source), len(synapses.target)
        same = edge['source'] == edge['target']
        condition = None if rule.get('autapses', False) or not same else 'i != j'
        if rule['type'] == 'fixed-probability':
            synapses.connect(condition=condition, p=rule['probability'])
        elif rule['type'] == 'all-to-all':
            synapses.connect(condition=condition)
        elif rule['type'] == 'fixed-in-degree':
            synapses.connect(i=self.sources_of_targets(rule, n, m, same), j=np.repeat(np.arange(m), rule['inDegree']))
        elif rule['type'] == 'fixed-total-number':
            total = rule['synapses']
            synapses.connect(i=self.rng.integers(0, n, total), j=self.rng.integers(0, m, total))
        elif rule['type'] == 'watts-strogatz':
            pre, post = small_world(n, rule['neighbours'], rule['rewiring'], self.rng)
            synapses.connect(i=pre, j=post)
        elif rule['type'] == 'distance-kernel':
            distance = self.distances(edge)
            near = self.rng.random(distance.shape) < rule['probability'] * np.exp(-distance ** 2 / (2 * um(rule['width']) ** 2))
            if same and not rule.get('autapses', False):
                np.fill_diagonal(near, False)
            pre, post = np.nonzero(near)
            synapses.connect(i=pre, j=post)
        else:
            raise ValueError(rule['type'])

    def sources_of_targets(self, rule, n, m, same):
        if rule.get('multapses', True) and rule.get('autapses', False):
            return self.rng.integers(0, n, m * rule['inDegree'])
        rows = []
        for target in range(m):
            allowed = n - 1 if same and not rule.get('autapses', False) else n
            row = self.rng.choice(allowed, rule['inDegree'], replace=rule.get('multapses', True))
            rows.append(row + (row >= target) if allowed < n else row)
        return np.concatenate(rows)

    def distances(self, edge):
        """On a torus of 1 mm by 1 mm, between grids."""
        positions = []
        for name in (edge['source'], edge['target']):
            side = round(by_id(self.document, name)['size'] ** 0.5)
            k = np.arange(side * side)
            positions.append(np.stack([(k % side + 0.5), (k // side + 0.5)], axis=1) * 1000 / side)
        apart = np.abs(positions[0][:, None] - positions[1][None])
        return np.hypot(*np.moveaxis(np.minimum(apart, 1000 - apart), 2, 0))

    def set_delay(self, edge, synapses):
        delay = edge['delay']
        if isinstance(delay, str):
            if quantity(delay) > 0 * b2.ms:
                synapses.delay = quantity(delay)
        elif 'distance' in delay:
            distance = self.distances(edge)[synapses.i[:], synapses.j[:]]
            synapses.delay = quantity(delay['distance']['offset']) + distance * b2.um / quantity(delay['distance']['velocity'])
        else:
            # None is shorter than a step.
            synapses.delay = np.maximum(drawn(delay, len(synapses), self.rng), self.dt)


def plain(kind, item):
    return f'{kind}_{item["id"]}'.replace('-', '_')


def um(text):
    return float(quantity(text) / b2.um)


def quantity_or(refractory, space):
    """Of a parameter's name its value; a condition stays."""
    return space.get(refractory, refractory)


def small_world(nodes, neighbours, rewiring, rng):
    """Watts and Strogatz (1998): each edge of a ring gets another end with a probability; synapses both ways."""
    joined = {frozenset((i, (i + k) % nodes)) for k in range(1, neighbours // 2 + 1) for i in range(nodes)}
    for k in range(1, neighbours // 2 + 1):
        for i in range(nodes):
            if rng.random() >= rewiring:
                continue
            other = rng.integers(nodes)
            while other == i or frozenset((i, other)) in joined:
                other = rng.integers(nodes)
            joined.remove(frozenset((i, (i + k) % nodes)))
            joined.add(frozenset((i, int(other))))
    pairs = np.array([tuple(one) for one in joined])
    return np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])


def simulate(document, seeds, wanted):
    """Runs seeds 1, 2, ... one after the other; for each of them a Record of each wanted population."""
    return [simulate_one(document, seed, wanted) for seed in range(1, seeds + 1)]


def simulate_one(document, seed, wanted):
    """Runs the network; a Record of each wanted population."""
    network = Network(document, seed)
    monitors = {name: (b2.SpikeMonitor(network.groups[name]),
                       b2.StateMonitor(network.groups[name], 'v', record=True, dt=SAMPLE_MS * b2.ms)) for name in wanted}
    whole = b2.Network(network.objects, *[one for pair in monitors.values() for one in pair])
    duration = quantity(document['run']['duration'])
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        whole.run(duration)
    return {name: Record(len(network.groups[name]), np.asarray(spikes.t / b2.ms), np.asarray(spikes.i),
                         np.asarray(potentials.v / b2.mV), SAMPLE_MS, float(duration / b2.ms),
                         float(quantity(document['run']['from']) / b2.ms)) for name, (spikes, potentials) in monitors.items()}
