// Current-based integrate-and-fire network: Brette et al., J Comput Neurosci 23 (2007) 349, benchmark 2. Exact propagators.
#include "run.h"

template <class R>
class Cuba {
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
    const Real vv = std::exp(-dtMs / taum), ee = std::exp(-dtMs / taue), ii = std::exp(-dtMs / taui);
    const Real ve = taue / (taue - taum) * (std::exp(-dtMs / taue) - std::exp(-dtMs / taum));
    const Real vi = taui / (taui - taum) * (std::exp(-dtMs / taui) - std::exp(-dtMs / taum));
    const Real rest = El * (1 - std::exp(-dtMs / taum));
    Real *__restrict V = v.data(), *__restrict E = ge.data(), *__restrict I = gi.data();
#pragma GCC ivdep
    for (int k = 0; k < size; k++) {
      V[k] = rest + vv * V[k] + ve * E[k] + vi * I[k];
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
  Real weight(bool inhibitory) const { return inhibitory ? -9 : Real(1.62); }
  void background(Random &) {}

  void reset(int step, const int *list, int count) {
    for (int k = 0; k < count; k++) v[list[k]] = Vr;
    refractory.add(step, list, count);
  }

 private:
  static constexpr int size = excitatory + inhibitory;
  static constexpr double taum = 20, taue = 5, taui = 10, El = -49;
  static constexpr Real Vr = -60;
  Array<Real> v{size}, ge{size}, gi{size};
  Refractory refractory{size, 50};
};

int main(int count, char **arguments) { return benchmark<Cuba>(count, arguments); }
