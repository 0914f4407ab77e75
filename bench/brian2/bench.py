"""Brian2's time for the networks of ../networks.ts as C++ standalone programs: the simulation loop only.

  python3 bench.py MODEL THREADS SECONDS FOLDER build|run

  MODEL    cuba | coba | cobahh | brunel | adex
  THREADS  0: serial; n: OpenMP with n threads
  SECONDS  simulated time

The loop time is what the program itself writes to last_run_info.txt, so that neither code generation nor compilation nor
the creation of synapses counts.  Prints one line of JSON.
"""

import glob
import json
import os
import subprocess
import sys
import time

import brian2
import numpy as np
from brian2 import (
    Network,
    NeuronGroup,
    PoissonInput,
    SpikeMonitor,
    Synapses,
    defaultclock,
    device,
    mV,
    ms,
    nA,
    nS,
    pA,
    pF,
    prefs,
    second,
    seed,
    set_device,
    uS,
)

DT = dict(cuba=0.1 * ms, coba=0.1 * ms, cobahh=0.05 * ms, brunel=0.1 * ms, adex=0.05 * ms)
SIZES = dict(cuba=(3200, 800), coba=(3200, 800), cobahh=(3200, 800), brunel=(10000, 2500), adex=(2000, 500))
PROBABILITY = dict(cuba=0.02, coba=0.02, cobahh=0.02, brunel=0.1, adex=0.1)


def cuba():
    ns = dict(taum=20*ms, taue=5*ms, taui=10*ms, Vt=-50*mV, Vr=-60*mV, El=-49*mV, we=1.62*mV, wi=-9*mV)
    G = NeuronGroup(4000, '''dv/dt = (ge+gi-(v-El))/taum : volt (unless refractory)
        dge/dt = -ge/taue : volt
        dgi/dt = -gi/taui : volt''', threshold='v>Vt', reset='v=Vr', refractory=5*ms, method='exact', namespace=ns)
    G.v = 'Vr + rand()*(Vt-Vr)'
    return G, 'ge += we', 'gi += wi', 0*ms, []


def coba():
    """A constant 200 pA keeps the activity stationary, so that 10 s can be timed."""
    ns = dict(C=200*pF, gl=10*nS, taue=5*ms, taui=10*ms, Vt=-50*mV, Vr=-60*mV, El=-60*mV, Ee=0*mV, Ei=-80*mV,
              we=6*nS, wi=67*nS, I0=200*pA)
    G = NeuronGroup(4000, '''dv/dt = (gl*(El-v)+ge*(Ee-v)+gi*(Ei-v)+I0)/C : volt (unless refractory)
        dge/dt = -ge/taue : siemens
        dgi/dt = -gi/taui : siemens''', threshold='v>Vt', reset='v=Vr', refractory=5*ms,
        method='exponential_euler', namespace=ns)
    G.v = 'Vr + rand()*(Vt-Vr)'
    return G, 'ge += we', 'gi += wi', 0*ms, []


def cobahh():
    ns = dict(Cm=200*pF, gl=10*nS, El=-60*mV, EK=-90*mV, ENa=50*mV, g_na=20*uS, g_kd=6*uS, VT=-63*mV, taue=5*ms,
              taui=10*ms, Ee=0*mV, Ei=-80*mV, we=6*nS, wi=67*nS)
    G = NeuronGroup(4000, '''dv/dt = (gl*(El-v)+ge*(Ee-v)+gi*(Ei-v)-g_na*(m*m*m)*h*(v-ENa)-g_kd*(n*n*n*n)*(v-EK))/Cm : volt
        dm/dt = alpha_m*(1-m)-beta_m*m : 1
        dn/dt = alpha_n*(1-n)-beta_n*n : 1
        dh/dt = alpha_h*(1-h)-beta_h*h : 1
        dge/dt = -ge/taue : siemens
        dgi/dt = -gi/taui : siemens
        alpha_m = 0.32*(mV**-1)*4*mV/exprel((13*mV-v+VT)/(4*mV))/ms : Hz
        beta_m = 0.28*(mV**-1)*5*mV/exprel((v-VT-40*mV)/(5*mV))/ms : Hz
        alpha_h = 0.128*exp((17*mV-v+VT)/(18*mV))/ms : Hz
        beta_h = 4./(1+exp((40*mV-v+VT)/(5*mV)))/ms : Hz
        alpha_n = 0.032*(mV**-1)*5*mV/exprel((15*mV-v+VT)/(5*mV))/ms : Hz
        beta_n = .5*exp((10*mV-v+VT)/(40*mV))/ms : Hz''', threshold='v>-20*mV', refractory=3*ms,
        method='exponential_euler', namespace=ns)
    G.v = 'El + (randn()*5-5)*mV'
    G.ge = '(randn()*1.5+4)*10*nS'
    G.gi = '(randn()*12+20)*10*nS'
    return G, 'ge += we', 'gi += wi', 0*ms, []


def brunel():
    """Asynchronous irregular: g = 5, external rate twice that which reaches threshold."""
    ns = dict(tau=20*ms, theta=20*mV, Vr=10*mV, we=0.1*mV, wi=-0.5*mV)
    G = NeuronGroup(12500, 'dv/dt = -v/tau : volt (unless refractory)', threshold='v>theta', reset='v=Vr',
                    refractory=2*ms, method='exact', namespace=ns)
    return G, 'v += we', 'v += wi', 1.5*ms, [PoissonInput(G, 'v', N=1000, rate=20 / second, weight=0.1*mV)]


def adex():
    ns = dict(C=281*pF, gl=30*nS, vrest=-70.6*mV, vT=-50.4*mV, dT=2*mV, vcut=-40.4*mV, tw=144*ms, a=4*nS, b=0.0805*nA,
              vr=-70.6*mV, I=1*nA, we=0.1*mV, wi=-0.4*mV)
    G = NeuronGroup(2500, '''dv/dt = (gl*(vrest-v)+gl*dT*exp((v-vT)/dT)+I-w)/C : volt
        dw/dt = (a*(v-vrest)-w)/tw : amp''', threshold='v>vcut', reset='v=vr; w+=b', method='euler', namespace=ns)
    G.v = 'vrest + rand()*(vcut-vrest)'
    return G, 'v += we', 'v += wi', 1.5*ms, []


MODELS = dict(cuba=cuba, coba=coba, cobahh=cobahh, brunel=brunel, adex=adex)


def build(model, threads, duration, folder):
    # The default flags, but for this processor: a distribution's package leaves -march=native out.
    standard = [flag for flag in prefs.codegen.cpp.extra_compile_args_gcc if flag.startswith('-std')]
    prefs.codegen.cpp.extra_compile_args_gcc = [
        '-w', '-O3', '-ffast-math', '-fno-finite-math-only', '-march=native', *standard]
    prefs.devices.cpp_standalone.openmp_threads = threads
    started = time.time()
    set_device('cpp_standalone', build_on_run=False, directory=folder)
    seed(1)
    defaultclock.dt = DT[model]
    G, on_pre_e, on_pre_i, delay, others = MODELS[model]()
    first = SIZES[model][0]
    E = Synapses(G[:first], G, on_pre=on_pre_e, delay=delay, namespace=G.namespace)
    I = Synapses(G[first:], G, on_pre=on_pre_i, delay=delay, namespace=G.namespace)
    E.connect(p=PROBABILITY[model])
    I.connect(p=PROBABILITY[model])
    network = Network(G, E, I, *others, SpikeMonitor(G, name='spk'))
    network.run(duration * second)
    device.build(directory=folder, compile=True, run=False, debug=False)
    return dict(compileSeconds=time.time() - started, version=brian2.__version__)


def run(model, duration, folder):
    started = time.time()
    subprocess.run(['./main'], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    whole = time.time() - started
    with open(f'{folder}/results/last_run_info.txt') as info:
        wall = float(info.read().split()[0])
    spikes = np.fromfile(glob.glob(f'{folder}/results/_dynamic_array_spk_i*')[0], dtype=np.int32)
    size = sum(SIZES[model])
    return dict(
        simulatedSeconds=duration,
        wallSeconds=wall,
        setUpSeconds=whole - wall,
        rateHz=len(spikes) / duration / size,
        events=len(spikes) * size * PROBABILITY[model],
    )


if __name__ == '__main__':
    model, threads, duration, folder, what = sys.argv[1:]
    if what == 'build':
        os.makedirs(folder, exist_ok=True)
        result = build(model, int(threads), float(duration), folder)
    else:
        result = run(model, float(duration), folder)
    print(json.dumps(dict(model=model, threads=int(threads), **result)), flush=True)
