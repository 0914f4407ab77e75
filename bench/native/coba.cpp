// Conductance-based integrate-and-fire network: Brette et al., J Comput Neurosci 23 (2007) 349, benchmark 1, with a constant
// current. Exponential Euler.
#include "run.h"

template <class R>
class Coba {
 public:
  using Real = R;
  static constexpr int excitatory = 3200, inhibitory = 800, delaySteps = 0;
  static constexpr double probability = 0.02, dtMs = 0.1;

  void initialise(Random &random) {
    refractory.clear();
    for (int k = 0; k < size; k++) {
      v[k] = static_cast<Real>(-60 + 10 * random.uniform());
      ge[k] = gi[k] = 0;
    }
  }

  void update(int step) {
    const Real ee = std::exp(-dtMs / 5), ii = std::exp(-dtMs / 10);
    constexpr Real gl = 10, El = -60, Ee = 0, Ei = -80, I0 = 200, scale = -dtMs / 200;
    Real *__restrict V = v.data(), *__restrict E = ge.data(), *__restrict I = gi.data();
#pragma GCC ivdep
    for (int k = 0; k < size; k++) {
      const Real g = gl + E[k] + I[k];
      const Real towards = (gl * El + E[k] * Ee + I[k] * Ei + I0) / g;
      V[k] = towards + (V[k] - towards) * std::exp(scale * g);
      E[k] *= ee;
      I[k] *= ii;
    }
    refractory.release(step);
    refractory.hold(V, Vr);
  }

  int threshold(int, int *list) const {
    return above(v.data(), Real(-50), size, list, [](int) { return true; });
  }
  Real *target(bool inhibitory) const { return inhibitory ? gi.data() : ge.data(); }
  Real weight(bool inhibitory) const { return inhibitory ? 67 : 6; }
  void background(Random &) {}

  void reset(int step, const int *list, int count) {
    for (int k = 0; k < count; k++) v[list[k]] = Vr;
    refractory.add(step, list, count);
  }

 private:
  static constexpr int size = excitatory + inhibitory;
  static constexpr Real Vr = -60;
  Array<Real> v{size}, ge{size}, gi{size};
  Refractory refractory{size, 50};
};

int main(int count, char **arguments) { return benchmark<Coba>(count, arguments); }
