"""The measures of presets' expectations, over all neurons of a population, as src/analysis/measures defines them.

A population is given as `Record`: spike times (ms) and neurons, ordered by time, and its potential every 0.5 ms.
"""
from dataclasses import dataclass

import numpy as np


@dataclass
class Record:
    size: int
    times_ms: np.ndarray
    neurons: np.ndarray
    potentials: np.ndarray  # one row per neuron
    sample_ms: float
    duration_ms: float
    from_ms: float
    copies: list | None = None  # of a repeated population, the spike times of each copy
    weights: np.ndarray | None = None  # at the end, of plastic synapses onto it, as shares of the largest possible

    def window(self, expectation):
        return quantity_ms(expectation, 'from', self.from_ms), quantity_ms(expectation, 'to', self.duration_ms)

    def trains(self, window=None):
        low, high = window or (0, np.inf)
        inside = (self.times_ms >= low - 1e-6) & (self.times_ms < high - 1e-6)
        order = np.argsort(self.neurons[inside], kind='stable')
        neurons, times = self.neurons[inside][order], self.times_ms[inside][order]
        return np.split(times, np.searchsorted(neurons, np.arange(1, self.size)))


def quantity_ms(owner, field, otherwise):
    """A time of an expectation, or else another, in ms."""
    given = owner.get(field, otherwise)
    if not isinstance(given, str):
        return given
    number, unit = given.split()
    return float(number) * {'ms': 1, 's': 1000}[unit]


def rate_hz(record, expectation):
    low, high = record.window(expectation)
    return sum(map(len, record.trains((low, high)))) / record.size / (high - low) * 1000


def cv(record, expectation):
    intervals = [np.diff(train) for train in record.trains(record.window(expectation)) if len(train) >= 3]
    return np.mean([one.std() / one.mean() for one in intervals]) if intervals else None


def chi(record, expectation):
    low, high = record.window(expectation)
    v = record.potentials[:, round(low / record.sample_ms):round(high / record.sample_ms)]
    return np.sqrt(v.mean(axis=0).var() / v.var(axis=1).mean())


def order_parameter(record, expectation):
    """Every millisecond at which two neurons have a phase: the length of the mean over those that have one."""
    low, high = record.window(expectation)
    grid = np.arange(low, high - 1e-9)
    sums, counts = np.zeros(len(grid), complex), np.zeros(len(grid))
    for train in record.trains():
        if len(train) < 2:
            continue
        k = np.searchsorted(train, grid + 1e-9, side='right')
        has = (k > 0) & (k < len(train))
        start, end = train[k[has] - 1], train[k[has]]
        sums[has] += np.exp(2j * np.pi * (grid[has] - start) / (end - start))
        counts[has] += 1
    enough = counts >= 2
    return np.mean(np.abs(sums[enough]) / counts[enough]) if enough.any() else None


def correlation(record, expectation, bin_ms=5):
    """Mean over pairs of Pearson's correlation of spike counts."""
    low, high = record.window(expectation)
    bins = int((high - low) / bin_ms + 1e-9)
    counts = np.array([np.histogram(train, bins, (low, low + bins * bin_ms))[0] for train in record.trains((low, high))])
    varying = counts[counts.std(axis=1) > 0]
    scores = (varying - varying.mean(axis=1, keepdims=True)) / varying.std(axis=1, keepdims=True)
    k = len(scores)
    return (scores.sum(axis=0).var() - k) / (k * (k - 1)) if k > 1 else None


def _chosen(record, expectation):
    low, high = expectation.get('neurons', (0, record.size))
    return np.concatenate(record.trains(record.window(expectation))[low:high])


def spikes(record, expectation):
    return len(_chosen(record, expectation))


def spike_spread_ms(record, expectation):
    times = _chosen(record, expectation)
    return times.std() if len(times) > 1 else None


def first_volley_ms(record, _):
    return np.mean([train[0] for train in record.trains() if len(train) > 0])


def _ring_mean(record, expectation):
    trains = record.trains(record.window(expectation))
    counts = np.array([len(train) for train in trains])
    return (counts * np.exp(2j * np.pi * np.arange(record.size) / record.size)).sum() / counts.sum()


def copies_correlation(record, expectation, bin_ms=4):
    """Mean over the pairs of copies of Pearson's correlation of their rates."""
    low, high = record.window(expectation)
    bins = int((high - low) / bin_ms + 1e-9)
    counts = [np.histogram(times + 1e-6, bins, (low, low + bins * bin_ms))[0] for times in record.copies]
    return np.corrcoef(counts)[np.triu_indices(len(counts), 1)].mean()


def weights_at_bounds(record, _):
    return np.mean((record.weights < 0.1) | (record.weights >= 0.9))


measures = {
    'rateHz': rate_hz,
    'cv': cv,
    'chi': chi,
    'R': order_parameter,
    'correlation': correlation,
    'spikes': spikes,
    'spikeSpreadMs': spike_spread_ms,
    'firstVolleyMs': first_volley_ms,
    'copiesCorrelation': copies_correlation,
    'weightsAtBounds': weights_at_bounds,
    'ringCentreDeg': lambda *of: np.degrees(np.angle(_ring_mean(*of))) % 360,
    'ringConcentration': lambda *of: abs(_ring_mean(*of)),
}
