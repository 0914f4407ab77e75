"""Indices of surrogates that Elephant makes: mean and standard deviation, for tests/analysis/surrogates.test.ts.

Surrogates: elephant.spike_train_surrogates (shuffle_isis; dither_spikes, which would drop what leaves the window: here it is
turned back at the ends). SPIKE-distance and
SPIKE-synchronization: PySpike. Order parameter and mean pair correlation: NumPy, from their definitions.

    python surrogates.py > ../analysis/surrogates.json
"""
import json
import sys
import warnings

import neo
import numpy as np
import pyspike
import quantities as pq
from elephant.spike_train_surrogates import dither_spikes, shuffle_isis

DT = 0.1
LENGTH = 2000.0
NEURONS = 8
COUNT = 300
DITHER = 20.0
BIN = 5.0


def steps_of(times):
    steps = np.unique(np.round(np.asarray(times) / DT).astype(int))
    return steps[(steps >= 0) & (steps < round(LENGTH / DT))]


def poisson(rng, hz):
    return np.cumsum(rng.exponential(1000 / hz, size=int(10 + 4 * hz * LENGTH / 1000)))


def gamma(rng, hz, shape):
    return rng.uniform(0, 1000 / hz) + np.cumsum(rng.gamma(shape, 1000 / hz / shape, size=int(10 + 4 * hz * LENGTH / 1000)))


def sets():
    for k in range(10):
        rng = np.random.default_rng(k)
        yield f"random {k}", [poisson(rng, rng.uniform(5, 30)) for _ in range(NEURONS)]
    rng = np.random.default_rng(100)
    volleys = poisson(rng, 10)
    yield "irregular volleys", [
        (volleys + rng.normal(0, 2, volleys.size))[rng.random(volleys.size) < 0.8] for _ in range(NEURONS)
    ]
    yield "regular volleys", [np.arange(25, LENGTH, 50) + rng.normal(0, 3, 40) for _ in range(NEURONS)]
    yield "asynchronous", [gamma(rng, 20, 9) for _ in range(NEURONS)]


def order(trains):
    grid = np.arange(0, LENGTH, 1.0)
    total, count = np.zeros(grid.size, complex), np.zeros(grid.size, int)
    for times in trains:
        place = np.searchsorted(times, grid, side="right") - 1
        inside = (place >= 0) & (place < len(times) - 1)
        start, end = times[place[inside]], times[place[inside] + 1]
        total[inside] += np.exp(2j * np.pi * (grid[inside] - start) / (end - start))
        count[inside] += 1
    several = count >= 2
    return float(np.mean(np.abs(total[several]) / count[several]))


def correlation(trains):
    edges = np.arange(0, LENGTH + BIN / 2, BIN)
    matrix = np.corrcoef([np.histogram(times, edges)[0] for times in trains])
    return float(np.mean(matrix[np.triu_indices(len(trains), 1)]))


def indices(trains):
    spikes = [pyspike.SpikeTrain(times, [0, LENGTH]) for times in trains]
    return {
        "R": order(trains),
        "correlation": correlation(trains),
        "spikeDistance": float(pyspike.spike_distance(spikes)),
        "spikeSync": float(pyspike.spike_sync(spikes)),
    }


def dithered(train):
    room = DITHER * pq.ms
    wide = neo.SpikeTrain(train.magnitude * pq.ms, t_start=train.t_start - room, t_stop=train.t_stop + room)
    for moved in dither_spikes(wide, room, COUNT):
        times = np.abs(moved.rescale(pq.ms).magnitude)
        times = np.where(times >= LENGTH, 2 * LENGTH - times, times)
        yield neo.SpikeTrain(np.sort(times) * pq.ms, t_start=train.t_start, t_stop=train.t_stop)


def summary(of_train, trains):
    made = [of_train(neo.SpikeTrain(times * pq.ms, t_start=0 * pq.ms, t_stop=LENGTH * pq.ms)) for times in trains]
    values = [indices([np.sort(own[k].rescale(pq.ms).magnitude) for own in made]) for k in range(COUNT)]
    return {
        name: [float(np.mean([v[name] for v in values])), float(np.std([v[name] for v in values], ddof=1))]
        for name in values[0]
    }


def main():
    warnings.simplefilter("ignore")
    np.random.seed(1)
    results = []
    for name, made in sets():
        steps = [steps_of(times) for times in made]
        trains = [own * DT for own in steps]
        results.append(
            {
                "name": name,
                "steps": [own.tolist() for own in steps],
                "data": indices(trains),
                "shuffle": summary(lambda train: shuffle_isis(train, COUNT), trains),
                "dither": summary(lambda train: list(dithered(train)), trains),
            }
        )
    json.dump({"count": COUNT, "lengthMs": LENGTH, "dtMs": DT, "ditherMs": DITHER, "sets": results}, sys.stdout)


main()
