"""
Equilibria, folds, Hopf points, periods and phase responses of models with parameters drawn at random, by SciPy and by XPPAUT, independently of
Entrain: equations written anew from the papers. Writes neurons.json beside this file.

    python neurons.py        # numpy, scipy; xppaut on the path for the equilibria and periods by XPPAUT
"""

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

HERE = Path(__file__).parent
rng = np.random.default_rng(20130)
exprel = lambda x: np.where(np.abs(x) < 1e-8, 1 + x / 2, np.expm1(x) / np.where(x == 0, 1, x))


def adex(q):
    def f(t, y):
        v, w = y
        return [
            (-q["g_L"] * (v - q["E_L"]) + q["g_L"] * q["Delta_T"] * np.exp((v - q["V_T"]) / q["Delta_T"]) - w + q["I"]) / q["C"],
            (q["a"] * (v - q["E_L"]) - w) / q["tau_w"],
        ]

    return f, lambda v: [q["a"] * (v - q["E_L"])], (-150, q["V_T"] + 8 * q["Delta_T"])


def ml(q):
    m = lambda v: 0.5 * (1 + np.tanh((v - q["V_1"]) / q["V_2"]))
    w_inf = lambda v: 0.5 * (1 + np.tanh((v - q["V_3"]) / q["V_4"]))

    def f(t, y):
        v, w = y
        current = q["I"] - q["g_L"] * (v - q["E_L"]) - q["g_K"] * w * (v - q["E_K"]) - q["g_Ca"] * m(v) * (v - q["E_Ca"])
        return [current / q["C"], q["phi"] * (w_inf(v) - w) * np.cosh((v - q["V_3"]) / (2 * q["V_4"]))]

    return f, lambda v: [w_inf(v)], (-200, 150)


def fhn(q):
    f = lambda t, y: [y[0] - y[0] ** 3 / q["q"] - y[1] + q["I"], q["epsilon"] * (y[0] + q["a"] - q["b"] * y[1])]
    return f, lambda v: [(v + q["a"]) / q["b"]], (-6, 6)


def hh(q):
    am = lambda v: 1 / exprel(-(v + 40) / 10)
    bm = lambda v: 4 * np.exp(-(v + 65) / 18)
    ah = lambda v: 0.07 * np.exp(-(v + 65) / 20)
    bh = lambda v: 1 / (1 + np.exp(-(v + 35) / 10))
    an = lambda v: 0.1 / exprel(-(v + 55) / 10)
    bn = lambda v: 0.125 * np.exp(-(v + 65) / 80)

    def f(t, y):
        v, m, h, n = y
        current = q["I"] - q["g_Na"] * m**3 * h * (v - q["E_Na"]) - q["g_K"] * n**4 * (v - q["E_K"]) - q["g_L"] * (v - q["E_L"])
        return [current / q["C"], am(v) * (1 - m) - bm(v) * m, ah(v) * (1 - h) - bh(v) * h, an(v) * (1 - n) - bn(v) * n]

    slaved = lambda v: [am(v) / (am(v) + bm(v)), ah(v) / (ah(v) + bh(v)), an(v) / (an(v) + bn(v))]
    return f, slaved, (-150, 100)


def wb(q):
    am = lambda v: 1 / exprel(-(v + 35) / 10)
    bm = lambda v: 4 * np.exp(-(v + 60) / 18)
    ah = lambda v: 0.07 * np.exp(-(v + 58) / 20)
    bh = lambda v: 1 / (1 + np.exp(-(v + 28) / 10))
    an = lambda v: 0.1 / exprel(-(v + 34) / 10)
    bn = lambda v: 0.125 * np.exp(-(v + 44) / 80)

    def f(t, y):
        v, h, n = y
        m = am(v) / (am(v) + bm(v))
        current = q["I"] - q["g_Na"] * m**3 * h * (v - q["E_Na"]) - q["g_K"] * n**4 * (v - q["E_K"]) - q["g_L"] * (v - q["E_L"])
        return [current / q["C"], q["phi"] * (ah(v) * (1 - h) - bh(v) * h), q["phi"] * (an(v) * (1 - n) - bn(v) * n)]

    return f, lambda v: [ah(v) / (ah(v) + bh(v)), an(v) / (an(v) + bn(v))], (-150, 100)


MODELS = {
    "adex": (adex, dict(C=200, g_L=12, E_L=-65, V_T=-50, Delta_T=2, tau_w=80, a=6), (-100, 600)),
    "morris-lecar": (ml, dict(C=2000, g_Ca=420, g_K=800, g_L=200, E_Ca=120, E_K=-84, E_L=-60, phi=0.05, V_1=-1.2, V_2=18, V_3=7, V_4=22), (-5000, 30000)),
    "fitzhugh-nagumo": (fhn, dict(epsilon=0.08, a=0.7, b=0.8, q=3), (-1, 3)),
    "hodgkin-huxley": (hh, dict(C=100, g_Na=12000, g_K=3600, g_L=30, E_Na=50, E_K=-77, E_L=-54.387), (0, 20000)),
    "wang-buzsaki": (wb, dict(C=100, g_Na=3500, g_K=900, g_L=10, E_Na=55, E_K=-90, E_L=-65, phi=5), (-100, 500)),
}


def roots(f, low, high, count=20001):
    x = np.linspace(low, high, count)
    y = np.array([f(v) for v in x])
    pairs = [(a, b) for a, b, u, v in zip(x, x[1:], y, y[1:]) if np.isfinite(u) and np.isfinite(v) and u * v < 0]
    return [brentq(f, a, b, xtol=1e-13, rtol=8.9e-16) for a, b in pairs]


def jacobian(f, y):
    n = len(y)
    out = np.empty((n, n))
    for j in range(n):
        h = 1e-4 * max(1.0, abs(y[j])) if j == 0 else 1e-5
        step = np.zeros(n)
        step[j] = h
        g = lambda k: np.array(f(0, np.array(y) + k * step))
        out[:, j] = (8 * (g(1) - g(-1)) - (g(2) - g(-2))) / (12 * h)
    return out


def case(model):
    build, usual, (low, high) = MODELS[model]
    q = {name: float(value * (1 + 0.08 * rng.uniform(-1, 1))) for name, value in usual.items()}
    current = float(rng.uniform(low, high))
    # The current of which a potential is the equilibrium's: linear in I, so that the curve needs no continuation.
    scale = q.get("C", 1.0)

    def balance(v):
        f, slaved, _ = build({**q, "I": 0.0})
        return -scale * f(0, [v, *slaved(v)])[0]

    f, slaved, (bottom, top) = build({**q, "I": current})
    states = [[v, *map(float, slaved(v))] for v in roots(lambda v: balance(v) - current, bottom, top)]
    slope = lambda v: (8 * (balance(v + 1e-4) - balance(v - 1e-4)) - (balance(v + 2e-4) - balance(v - 2e-4))) / 12e-4
    folds = [dict(v=v, I=float(balance(v))) for v in roots(slope, bottom, top, 4001)]

    def pair(v):
        g, s, _ = build({**q, "I": float(balance(v))})
        values = np.linalg.eigvals(jacobian(g, [v, *s(v)]))
        product = 1.0 + 0j
        for i in range(len(values)):
            for j in range(i):
                product *= values[i] + values[j]
        return product.real

    hopfs = []
    for v in roots(pair, bottom, top, 4001):
        g, s, _ = build({**q, "I": float(balance(v))})
        values = np.linalg.eigvals(jacobian(g, [v, *s(v)]))
        imaginary = [x for x in values if abs(x.real) < 1e-6 * abs(x) and x.imag > 0]
        if imaginary:
            hopfs.append(dict(v=v, I=float(balance(v)), omega=float(imaginary[0].imag)))
    within = lambda points: [p for p in points if low < p["I"] < high]
    return dict(model=model, parameters=q, I=current, range=[low, high], equilibria=states, folds=within(folds), hopfs=within(hopfs))


def period(model, set_, current, start, cut):
    """The period of a cycle, by upward crossings of a potential."""
    build, _, _ = MODELS[model]
    f, _, _ = build({**set_, "I": current})
    event = lambda t, y: y[0] - cut
    event.direction = 1
    end = solve_ivp(f, (0, 1500), start, method="LSODA", rtol=1e-11, atol=1e-11).y[:, -1]
    times = solve_ivp(f, (0, 500), end, method="LSODA", rtol=1e-11, atol=1e-11, events=event).t_events[0]
    return float(np.mean(np.diff(times)))


def xppaut(name):
    """Runs an .ode file in silent mode; its rows."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in.ode").write_text((HERE / "xppaut" / f"{name}.ode").read_text())
        subprocess.run(["xppaut", "in.ode", "-silent", "-outfile", "out.dat"], cwd=folder, check=True, capture_output=True, timeout=120)
        return np.loadtxt(Path(folder) / "out.dat")


def crossing_period(rows, cut):
    t, v = rows[:, 0], rows[:, 1]
    up = [a + (cut - u) * (b - a) / (w - u) for a, b, u, w in zip(t, t[1:], v, v[1:]) if u <= cut < w]
    return float(np.mean(np.diff(up[len(up) // 2 :])))


if __name__ == "__main__":
    usual = {name: q for name, (_, q, _) in MODELS.items()}
    cases = [case(model) for model in MODELS for _ in range(4)]
    class_ii = {**usual["morris-lecar"], "g_Ca": 440, "phi": 0.04, "V_3": 2, "V_4": 30}
    class_i = {**usual["morris-lecar"], "g_Ca": 400, "phi": 0.067, "V_3": 12, "V_4": 17.4}
    periods = [
        dict(model=model, set=name, I=current, period=period(model, q, current, start, cut))
        for model, name, q, current, start, cut in [
            ("fitzhugh-nagumo", None, usual["fitzhugh-nagumo"], 0.5, [1, 0], 1.5),
            ("morris-lecar", "Class II (Hopf)", class_ii, 10000, [0, 0.1], 0),
            ("morris-lecar", "Class I (saddle-node on a circle)", class_i, 4500, [0, 0.1], 0),
            ("hodgkin-huxley", None, usual["hodgkin-huxley"], 1000, [0, 0.1, 0.5, 0.3], 0),
            ("wang-buzsaki", None, usual["wang-buzsaki"], 100, [-50, 0.7, 0.1], 0),
        ]
    ]
    xpp = dict(
        restOfHodgkinHuxley=[float(x) for x in xppaut("hh-rest")[-1, 1:5]],
        periodOfHodgkinHuxley=crossing_period(xppaut("hh-cycle"), 0),
        periodOfMorrisLecar=crossing_period(xppaut("ml-cycle"), 0),
    )
    (HERE / "neurons.json").write_text(json.dumps(dict(cases=cases, periods=periods, xppaut=xpp), indent=1) + "\n")
