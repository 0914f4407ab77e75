#pragma once
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "array.h"
#include "random.h"
#include "rows.h"

/*
 * A model has: `Real`; excitatory, inhibitory (sizes), probability, dtMs, delaySteps; and
 *
 *   initialise(random)         state at step 0
 *   update(step)               all elements over one step
 *   threshold(step, list)      writes the elements that spike, returns how many
 *   target(inhibitory)         the state that jumps when a spike arrives
 *   weight(inhibitory)
 *   background(random)         input from outside
 *   reset(step, list, count)   of the elements that spiked; before it, what is clamped is put back
 *
 * Loops over elements carry `ivdep`: their arrays do not overlap, which g++ forgets of restricted pointers when it inlines.
 */

/** Elements of `potential` above `level` and out of their refractory period, by blocks: few blocks have any. */
template <class Real, class Open>
int above(const Real *__restrict potential, Real level, int size, int *__restrict list, Open open) {
  constexpr int block = 64;
  int count = 0;
  for (int start = 0; start < size; start += block) {
    int any = 0;
    for (int k = start; k < start + block; k++) any |= potential[k] > level;
    if (!any) continue;
    const int end = start + block < size ? start + block : size;
    for (int k = start; k < end; k++)
      if (potential[k] > level && open(k)) list[count++] = k;
  }
  return count;
}

/** Elements in their refractory period, in the order in which they spiked: a circular queue. */
class Refractory {
 public:
  Refractory(int size, int steps) : steps(steps), room(size + 1), elements(size + 1), ends(size + 1) {}

  void clear() { head = tail = 0; }

  void add(int step, const int *list, int count) {
    for (int k = 0; k < count; k++) {
      elements[tail] = list[k];
      ends[tail] = step + steps;
      tail = next(tail);
    }
  }

  void release(int step) {
    while (head != tail && ends[head] <= step) head = next(head);
  }

  template <class Real>
  void hold(Real *__restrict values, Real value) const {
    for (int k = head; k != tail; k = next(k)) values[elements[k]] = value;
  }

 private:
  int next(int k) const { return k + 1 == room ? 0 : k + 1; }

  int steps;
  int room;
  Array<int> elements;
  Array<int> ends;
  int head = 0;
  int tail = 0;
};

template <class Model>
class Network {
  using Real = typename Model::Real;
  static constexpr int size = Model::excitatory + Model::inhibitory;
  static constexpr int slots = Model::delaySteps + 1;

 public:
  explicit Network(std::uint64_t seed) : seed(seed), random(seed), rows(size, Model::probability, random) {}

  void reset() {
    random = Random(seed + 1);
    model.initialise(random);
    for (int slot = 0; slot < slots; slot++) counts[slot] = 0;
    step = 0;
    spikes = 0;
  }

  void advance(int steps) {
    for (const int end = step + steps; step < end; step++) {
      int *const list = ring.data() + static_cast<std::size_t>(step % slots) * size;
      model.update(step);
      const int count = model.threshold(step, list);
      counts[step % slots] = count;
      spikes += count;
      deliver((step + 1) % slots);
      model.background(random);
      model.reset(step, list, count);
    }
  }

  std::size_t synapses() const { return rows.count; }

  long spikes = 0;

 private:
  void deliver(int slot) {
    const int *const list = ring.data() + static_cast<std::size_t>(slot) * size;
    for (int k = 0; k < counts[slot]; k++) {
      const bool inhibitory = list[k] >= Model::excitatory;
      rows.deliver(list[k], model.target(inhibitory), model.weight(inhibitory));
    }
  }

  std::uint64_t seed;
  Random random;
  Rows rows;
  Model model;
  /** Spikes of the last steps, until their delay is over. */
  Array<int> ring{static_cast<std::size_t>(slots) * size};
  int counts[slots] = {};
  int step = 0;
};

inline double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/** Times the stretch from the start, again and again until that has taken `leastSeconds`. Prints a line of JSON. */
template <class Model>
void measure(double stretchSeconds, double leastSeconds) {
  const double started = now();
  Network<Model> network(1);
  network.reset();
  const double build = now() - started;
  network.advance(static_cast<int>(100 / Model::dtMs + 0.5));
  const int steps = static_cast<int>(stretchSeconds * 1000 / Model::dtMs + 0.5);
  double wall = 0;
  int stretches = 0;
  do {
    network.reset();
    const double from = now();
    network.advance(steps);
    wall += now() - from;
    stretches++;
  } while (wall < leastSeconds);
  const double size = Model::excitatory + Model::inhibitory;
  const double degree = static_cast<double>(network.synapses()) / size;
  // Each stretch is the same, spike by spike.
  std::printf(
      "{\"simulatedSeconds\":%.6f,\"wallSeconds\":%.6f,\"rateHz\":%.4f,\"events\":%.0f,\"buildSeconds\":%.4f,"
      "\"synapses\":%zu,\"bytes\":%zu}\n",
      stretches * stretchSeconds, wall, network.spikes / stretchSeconds / size, network.spikes * degree * stretches,
      build, network.synapses(), allocatedBytes);
}

/** PROGRAM f64|f32 STRETCH_SECONDS LEAST_WALL_SECONDS */
template <template <class> class Model>
int benchmark(int count, char **arguments) {
  if (count != 4) {
    std::fprintf(stderr, "usage: %s f64|f32 STRETCH_SECONDS LEAST_WALL_SECONDS\n", arguments[0]);
    return 1;
  }
  const double stretch = std::atof(arguments[2]);
  const double least = std::atof(arguments[3]);
  if (std::string(arguments[1]) == "f32")
    measure<Model<float>>(stretch, least);
  else
    measure<Model<double>>(stretch, least);
  return 0;
}
