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


def event_sync(x, y):
    """Quian Quiroga, Kreuz & Grassberger (2002), the double sums as they are written, with |dt| < tau."""
    def around(times, k):
        return min([WINDOW, *np.diff(times)[max(0, k - 1):k + 1]])

    def count(x, y):
        total = 0.0
        for i, t in enumerate(x):
            for j, u in enumerate(y):
                if t == u:
                    total += 0.5
                elif 0 < t - u < min(around(x, i), around(y, j)) / 2:
                    total += 1
        return total

    value = (count(x, y) + count(y, x)) / math.sqrt(len(x) * len(y))
    by_pyspike = spk.spike_sync(*(spk.SpikeTrain(times, [0, WINDOW]) for times in (x, y)))
    assert abs(value - by_pyspike * (len(x) + len(y)) / 2 / math.sqrt(len(x) * len(y))) < 1e-9
    return value


def over_pairs(measure, trains):
    values = [measure(x, y) for k, x in enumerate(trains) for y in trains[:k]]
    return float(np.mean(values)) if values else None


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
            'eventSync': over_pairs(event_sync, [times for times in trains if len(times) > 1]),
            'cv2': [local(statistics.cv2, times) for times in trains],
            'lv': [local(statistics.lv, times) for times in trains],
        })
print(json.dumps({
    'source': f'PySpike {spk.__version__ if hasattr(spk, "__version__") else ""}, Elephant {elephant.__version__}',
    'windowMs': WINDOW,
    'cases': cases,
}))
