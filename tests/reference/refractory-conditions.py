"""Refractoriness as a condition in models of one's own, by Brian2 2.9: tests/compile/refractory-conditions.brian2.json.

    python tests/reference/refractory-conditions.py > tests/compile/refractory-conditions.brian2.json

A leaky neuron with a trace u of its own spikes, which is refractory while u is above a level (and its potential held), while its
potential is above another level (and not held: the potential is thrown up by a spike and decays), and while u is above a level
or a period has not passed. Constant currents drawn at random; spikes are given as steps, by current.
"""
import json

import numpy as np
from brian2 import Mohm, Network, NeuronGroup, SpikeMonitor, defaultclock, mV, ms, pA, prefs, start_scope

prefs.codegen.target = 'numpy'
DT_MS = 0.1
STEPS = 3000
HELD = 'dv/dt = (E_L - v + R*I)/tau_m : volt (unless refractory)'
FREE = 'dv/dt = (E_L - v + R*I)/tau_m : volt'
CASES = [
    dict(equation=HELD, reset='v = V_reset; u += 1', refractoryWhile='u > 0.3', periodMs=0),
    dict(equation=FREE, reset='v = V_up; u += 1', refractoryWhile='v > V_mid', periodMs=0),
    dict(equation=HELD, reset='v = V_reset; u += 1', refractoryWhile='u > 0.3 and v < V_low', periodMs=7.3),
]


def run(case, currents):
    start_scope()
    defaultclock.dt = DT_MS*ms
    namespace = dict(E_L=-65*mV, R=100*Mohm, tau_m=10*ms, tau_u=5*ms, V_th=-50*mV, V_reset=-60*mV, V_up=-20*mV, V_mid=-35*mV, V_low=-52*mV,
                     t_ref=case['periodMs']*ms)
    condition = case['refractoryWhile']
    if case['periodMs'] > 0:
        condition = f'timestep(t - lastspike, dt) < timestep(t_ref, dt) or ({condition})'
    group = NeuronGroup(len(currents), case['equation'] + '\ndu/dt = -u/tau_u : 1\nI : amp (constant)', threshold='v > V_th',
                        reset=case['reset'].replace('; ', '\n'), refractory=condition, method='rk4', namespace=namespace)
    group.v = -65*mV
    group.I = currents*pA
    spikes = SpikeMonitor(group)
    Network(group, spikes).run(STEPS*DT_MS*ms)
    trains = spikes.spike_trains()
    return [[int(round(float(t/ms)/DT_MS)) for t in trains[k]] for k in range(len(currents))]


generator = np.random.default_rng(7)
rows = []
for case in CASES:
    # An unheld potential must fall below V_mid again.
    most = 120 if case['equation'] == FREE else 900
    currents = np.round(160 + most*generator.random(6), 2)
    found = dict(**case, steps=STEPS, dtMs=DT_MS, currentsPA=[float(c) for c in currents], spikes=run(case, currents))
    rows.append(json.dumps(found, separators=(', ', ': ')))
print('[\n' + ',\n'.join(rows) + '\n]')
