// Adaptive exponential integrate-and-fire network: Brette and Gerstner, J Neurophysiol 94 (2005) 3637. Euler.
#include "run.h"

template <class R>
class AdEx {
 public:
  using Real = R;
  static constexpr int excitatory = 2000, inhibitory = 500, delaySteps = 30;
  static constexpr double probability = 0.1, dtMs = 0.05;

  void initialise(Random &random) {
    for (int k = 0; k < size; k++) {
      v[k] = static_cast<Real>(-70.6 + 30.2 * random.uniform());
      w[k] = 0;
    }
  }

  void update(int) {
    constexpr Real gl = 30, rest = -70.6, vT = -50.4, current = 1000, a = 4;
    constexpr Real perC = dtMs / 281, perTw = dtMs / 144;
    Real *__restrict V = v.data(), *__restrict W = w.data();
#pragma GCC ivdep
    for (int k = 0; k < size; k++) {
      const Real slope = gl * (rest - V[k]) + gl * 2 * std::exp((V[k] - vT) * Real(0.5)) + current - W[k];
      const Real pull = a * (V[k] - rest) - W[k];
      V[k] += perC * slope;
      W[k] += perTw * pull;
    }
  }

  int threshold(int, int *list) const {
    return above(v.data(), Real(-40.4), size, list, [](int) { return true; });
  }
  Real *target(bool) const { return v.data(); }
  Real weight(bool inhibitory) const { return inhibitory ? Real(-0.4) : Real(0.1); }
  void background(Random &) {}

  void reset(int, const int *list, int count) {
    for (int k = 0; k < count; k++) {
      v[list[k]] = Real(-70.6);
      w[list[k]] += Real(80.5);
    }
  }

 private:
  static constexpr int size = excitatory + inhibitory;
  Array<Real> v{size}, w{size};
};

int main(int count, char **arguments) { return benchmark<AdEx>(count, arguments); }
