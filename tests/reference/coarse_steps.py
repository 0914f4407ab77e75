"""Numbers of spikes in 1 s of cells whose spikes are faster than the editor's time step, without steps: SciPy with events.

Writes coarse-steps.json beside it: python tests/reference/coarse_steps.py
"""

import json
import pathlib

import numpy as np
from scipy.integrate import solve_ivp

DURATION_MS = 1000
TOLERANCE = {'method': 'LSODA', 'rtol': 1e-9, 'atol': 1e-9}


def relative(x):
    """x/(1 - exp(-x)), 1 at 0."""
    return 1.0 if x == 0 else x / -np.expm1(-x)


def reduced_traub_miles(current):
    """Ermentrout and Kopell (1998), per 10,000 um^2; upward crossings of 0 mV."""

    def rates(_, y):
        v, h, n = y
        alpha_m, beta_m = 1.28 * relative((v + 54) / 4), 1.4 * relative(-(v + 27) / 5)
        m = alpha_m / (alpha_m + beta_m)
        alpha_h, beta_h = 0.128 * np.exp(-(v + 50) / 18), 4 / (1 + np.exp(-(v + 27) / 5))
        alpha_n, beta_n = 0.16 * relative((v + 52) / 5), 0.5 * np.exp(-(v + 57) / 40)
        return [
            (current - 10_000 * m**3 * h * (v - 50) - 8000 * n**4 * (v + 100) - 10 * (v + 67)) / 100,
            alpha_h * (1 - h) - beta_h * h,
            alpha_n * (1 - n) - beta_n * n,
        ]

    def crossing(_, y):
        return y[0]

    crossing.direction = 1
    start = [-66.5911, 0.995496, 0.040275]
    return len(solve_ivp(rates, (0, DURATION_MS), start, events=crossing, max_step=0.05, **TOLERANCE).t_events[0])


def adex(current, C, g_L, E_L, a, tau_w, b, V_reset, V_cut, V_T, Delta_T):
    """Brette and Gerstner (2005), from rest; a spike ends at V_cut, at the latest 10 Delta_T above V_T: a microsecond before it would."""

    V_cut = min(V_cut, V_T + 10 * Delta_T)

    def rates(_, y):
        v, w = y
        drive = g_L * Delta_T * np.exp((min(v, V_cut) - V_T) / Delta_T)
        return [(g_L * (E_L - v) + drive - w + current) / C, (a * (v - E_L) - w) / tau_w]

    def spike(_, y):
        return y[0] - V_cut

    spike.terminal, spike.direction = True, 1
    time, state, count = 0.0, [E_L, 0.0], 0
    while True:
        part = solve_ivp(rates, (time, DURATION_MS), state, events=spike, **TOLERANCE)
        if part.status != 1:
            return count
        count += 1
        time, state = part.t[-1], [V_reset, part.y[1, -1] + b]


DEFAULT = dict(C=281, g_L=30, E_L=-70.6, a=4, tau_w=144, b=80.5, V_reset=-70.6, V_cut=-40.4, V_T=-50.4, Delta_T=2)
NAUD = dict(V_cut=0, V_T=-50, Delta_T=2)
SETS = {
    'Bursting': {**DEFAULT, 'tau_w': 20, 'b': 500, 'V_reset': -45.4},
    'Tonic': {**NAUD, 'C': 200, 'g_L': 10, 'E_L': -70, 'a': 2, 'tau_w': 30, 'b': 0, 'V_reset': -58},
    'Initial burst': {**NAUD, 'C': 130, 'g_L': 18, 'E_L': -58, 'a': 4, 'tau_w': 150, 'b': 120, 'V_reset': -50},
    'Delayed accelerating': {**NAUD, 'C': 200, 'g_L': 12, 'E_L': -70, 'a': -10, 'tau_w': 300, 'b': 0, 'V_reset': -58},
    'Irregular': {**NAUD, 'C': 100, 'g_L': 12, 'E_L': -60, 'a': -11, 'tau_w': 130, 'b': 30, 'V_reset': -48},
}

cases = [
    {'model': 'reduced-traub-miles', 'set': None, 'pA': current, 'spikes': reduced_traub_miles(current)}
    for current in (20, 50, 140, 300, 1000, 2000)
]
cases += [
    {'model': 'adex', 'set': None, 'pA': current, 'spikes': adex(current, **DEFAULT)} for current in (700, 1000, 2000)
]
cases += [
    {'model': 'adex', 'set': name, 'pA': current, 'spikes': adex(current, **numbers)}
    for name, numbers in SETS.items()
    for current in (500, 1000)
]
pathlib.Path(__file__).with_name('coarse-steps.json').write_text(json.dumps(cases, indent=2) + '\n')
