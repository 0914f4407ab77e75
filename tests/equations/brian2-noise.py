"""Trajectories of Brian2 2.9's own statements for stochastic equations, under normal numbers that are written down.

    python tests/equations/brian2-noise.py > tests/equations/brian2-noise.json

Brian2 generates the statements of a step; they are run here with randn() reading a list, so that another program can be
given the same numbers. Time is in ms, as a pure number.
"""

import json
from math import cos, exp, sin, sqrt, tanh

import numpy as np
from brian2 import Equations
from brian2.stateupdaters.explicit import euler, heun, milstein

METHODS = {"euler": euler, "heun": heun, "milstein": milstein}
STEPS = 40
DT = 0.05
CASES = [
    ("euler", "dv/dt = -a*v + s*xi : 1", {"a": 0.7, "s": 0.4}, [1.0]),
    ("heun", "dv/dt = a*v + s*v*xi : 1", {"a": -0.3, "s": 0.8}, [1.0]),
    ("milstein", "dv/dt = a*v + s*v*xi : 1", {"a": -0.3, "s": 0.8}, [1.0]),
    ("heun", "dv/dt = -a*v**3 + s*sqrt(1 + v**2)*xi : 1", {"a": 0.5, "s": 0.6}, [0.4]),
    ("milstein", "dv/dt = -a*v**3 + s*sqrt(1 + v**2)*xi : 1", {"a": 0.5, "s": 0.6}, [0.4]),
    (
        "heun",
        "dv/dt = a*(w - v) + s*v*w*xi_1 + r*tanh(v)*xi_2 : 1\ndw/dt = -a*w + r*(v - w)*xi_1 + s*xi_3 : 1",
        {"a": 0.9, "s": 0.5, "r": 0.3},
        [0.5, 1.5],
    ),
    (
        "milstein",
        "dv/dt = a*(w - v) + s*v*xi_1 : 1\ndw/dt = a*(v - w) + r*cos(w)*xi_2 : 1\ndu/dt = a*(w - u) : 1",
        {"a": 0.9, "s": 0.5, "r": 0.7},
        [0.5, 1.5, 0.0],
    ),
]


def trajectory(method, equations, parameters, start, normals):
    names = [line.split("/")[0][1:] for line in equations.split("\n")]
    units = {"a": "Hz", "s": "second**-0.5", "r": "second**-0.5"}
    declared = "\n".join(f"{name} : {units[name]}" for name in parameters)
    statements = METHODS[method](Equations(f"{equations}\n{declared}"), {})
    scope = {**parameters, **dict(zip(names, start)), "dt": DT}
    scope.update(sqrt=sqrt, sin=sin, cos=cos, tanh=tanh, exp=exp)
    rows = []
    for step in range(STEPS):
        # In the statements the noises come in Brian2's order; a dictionary keeps ours.
        for name, numbers in normals.items():
            scope[f"number_{name}"] = numbers[step]
        text = statements
        for name in normals:
            text = text.replace(f"{name} = dt**.5 * randn()", f"{name} = dt**.5 * number_{name}")
        scope["t"] = step * DT
        exec(text, scope)
        rows.append([scope[name] for name in names])
    return rows


def main():
    random = np.random.default_rng(20240731)
    cases = []
    for method, equations, parameters, start in CASES:
        noises = [name for name in ("xi_1", "xi_2", "xi_3") if name in equations] or ["xi"]
        normals = {name: random.standard_normal(STEPS).tolist() for name in noises}
        states = trajectory(method, equations, parameters, start, normals)
        # In the order in which the equations read the noises.
        order = sorted(noises, key=equations.index)
        cases.append(
            {
                "method": method,
                "equations": equations,
                "parameters": parameters,
                "start": start,
                "dtMs": DT,
                "normals": [normals[name] for name in order],
                "states": states,
            }
        )
    print(json.dumps(cases))


main()
