// Delta synapses and a Poisson background, asynchronous irregular: Brunel, J Comput Neurosci 8 (2000) 183. Exact propagator.
#include "binomial.h"
#include "run.h"

template <class R>
class Brunel {
 public:
  using Real = R;
  static constexpr int excitatory = 10000, inhibitory = 2500, delaySteps = 15;
  static constexpr double probability = 0.1, dtMs = 0.1;

  void initialise(Random &) {
    refractory.clear();
    for (int k = 0; k < size; k++) v[k] = 0;
  }

  void update(int step) {
    const Real decay = std::exp(-dtMs / 20);
    Real *__restrict V = v.data();
#pragma GCC ivdep
    for (int k = 0; k < size; k++) V[k] *= decay;
    refractory.release(step);
    refractory.hold(V, Vr);
  }

  int threshold(int, int *list) const {
    return above(v.data(), Real(20), size, list, [](int) { return true; });
  }
  Real *target(bool) const { return v.data(); }
  Real weight(bool inhibitory) const { return inhibitory ? Real(-0.5) : Real(0.1); }

  void background(Random &random) { trains.add(random, v.data(), size, Real(0.1)); }

  void reset(int step, const int *list, int count) {
    // No jump reaches an element in its refractory period.
    refractory.hold(v.data(), Vr);
    for (int k = 0; k < count; k++) v[list[k]] = Vr;
    refractory.add(step, list, count);
  }

 private:
  static constexpr int size = excitatory + inhibitory;
  static constexpr Real Vr = 10;
  Array<Real> v{size};
  Refractory refractory{size, 20};
  Binomial trains{1000, 1 - std::exp(-0.02 * dtMs)};
};

int main(int count, char **arguments) { return benchmark<Brunel>(count, arguments); }
