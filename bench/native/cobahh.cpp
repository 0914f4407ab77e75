// Hodgkin-Huxley network: Brette et al., J Comput Neurosci 23 (2007) 349, benchmark 3. Exponential Euler.
#include "run.h"

/** (exp(x) - 1)/x; by its series where the difference would cancel. */
template <class Real>
inline Real exprel(Real x) {
  constexpr Real near = sizeof(Real) == 8 ? Real(1e-3) : Real(0.1);
  const Real series = 1 + x * (Real(1. / 2) + x * (Real(1. / 6) + x * Real(1. / 24)));
  // A factor instead of a condition, which would keep the loop from being vectorised.
  const Real close = std::fabs(x) < near;
  const Real safe = x + close;
  const Real quotient = (std::exp(safe) - 1) / safe;
  return quotient + close * (series - quotient);
}

/** Exponential Euler of x' = a (1 - x) - b x. */
template <class Real>
inline Real gate(Real x, Real a, Real b, Real dt) {
  const Real towards = a / (a + b);
  return towards + (x - towards) * std::exp(-dt * (a + b));
}

template <class R>
class CobaHH {
 public:
  using Real = R;
  static constexpr int excitatory = 3200, inhibitory = 800, delaySteps = 0;
  static constexpr double probability = 0.02, dtMs = 0.05;

  void initialise(Random &random) {
    for (int k = 0; k < size; k++) {
      v[k] = static_cast<Real>(-65 + 5 * random.normal());
      ge[k] = static_cast<Real>(40 + 15 * random.normal());
      gi[k] = static_cast<Real>(200 + 120 * random.normal());
      m[k] = n[k] = h[k] = 0;
      until[k] = 0;
    }
  }

  void update(int) {
    constexpr Real gl = 10, El = -60, EK = -90, ENa = 50, gNa = 20000, gK = 6000, VT = -63, Ee = 0, Ei = -80;
    constexpr Real dt = dtMs, scale = -dtMs / 200;
    const Real ee = std::exp(-dtMs / 5), ii = std::exp(-dtMs / 10);
    Real *__restrict V = v.data(), *__restrict E = ge.data(), *__restrict I = gi.data();
    Real *__restrict M = m.data(), *__restrict N = n.data(), *__restrict H = h.data();
#pragma GCC ivdep
    for (int k = 0; k < size; k++) {
      const Real u = V[k] - VT;
      const Real am = Real(1.28) / exprel((13 - u) * Real(0.25));
      const Real bm = Real(1.4) / exprel((u - 40) * Real(0.2));
      const Real ah = Real(0.128) * std::exp((17 - u) * Real(1. / 18));
      const Real bh = 4 / (1 + std::exp((40 - u) * Real(0.2)));
      const Real an = Real(0.16) / exprel((15 - u) * Real(0.2));
      const Real bn = Real(0.5) * std::exp((10 - u) * Real(0.025));
      const Real sodium = gNa * (M[k] * M[k] * M[k]) * H[k];
      const Real square = N[k] * N[k];
      const Real potassium = gK * square * square;
      const Real g = gl + E[k] + I[k] + sodium + potassium;
      const Real towards = (gl * El + E[k] * Ee + I[k] * Ei + sodium * ENa + potassium * EK) / g;
      V[k] = towards + (V[k] - towards) * std::exp(scale * g);
      M[k] = gate(M[k], am, bm, dt);
      N[k] = gate(N[k], an, bn, dt);
      H[k] = gate(H[k], ah, bh, dt);
      E[k] *= ee;
      I[k] *= ii;
    }
  }

  int threshold(int step, int *list) const {
    return above(v.data(), Real(-20), size, list, [this, step](int k) { return until[k] <= step; });
  }
  Real *target(bool inhibitory) const { return inhibitory ? gi.data() : ge.data(); }
  Real weight(bool inhibitory) const { return inhibitory ? 67 : 6; }
  void background(Random &) {}

  void reset(int step, const int *list, int count) {
    for (int k = 0; k < count; k++) until[list[k]] = step + 60;
  }

 private:
  static constexpr int size = excitatory + inhibitory;
  Array<Real> v{size}, ge{size}, gi{size}, m{size}, n{size}, h{size};
  /** First step in which an element may spike again. */
  Array<int> until{size};
};

int main(int count, char **arguments) { return benchmark<CobaHH>(count, arguments); }
