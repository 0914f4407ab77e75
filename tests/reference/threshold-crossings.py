"""Spikes as upward crossings, by Brian2 2.9: tests/library/neurons/crossings.brian2.json.

    python tests/reference/threshold-crossings.py > tests/library/neurons/crossings.brian2.json

Each model of the library that resets nothing, with threshold and refractory condition 'v > V_cut', under constant currents
drawn from where it begins to fire to depolarisation block, all neurons from rest; and Traub-Miles with a refractory period
beside the condition. Spikes are given as steps, by current.
"""
import json
import sys

import numpy as np
from brian2 import Network, NeuronGroup, SpikeMonitor, defaultclock, mV, ms, nS, pA, pF, prefs, start_scope, uS

prefs.codegen.target = 'numpy'
GOhm = mV/pA

# Pure numbers of the original papers read as mV and ms.
MODELS = {
    'hodgkin-huxley': dict(
        equations='''
        dv/dt = (I - g_Na*m**3*h*(v - E_Na) - g_K*n**4*(v - E_K) - g_L*(v - E_L))/C : volt
        dm/dt = alpha_m*(1 - m) - 4*exp(-(v + 65*mV)/(18*mV))/ms*m : 1
        dh/dt = 0.07*exp(-(v + 65*mV)/(20*mV))/ms*(1 - h) - beta_h*h : 1
        dn/dt = alpha_n*(1 - n) - 0.125*exp(-(v + 65*mV)/(80*mV))/ms*n : 1
        alpha_m = 1/(exprel(-(v + 40*mV)/(10*mV))*ms) : Hz
        beta_h = 1/((1 + exp(-(v + 35*mV)/(10*mV)))*ms) : Hz
        alpha_n = 0.1/(exprel(-(v + 55*mV)/(10*mV))*ms) : Hz''',
        constants=dict(C=100*pF, g_Na=12*uS, g_K=3.6*uS, g_L=30*nS, E_Na=50*mV, E_K=-77*mV, E_L=-54.387*mV, V_cut=0*mV),
        initial=dict(v=-64.9964*mV, m=0.052955, h=0.595994, n=0.317732), range=(500, 250e3)),
    'traub-miles': dict(
        equations='''
        dv/dt = (g_L*(E_L - v) - g_Na*m**3*h*(v - E_Na) - g_K*n**4*(v - E_K) + I)/C : volt
        dm/dt = alpha_m*(1 - m) - beta_m*m : 1
        dh/dt = 0.128*exp((17*mV - v + V_T)/(18*mV))/ms*(1 - h) - 4/((1 + exp((40*mV - v + V_T)/(5*mV)))*ms)*h : 1
        dn/dt = alpha_n*(1 - n) - 0.5*exp((10*mV - v + V_T)/(40*mV))/ms*n : 1
        alpha_m = 1.28/(exprel((13*mV - v + V_T)/(4*mV))*ms) : Hz
        beta_m = 1.4/(exprel((v - V_T - 40*mV)/(5*mV))*ms) : Hz
        alpha_n = 0.16/(exprel((15*mV - v + V_T)/(5*mV))*ms) : Hz''',
        constants=dict(C=200*pF, g_Na=20*uS, g_K=6*uS, g_L=10*nS, E_Na=50*mV, E_K=-90*mV, E_L=-60*mV, V_T=-63*mV,
                       V_cut=-20*mV),
        initial=dict(v=-65*mV, m=0.009732, h=0.997561, n=0.027074), range=(50, 40e3)),
    'reduced-traub-miles': dict(
        equations='''
        dv/dt = (I - g_Na*(alpha_m/(alpha_m + beta_m))**3*h*(v - E_Na) - g_K*n**4*(v - E_K) - g_L*(v - E_L))/C : volt
        dh/dt = 0.128*exp(-(v + 50*mV)/(18*mV))/ms*(1 - h) - 4/((1 + exp(-(v + 27*mV)/(5*mV)))*ms)*h : 1
        dn/dt = alpha_n*(1 - n) - 0.5*exp(-(v + 57*mV)/(40*mV))/ms*n : 1
        alpha_m = 1.28/(exprel(-(v + 54*mV)/(4*mV))*ms) : Hz
        beta_m = 1.4/(exprel((v + 27*mV)/(5*mV))*ms) : Hz
        alpha_n = 0.16/(exprel(-(v + 52*mV)/(5*mV))*ms) : Hz''',
        constants=dict(C=100*pF, g_Na=10*uS, g_K=8*uS, g_L=10*nS, E_Na=50*mV, E_K=-100*mV, E_L=-67*mV, V_cut=0*mV),
        initial=dict(v=-66.5911*mV, h=0.995496, n=0.040275), range=(50, 40e3)),
    'connor-stevens': dict(
        equations='''
        dv/dt = (I - g_Na*m**3*h*(v - E_Na) - g_K*n**4*(v - E_K) - g_A*a**3*b*(v - E_A) - g_L*(v - E_L))/C : volt
        dm/dt = 3.8/(exprel(-(v + 29.7*mV)/(10*mV))*ms)*(1 - m) - 15.2*exp(-0.0556*(v + 54.7*mV)/mV)/ms*m : 1
        dh/dt = 0.266*exp(-0.05*(v + 48*mV)/mV)/ms*(1 - h) - 3.8/((1 + exp(-0.1*(v + 18*mV)/mV))*ms)*h : 1
        dn/dt = 0.2/(exprel(-(v + 45.7*mV)/(10*mV))*ms)*(1 - n) - 0.25*exp(-0.0125*(v + 55.7*mV)/mV)/ms*n : 1
        da/dt = ((0.0761*exp(0.0314*(v + 94.22*mV)/mV)/(1 + exp(0.0346*(v + 1.17*mV)/mV)))**(1/3) - a)/tau_a : 1
        db/dt = ((1/(1 + exp(0.0688*(v + 53.3*mV)/mV)))**4 - b)/tau_b : 1
        tau_a = (0.3632 + 1.158/(1 + exp(0.0497*(v + 55.96*mV)/mV)))*ms : second
        tau_b = (1.24 + 2.678/(1 + exp(0.0624*(v + 50*mV)/mV)))*ms : second''',
        constants=dict(C=100*pF, g_Na=12*uS, g_K=2*uS, g_A=4.77*uS, g_L=30*nS, E_Na=55*mV, E_K=-72*mV, E_A=-75*mV,
                       E_L=-17*mV, V_cut=0*mV),
        initial=dict(v=-67.9781*mV, m=0.01007, h=0.965914, n=0.155856, a=0.540423, b=0.288666), range=(500, 400e3)),
    'wang-buzsaki': dict(
        equations='''
        dv/dt = (I - g_Na*(alpha_m/(alpha_m + beta_m))**3*h*(v - E_Na) - g_K*n**4*(v - E_K) - g_L*(v - E_L))/C : volt
        dh/dt = phi*(0.07*exp(-(v + 58*mV)/(20*mV))/ms*(1 - h) - 1/((1 + exp(-(v + 28*mV)/(10*mV)))*ms)*h) : 1
        dn/dt = phi*(alpha_n*(1 - n) - 0.125*exp(-(v + 44*mV)/(80*mV))/ms*n) : 1
        alpha_m = 1/(exprel(-(v + 35*mV)/(10*mV))*ms) : Hz
        beta_m = 4*exp(-(v + 60*mV)/(18*mV))/ms : Hz
        alpha_n = 0.1/(exprel(-(v + 34*mV)/(10*mV))*ms) : Hz''',
        constants=dict(C=100*pF, g_Na=3.5*uS, g_K=0.9*uS, g_L=10*nS, E_Na=55*mV, E_K=-90*mV, E_L=-65*mV, phi=5, V_cut=0*mV),
        initial=dict(v=-64.0176*mV, h=0.780792, n=0.089078), range=(20, 60e3)),
    'morris-lecar': dict(
        equations='''
        dv/dt = (I - g_L*(v - E_L) - g_K*w*(v - E_K) - g_Ca*0.5*(1 + tanh((v - V_1)/V_2))*(v - E_Ca))/C : volt
        dw/dt = phi*(0.5*(1 + tanh((v - V_3)/V_4)) - w)*cosh((v - V_3)/(2*V_4))/ms : 1''',
        constants=dict(C=2000*pF, g_Ca=440*nS, g_K=800*nS, g_L=200*nS, E_Ca=120*mV, E_K=-84*mV, E_L=-60*mV, phi=0.04,
                       V_1=-1.2*mV, V_2=18*mV, V_3=2*mV, V_4=30*mV, V_cut=20*mV),
        initial=dict(v=-60.8554*mV, w=0.014915), range=(5000, 60e3)),
    'fitzhugh-nagumo': dict(
        equations='''
        dv/dt = (v - v**3/(3*mV**2) - w + R*I)/ms : volt
        dw/dt = 0.08*(v + 0.7*mV - 0.8*w)/ms : volt''',
        constants=dict(R=GOhm, V_cut=1.5*mV), initial=dict(v=-1.199408*mV, w=-0.62426*mV), range=(0.3, 3)),
    'hindmarsh-rose': dict(
        equations='''
        dv/dt = (y - v**3/mV**2 + 3*v**2/mV - z + R*I)/ms : volt
        dy/dt = (1*mV - 5*v**2/mV - y)/ms : volt
        dz/dt = 0.006*(4*(v + 1.6*mV) - z)/ms : volt''',
        constants=dict(R=GOhm, V_cut=1*mV), initial=dict(v=-1.604535*mV, y=-11.872655*mV, z=-0.018138*mV),
        range=(1.3, 40)),
}
COUNT = 8
STEPS = 6000


def run(name, currents, dt_ms, refractory, steps=STEPS, **constants):
    start_scope()
    model = MODELS[name]
    defaultclock.dt = dt_ms*ms
    namespace = {**model['constants'], **constants}
    group = NeuronGroup(len(currents), model['equations'] + '\nI : amp (constant)', threshold='v > V_cut', reset='',
                        refractory=refractory, method='rk4', namespace=namespace)
    for state, value in model['initial'].items():
        setattr(group, state, value)
    group.I = currents*pA
    spikes = SpikeMonitor(group)
    Network(group, spikes).run(steps*dt_ms*ms)
    trains = spikes.spike_trains()
    # The state of step k + 1 is tested at the time of step k.
    return [[int(round(float(t/ms)/dt_ms)) for t in trains[k]] for k in range(len(currents))]


def case(name, currents, dt_ms, refractory='v > V_cut', period_ms=0, **rest):
    found = run(name, currents, dt_ms, refractory, t_ref=period_ms*ms, **rest)
    print(name, [len(steps) for steps in found], file=sys.stderr)
    return dict(model=name, dtMs=dt_ms, periodMs=period_ms, steps=rest.get('steps', STEPS),
                currentsPA=[float(c) for c in currents], spikes=found)


def main():
    generator = np.random.default_rng(20260727)
    cases = []
    for name, model in MODELS.items():
        low, high = model['range']
        currents = np.round(low*(high/low)**generator.random(COUNT), 3)
        cases.append(case(name, currents, 0.02 if 'uS' in model['equations'] or 'g_Na' in model['equations'] else 0.05))
    both = 'timestep(t - lastspike, dt) < timestep(t_ref, dt) or v > V_cut'
    cases.append(case('traub-miles', np.array([500., 3000., 12800., 25000.]), 0.05, both, period_ms=3))
    cases.append(case('hodgkin-huxley', np.array([200e3]), 0.05, steps=20000))
    cases.append(case('traub-miles', np.array([12.8e3]), 0.05, steps=20000))
    cases.append(case('fitzhugh-nagumo', np.array([2.5]), 0.1, steps=10000))
    rows = ',\n'.join(json.dumps(one, separators=(', ', ': ')) for one in cases)
    print(f'[\n{rows}\n]')


main()
