"""Runs presets with ten seeds and keeps what their expectations measure in results.json.

  python run.py [--with PROGRAM] PRESET[:VARIANT] ...

VARIANT `A` is the network itself; without one, all that expectations name are run. By default jump_networks.py runs them (NumPy),
and PROGRAM is one of PROGRAMS below. `brian2` needs Brian2 (`pip install brian2`).
"""
import argparse
import importlib
import json
import os
import time

import numpy as np

from document import read_preset
from measures import measures, quantity_ms

RESULTS = os.path.join(os.path.dirname(__file__), 'results.json')
SEEDS = 10
PROGRAMS = {
    'jumps': ('jump_networks', 'NumPy'), 'conductances': ('conductance_networks', 'NumPy'),
    'graded': ('graded_networks', 'NumPy'), 'learning': ('learning_neuron', 'NumPy'), 'sparse': ('sparse_networks', 'NumPy'),
    'brian2': ('networks', 'Brian2 2.9'),
}
# Of the first population that is expected something of, in the run's own window.
ALWAYS = ('rateHz', 'cv', 'chi', 'R', 'correlation')


def key(expectation, run):
    """What tells a measured value from others of the preset: population, measure, window (ms), neurons."""
    start, end = quantity_ms(expectation, 'from', run['from']), quantity_ms(expectation, 'to', run['duration'])
    neurons = expectation.get('neurons')
    words = [expectation['population'], expectation['measure'], f'{start:g}-{end:g}'.replace('-', ' to '), neurons and f'of {neurons}']
    return ' '.join(filter(None, words))


def run(preset, variant, simulate):
    """Values of each expectation by its key; without those that some run does not have (the CV of neurons that spike once)."""
    document = read_preset(preset, None if variant == 'A' else variant)
    expected = [one for one in document['expect'] if one.get('variant', 'A') == variant and one['measure'] in measures]
    population = document['expect'][0]['population']
    expected += [{'population': population, 'measure': name} for name in ALWAYS]
    by_key = {key(one, document['run']): one for one in expected}
    records = simulate(document, SEEDS, {one['population'] for one in expected})
    values = {name: [measures[one['measure']](record[one['population']], one) for record in records] for name, one in by_key.items()}
    return {name: found for name, found in values.items() if None not in found}


def keep(preset, variant, name, values):
    with open(RESULTS) as file:
        results = json.load(file)
    entry = results.setdefault(preset, {}).setdefault(variant, {})
    entry['by'] = name
    entry['measures'] = {key: summary(found) for key, found in values.items()}
    with open(RESULTS, 'w') as file:
        json.dump(results, file, indent=2, sort_keys=True)
        file.write('\n')


def summary(found):
    numbers = np.array(found, float)
    digits = lambda x: float(f'{x:.5g}')
    return {'mean': digits(numbers.mean()), 'sd': digits(numbers.std(ddof=1)), 'min': digits(numbers.min()), 'max': digits(numbers.max())}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('presets', nargs='+')
    parser.add_argument('--with', dest='program', choices=PROGRAMS, default='jumps')
    given = parser.parse_args()
    module, name = PROGRAMS[given.program]
    simulate = importlib.import_module(module).simulate
    for chosen in given.presets:
        preset, _, variant = chosen.partition(':')
        expected = read_preset(preset)['expect']
        for one in [variant] if variant else dict.fromkeys(one.get('variant', 'A') for one in expected):
            started = time.process_time()
            values = run(preset, one, simulate)
            keep(preset, one, name, values)
            shown = ', '.join(f'{key} {np.array(found, float).mean():.4g}' for key, found in values.items())
            print(f'{preset} {one} ({time.process_time() - started:.0f} s): {shown}', flush=True)


if __name__ == '__main__':
    main()
