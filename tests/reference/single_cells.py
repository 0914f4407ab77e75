"""Single neurons of the 2018 program by fine steps of midpoint or Euler: spike times and least currents for presets' expectations.

  python single_cells.py
"""
import math

import numpy as np


def least_current(pulse_ms, low, high, dt=0.01):
    """Bounds (nA) of the least current with which a pulse makes an EIF neuron spike: 41 currents, and 41 between two of these."""
    for _ in range(2):
        currents = np.linspace(low, high, 41)
        first = int(np.argmax(fires(pulse_ms, currents, dt)))
        low, high = currents[first - 1], currents[first]
    return low, high


def fires(pulse_ms, currents, dt):
    v, fired = np.full(len(currents), -65.0), np.zeros(len(currents), bool)
    for k in range(int((pulse_ms + 60) / dt)):
        current = currents if k * dt < pulse_ms - 1e-9 else 0 * currents
        v = v + dt * eif(v + dt / 2 * eif(v, current), current)
        fired |= v > -30
        v = np.where(v > -30, -60, v)
    return fired


def eif(v, current):
    return (-65 - v + 2 * np.exp(np.minimum((v + 55) / 2, 20)) + 20 * current) / 12


def under_sine(slope, start, threshold, reset, refractory_ms, dt=0.005, duration_ms=520):
    """Spike times under 2 nA and a sine of 2.5 nA at 150 Hz, from 20 ms on."""
    current = lambda t: 2 + 2.5 * math.sin(2 * math.pi * 0.15 * (t - 20)) if t >= 20 - 1e-9 else 0
    v, free_at, times = start, 0, []
    for k in range(int(duration_ms / dt)):
        t = k * dt
        if t < free_at - 1e-9:
            continue
        v += dt * slope(v + dt / 2 * slope(v, current(t)), current(t + dt / 2))
        if v > threshold:
            times.append(t)
            v, free_at = reset, t + refractory_ms
    return np.array(times)


def initial_burst(dt=0.0005, duration_ms=140):
    """AdEx, tau_m 5 ms and R 500 MOhm (C 10 pF, g_L 2 nS), 65 pA from 20 ms on; Euler's rule, for w must not see the upstroke's end."""
    v, w, times = -70.0, 0.0, []
    for k in range(int(duration_ms / dt)):
        current = 65 if k * dt >= 20 - 1e-9 else 0
        slope = (2 * (-70 - v) + 4 * math.exp(min((v + 50) / 2, 25)) - w + current) / 10
        v, w = v + dt * slope, w + dt * (0.5 * (v + 70) - w) / 100
        if v > 0:
            times.append(round(k * dt, 2))
            v, w = -51.0, w + 7
    return times


if __name__ == '__main__':
    lif = lambda v, current: (-70 - v + 10 * current) / 15
    for name, times in (('LIF', under_sine(lif, -70.0, -50, -65.0, 2)), ('EIF', under_sine(eif, -65.0, -30, -60.0, 0))):
        late = np.diff(times[times >= 120])
        print(name, 'under the sine:', len(late) + 1, 'spikes from 120 ms, intervals', np.unique(late.round(1)), 'CV', late.std() / late.mean())
    print('AdEx initial burst:', initial_burst())
    for pulse_ms, low, high in ((1, 4, 12), (2, 2, 6), (5, 1, 3), (10, .7, 1.7), (20, .5, 1.2), (50, .4, .8), (100, .4, .8)):
        print('least current of a pulse of', pulse_ms, 'ms (nA):', least_current(pulse_ms, low, high))
