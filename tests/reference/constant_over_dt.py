"""Spikes and end of a neuron whose threshold or reset reads a subexpression (constant over dt), by Brian2 2.9.

The numbers stand in tests/compile/constant-over-dt.test.ts.
"""

from brian2 import Network, NeuronGroup, SpikeMonitor, defaultclock, mV, ms, prefs

prefs.codegen.target = 'numpy'
defaultclock.dt = 0.5 * ms

for threshold, reset in (
    ('held > 2*mV', 'v = 0*mV'),
    ('v > 2*mV', 'v = held'),
    ('v > 2*mV', 'v = 0*mV; w += held'),
    ('twice > 4*mV', 'v = -1*mV'),
):
    group = NeuronGroup(
        1,
        '''dv/dt = mV/ms : volt
        dw/dt = 0*mV/ms : volt
        held = v : volt (constant over dt)
        twice = 2*held : volt''',
        threshold=threshold,
        reset=reset.replace('; ', '\n'),
        method='euler',
    )
    spikes = SpikeMonitor(group)
    Network(group, spikes).run(12 * ms)
    print(threshold, '|', reset, [float(t) for t in spikes.t / ms], group.v[0] / mV, group.w[0] / mV)
