"""Measures of sparse random spike trains by PySpike and Elephant, for tests/analysis/sparse-trains.json.

Run: python tests/reference/sparse_trains.py > tests/analysis/sparse-trains.json
"""
import json
import math
import warnings

import elephant
import elephant.statistics as statistics
import numpy as np
import pyspike as spk

warnings.simplefilter('ignore')
random = np.random.default_rng(20)
WINDOW = 1000.0


def train(mean):
    times = np.unique(np.round(random.uniform(0, WINDOW, random.poisson(mean)), 1))
    return [float(time) for time in times if 0 < time < WINDOW]


def finite(value):
    value = float(value)
    return value if math.isfinite(value) else None


def local(measure, times):
    return finite(measure(np.diff(times), with_nan=True)) if len(times) > 2 else None


cases = []
for mean in (0.5, 1, 2, 5):
    for _ in range(6):
        trains = [train(mean) for _ in range(4)]
        # One spike at least, in two of them: without any, neither has something to say.
        if sum(len(times) > 0 for times in trains) < 2:
            continue
        spikes = [spk.SpikeTrain(times, [0, WINDOW]) for times in trains]
        firing = [one for one in spikes if len(one.spikes) > 0]
        cases.append({
            'trains': trains,
            'isiDistance': finite(spk.isi_distance(firing)),
            'spikeDistance': finite(spk.spike_distance(firing)),
            'spikeSync': finite(spk.spike_sync(spikes)),
            'cv2': [local(statistics.cv2, times) for times in trains],
            'lv': [local(statistics.lv, times) for times in trains],
        })
print(json.dumps({
    'source': f'PySpike {spk.__version__ if hasattr(spk, "__version__") else ""}, Elephant {elephant.__version__}',
    'windowMs': WINDOW,
    'cases': cases,
}))
