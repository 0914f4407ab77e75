"""States that Brian2's exponential_euler gives, step by step: python tests/reference/exponential-euler.py > tests/reference/exponential-euler.json

Systems with random coefficients (NumPy, seed 1): conductances with alpha and double-exponential time courses, gates, conditions on
the own and on another state, time. All in pure numbers and ms, so that Brian2 and Entrain read one text. Made with Brian2 2.9.0.
"""
import json
import re

import numpy as np
from brian2 import Network, NeuronGroup, StateMonitor, __version__, ms, prefs

prefs.codegen.target = "numpy"

TEMPLATES = {
    "alpha conductance": """
        dv/dt = (-v - g*(v - E))/(T1*ms) + I/ms : 1
        dg/dt = (x - g)/(T2*ms) : 1
        dx/dt = -x/(T2*ms) : 1""",
    "double-exponential conductances": """
        dv/dt = (-v - ge*(v - E) - gi*(v + A))/(T1*ms) + I/ms : 1
        dge/dt = -ge/(T2*ms) + xe/ms : 1
        dxe/dt = -xe/(T3*ms) : 1
        dgi/dt = -gi/(T4*ms) + y/ms : 1
        dy/dt = -y/(T5*ms) : 1""",
    "alpha current": """
        dv/dt = (-v + g)/(T1*ms) : 1
        dg/dt = (x - g)/(T2*ms) : 1
        dx/dt = -x/(T2*ms) : 1""",
    "a membrane and its gates": """
        dv/dt = (I - A*m**3*h*(v - E) - B*n**4*(v + 1))/ms : 1
        dm/dt = (1/(1 + exp(-v)) - m)/(T1*ms) : 1
        dh/dt = 0.3*exp(-v/3)*(1 - h)/ms - h/(T2*ms) : 1
        dn/dt = (1 - n)*exp(v/5)/(T3*ms) - n*exp(-v/5)/(T4*ms) : 1""",
    "a condition on the own state": """
        dv/dt = (-v + I + A*int(v > B))/(T1*ms) : 1""",
    "a condition that scales the own state": """
        dv/dt = (I - v)*(1 + A*int(v > B))/(T1*ms) : 1""",
    "a condition on another state": """
        dv/dt = (-v + I + A*int(w > B) - w)/(T1*ms) : 1
        dw/dt = (v - w)/(T2*ms) : 1""",
    "time": """
        dv/dt = (-v*(1 + 0.5*sin(t/ms)) + I*cos(2*t/ms) + w)/(T1*ms) : 1
        dw/dt = (v*t/ms - w)/(T2*ms) : 1""",
}
RANGES = {"E": (2, 4), "I": (0.5, 2), "A": (0.5, 3), "B": (0.2, 1), **{f"T{k}": (0.5, 5) for k in range(1, 6)}}
STEPS = 12


def filled(template, random):
    text = "\n".join(line.strip() for line in template.strip().splitlines())
    for name, (low, high) in RANGES.items():
        text = re.sub(rf"\b{name}\b", f"{random.uniform(low, high):.3f}", text)
    return text


def run(text, dt, start):
    group = NeuronGroup(1, text, method="exponential_euler", dt=dt * ms)
    names = [line[1 : line.index("/dt")] for line in text.splitlines()]
    for name, value in zip(names, start):
        setattr(group, name, value)
    monitor = StateMonitor(group, names, record=True, dt=dt * ms)
    Network(group, monitor).run((STEPS + 1) * dt * ms, namespace={})
    return [[float(getattr(monitor, name)[0][k]) for name in names] for k in range(STEPS + 1)]


random = np.random.default_rng(1)
cases = []
for name, template in TEMPLATES.items():
    for dt in (0.1, 1):
        text = filled(template, random)
        start = [round(float(x), 3) for x in random.uniform(0, 1, len(text.splitlines()))]
        cases.append({"name": name, "equations": text, "dtMs": dt, "states": run(text, dt, start)})
print(json.dumps({"made": f"Brian2 {__version__}, exponential_euler", "cases": cases}, indent=None))
