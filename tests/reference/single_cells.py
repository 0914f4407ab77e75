"""Single neurons of the 2018 program in Brian2, by fine steps: spike times and least currents for presets' expectations.

  python single_cells.py
"""
import brian2 as b2
import numpy as np
from brian2 import Hz, Mohm, ms, mV, nA, nS, pA, pF

b2.prefs.codegen.target = 'numpy'
b2.BrianLogger.log_level_error()

LIF = dict(model='dv/dt = (E_L - v + R*I)/tau : volt (unless refractory)', threshold='v > -50*mV', reset='v = -65*mV',
           refractory=2 * ms, space=dict(E_L=-70 * mV, R=10 * Mohm, tau=15 * ms))
EIF = dict(model='dv/dt = (E_L - v + D*exp(clip((v + 55*mV)/D, -100, 20)) + R*I)/tau : volt', threshold='v > -30*mV', reset='v = -60*mV',
           refractory=False, space=dict(E_L=-65 * mV, R=20 * Mohm, tau=12 * ms, D=2 * mV))
# tau_m 5 ms and R 500 MOhm are C 10 pF and g_L 2 nS.
ADEX = dict(model='''dv/dt = (g*(E_L - v) + g*D*exp(clip((v + 50*mV)/D, -100, 20)) - w + I)/C : volt
                     dw/dt = (a*(v - E_L) - w)/tw : amp''',
            threshold='v > 0*mV', reset='v = -51*mV; w += 7*pA', refractory=False,
            space=dict(E_L=-70 * mV, C=10 * pF, g=2 * nS, D=2 * mV, a=.5 * nS, tw=100 * ms))


def spikes(cell, current, duration, dt, method, size=1):
    """Spike times (ms) of each of `size` neurons; `current` may read `i`."""
    b2.start_scope()
    b2.defaultclock.dt = dt
    group = b2.NeuronGroup(size, f'{cell["model"]}\nI = {current} : amp', threshold=cell['threshold'], reset=cell['reset'],
                           refractory=cell['refractory'], method=method, namespace=cell['space'])
    group.v = cell['space']['E_L']
    monitor = b2.SpikeMonitor(group)
    b2.Network(group, monitor).run(duration)
    return [np.round(monitor.t[monitor.i == k] / ms, 3) for k in range(size)]


def least_current(pulse_ms, low, high, rounds=2, many=41):
    """Bounds (nA) of the least current with which a pulse makes an EIF neuron spike."""
    for _ in range(rounds):
        step = (high - low) / (many - 1)
        current = f'({low!r} + {step!r}*i)*nA*int(t >= 10*ms)*int(t < {10 + pulse_ms}*ms)'
        found = spikes(EIF, current, (pulse_ms + 60) * ms, .01 * ms, 'rk4', many)
        first = next(k for k, times in enumerate(found) if len(times) > 0)
        low, high = low + (first - 1) * step, low + first * step
    return low, high


if __name__ == '__main__':
    sine = '(2*nA + 2.5*nA*sin(2*pi*150*Hz*(t - 20*ms)))*int(t >= 20*ms)'
    for name, cell in (('LIF', LIF), ('EIF', EIF)):
        times, = spikes(cell, sine, 520 * ms, .01 * ms, 'rk4')
        late = times[times >= 120]
        intervals = np.diff(late)
        print(name, 'under 2 nA + 2.5 nA at 150 Hz:', times[:6], 'from 120 ms', len(late), 'spikes, intervals', np.unique(np.round(intervals, 1)),
              'CV', np.round(intervals.std() / intervals.mean(), 4))
    for dt in (.01, .005):
        print('AdEx initial burst, 65 pA from 20 ms:', dt, spikes(ADEX, '65*pA*int(t >= 20*ms)', 320 * ms, dt * ms, 'rk4'))
    for pulse_ms, low, high in ((1, 4, 12), (2, 2, 6), (5, 1, 3), (10, .7, 1.7), (20, .5, 1.2), (50, .4, .8), (100, .4, .8)):
        print('least current of a pulse of', pulse_ms, 'ms (nA):', least_current(pulse_ms, low, high))
