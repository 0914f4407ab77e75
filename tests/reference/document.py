"""Presets as these scripts read them: numbers in ms, mV, pA, nS, pF, GOhm, kHz, um."""
import copy
import json
import os

import numpy as np

PRESETS = os.path.join(os.path.dirname(__file__), '..', '..', 'presets')
UNITS = {
    '': 1, 'ms': 1, 's': 1000, 'mV': 1, 'pA': 1, 'nA': 1000, 'nS': 1, 'pF': 1, 'MOhm': 1e-3, 'GOhm': 1, 'Hz': 1e-3, 'um': 1, 'mm': 1000,
    'mm/ms': 1000,
}


def read_preset(name, variant=None):
    """The document, with the overrides of a variant."""
    with open(os.path.join(PRESETS, f'{name}.json')) as file:
        document = json.load(file)
    if variant is None:
        return document
    chosen = copy.deepcopy(document)
    for override in next(one['overrides'] for one in document['variants'] if one['id'] == variant):
        owner = chosen['run'] if override['node'] is None else by_id(chosen, override['node'])
        *path, last = override['field'].split('.')
        for key in path:
            owner = owner[key]
        owner[last] = override['value']
    return chosen


def by_id(document, name):
    return next(one for one in document['nodes'] + document['edges'] if one['id'] == name)


def quantity(text):
    if isinstance(text, (int, float)):
        return text
    number, _, unit = text.partition(' ')
    return float(number) * UNITS[unit]


def drawn(value, shape, rng):
    """A parameter or an initial value for each neuron."""
    if not isinstance(value, dict):
        return np.full(shape, float(quantity(value)))
    (law, (first, second)), = value.items()
    return {'uniform': rng.uniform, 'normal': rng.normal}[law](quantity(first), quantity(second), shape)
