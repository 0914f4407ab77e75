"""Makes the reference cases whose plastic statements stand in another order than release, weight, traces.

  python tests/reference/plasticity_order.py     (Brian2 2.9, numpy target, float64)

Writes tests/oracle/triplet_weight_first.json and tests/oracle/vogels_release_last.json.
"""
import json
import pathlib

import brian2 as b2
import numpy as np

b2.prefs.codegen.target = 'numpy'
DT_MS, STEPS = 0.1, 6000
UNITS = {'ms': b2.ms, 'mV': b2.mV, '1': 1}
FOLDER = pathlib.Path(__file__).parent.parent / 'oracle'


def quantity(entry):
    value = entry['value']
    return (np.array(value) if isinstance(value, list) else value) * UNITS[entry['unit']]


def namespace(parameters):
    return {name: quantity(entry) for name, entry in parameters.items()}


def trains(rng, count, spikes):
    pairs = {(int(rng.integers(count)), int(rng.integers(1, STEPS - 100))) for _ in range(spikes)}
    return [list(pair) for pair in sorted(pairs, key=lambda pair: pair[1])]


def run(case):
    b2.start_scope()
    dt = DT_MS * b2.ms
    b2.defaultclock.dt = dt
    objects = {}
    for entry in case['generators']:
        neurons, steps = np.array(entry['spikes']).T
        objects[entry['name']] = b2.SpikeGeneratorGroup(entry['n'], neurons, steps * DT_MS * b2.ms, name=entry['name'])
    for entry in case['groups']:
        group = b2.NeuronGroup(
            entry['n'], entry['equations'], threshold=entry['threshold'], reset=entry['reset'], method=entry['method'],
            refractory=entry['refractory_ms'] * b2.ms, namespace=namespace(entry['parameters']), name=entry['name'])
        for name, initial in entry['initial'].items():
            setattr(group, name, quantity(initial))
        objects[entry['name']] = group
    for entry in case['synapses']:
        synapses = b2.Synapses(
            objects[entry['pre']], objects[entry['post']], entry['model'], on_pre=entry['on_pre'],
            on_post=entry['on_post'], method='exact', namespace=namespace(entry['parameters']), name=entry['name'])
        synapses.connect(i=entry['pre_index'], j=entry['post_index'])
        for name, initial in entry['initial'].items():
            setattr(synapses, name, quantity(initial))
        synapses.pre.delay = np.array(entry['delay_steps']) * dt
        objects[entry['name']] = synapses
    spikes = {name: b2.SpikeMonitor(o) for name, o in objects.items() if isinstance(o, b2.NeuronGroup)}
    monitors = [
        b2.StateMonitor(objects[r['of']], r['variable'], record=r['index'], dt=r['every_steps'] * dt)
        for r in case['record']]
    b2.Network(*objects.values(), *spikes.values(), *monitors).run(STEPS * dt, namespace={})
    steps = {name: [np.rint(np.asarray(train / dt)).astype(int).tolist() for train in monitor.spike_trains().values()]
             for name, monitor in spikes.items()}
    plain = lambda values, unit: [float(f'{x:.15g}') for x in np.asarray(values / UNITS[unit])]
    case['expected'] = {
        'spike_steps': steps,
        'spike_times_ms': {n: [[round(k * DT_MS, 6) for k in row] for row in rows] for n, rows in steps.items()},
        'spike_counts': {n: [len(row) for row in rows] for n, rows in steps.items()},
        'traces': [{**r, 'values': [plain(row, r['unit']) for row in getattr(monitor, r['variable'])]}
                   for r, monitor in zip(case['record'], monitors)],
        'final': {f"{f['of']}.{f['variable']}": {
            'unit': f['unit'], 'value': plain(getattr(objects[f['of']], f['variable'])[:], f['unit'])}
            for f in case['final']},
    }
    (FOLDER / f"{case['case']}.json").write_text(json.dumps(case, separators=(',', ':')) + '\n')


def case(name, model, about, groups, generators, synapses, record, final):
    return {'format': 'entrain-oracle-1', 'case': name, 'model': model, 'about': about,
            'engine': 'brian2 2.9 numpy float64', 'dt_ms': DT_MS, 'steps': STEPS, 'duration_ms': DT_MS * STEPS,
            'groups': groups, 'generators': generators, 'inputs': [], 'synapses': [synapses], 'record': record,
            'final': final, 'spikes_unchanged_by_1e-9_nudge': True, 'fragile_neurons': {}}


def constants(entries):
    return {name: {'value': value, 'unit': unit} for name, (value, unit) in entries.items()}


def triplet(rng, n=8):
    """Pfister and Gerstner (2006): each weight changes before the traces take the spike in."""
    record = [{'of': 'S', 'variable': 'w', 'unit': '1', 'index': list(range(n)), 'every_steps': 50}]
    synapses = {
        'name': 'S', 'pre': 'pre', 'post': 'post',
        'model': 'w : 1\n' + '\n'.join(f'd{x}/dt = -{x}/tau_{x} : 1 (event-driven)' for x in ('r1', 'r2', 'o1', 'o2')),
        'on_pre': 'w = clip(w - o1*(A2m + A3m*r2), 0, 1); r1 += 1; r2 += 1',
        'on_post': 'w = clip(w + r1*(A2p + A3p*o2), 0, 1); o1 += 1; o2 += 1',
        'order': 0,
        'parameters': constants({
            'tau_r1': (16.8, 'ms'), 'tau_r2': (101.0, 'ms'), 'tau_o1': (33.7, 'ms'), 'tau_o2': (125.0, 'ms'),
            'A2p': (0.005, '1'), 'A3p': (0.0062, '1'), 'A2m': (0.007, '1'), 'A3m': (0.0023, '1')}),
        'pre_index': list(range(n)), 'post_index': list(range(n)),
        'initial': {x: {'value': [start] * n, 'unit': '1'}
                    for x, start in (('r1', 0.0), ('r2', 0.0), ('o1', 0.0), ('o2', 0.0), ('w', 0.5))},
        'delay_steps': [0] * n}
    generators = [{'name': name, 'n': n, 'spikes': trains(rng, n, 240)} for name in ('pre', 'post')]
    return case('triplet_weight_first', 'triplet STDP', 'the weight is set before the traces, at both ends',
                [], generators, synapses, record, [{'of': 'S', 'variable': 'w', 'unit': '1'}])


def vogels(rng, n=6):
    """Vogels et al. (2011), as their Brian script writes it: the weight changes first, and the new one is released."""
    sources = 5
    pairs = [(i, j) for i in range(sources) for j in range(n)]
    group = {
        'name': 'G', 'n': n, 'threshold': 'v > 15*mV', 'reset': 'v = 0*mV', 'method': 'exact', 'refractory_ms': 2.0,
        'equations': 'dv/dt = (drive - g - v)/tau : volt (unless refractory)\ndg/dt = -g/tau_g : volt',
        'parameters': constants({'drive': (24.0, 'mV'), 'tau': (20.0, 'ms'), 'tau_g': (6.0, 'ms')}),
        'initial': {'v': {'value': rng.uniform(0, 14, n).tolist(), 'unit': 'mV'},
                    'g': {'value': [0.0] * n, 'unit': 'mV'}}}
    synapses = {
        'name': 'S', 'pre': 'pre', 'post': 'G',
        'model': 'w : volt\ndapre/dt = -apre/tau_stdp : 1 (event-driven)\ndapost/dt = -apost/tau_stdp : 1 (event-driven)',
        'on_pre': 'apre += 1; w = clip(w + (apost - alpha)*eta, 0*mV, w_max); g_post += w',
        'on_post': 'apost += 1; w = clip(w + apre*eta, 0*mV, w_max)',
        'order': 0,
        'parameters': constants({'tau_stdp': (20.0, 'ms'), 'alpha': (0.4, '1'), 'eta': (0.3, 'mV'),
                                 'w_max': (8.0, 'mV')}),
        'pre_index': [i for i, _ in pairs], 'post_index': [j for _, j in pairs],
        'initial': {'w': {'value': [1.0] * len(pairs), 'unit': 'mV'},
                    **{x: {'value': [0.0] * len(pairs), 'unit': '1'} for x in ('apre', 'apost')}},
        'delay_steps': [10] * len(pairs)}
    record = [{'of': 'G', 'variable': 'v', 'unit': 'mV', 'index': list(range(n)), 'every_steps': 50},
              {'of': 'G', 'variable': 'g', 'unit': 'mV', 'index': list(range(n)), 'every_steps': 50},
              {'of': 'S', 'variable': 'w', 'unit': 'mV', 'index': list(range(10)), 'every_steps': 50}]
    return case('vogels_release_last', 'inhibitory STDP', 'the weight is set before it is released', [group],
                [{'name': 'pre', 'n': sources, 'spikes': trains(rng, sources, 200)}], synapses, record,
                [{'of': 'S', 'variable': 'w', 'unit': 'mV'}, {'of': 'G', 'variable': 'g', 'unit': 'mV'}])


run(triplet(np.random.default_rng(1)))
run(vogels(np.random.default_rng(2)))
