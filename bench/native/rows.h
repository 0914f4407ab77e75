#pragma once
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include "array.h"
#include "random.h"

/** Synapses by source: the targets of source s are targets[starts[s]] .. targets[starts[s + 1] - 1]. */
class Rows {
 public:
  /** Each pair is connected with the given probability: gaps between the targets of a row are geometric. */
  Rows(int size, double probability, Random &random) : starts(size + 1) {
    std::vector<std::uint16_t> drawn;
    drawn.reserve(static_cast<std::size_t>(1.01 * size * size * probability) + 1000);
    const double scale = 1 / std::log1p(-probability);
    for (int source = 0; source < size; source++) {
      starts[source] = static_cast<std::uint32_t>(drawn.size());
      for (double target = std::floor(std::log(random.uniform()) * scale); target < size;
           target += 1 + std::floor(std::log(random.uniform()) * scale))
        drawn.push_back(static_cast<std::uint16_t>(target));
    }
    count = drawn.size();
    starts[size] = static_cast<std::uint32_t>(count);
    targets = std::make_unique<Array<std::uint16_t>>(count);
    std::copy(drawn.begin(), drawn.end(), targets->data());
  }

  template <class Real>
  void deliver(int source, Real *__restrict values, Real weight) const {
    const std::uint16_t *__restrict target = targets->data() + starts[source];
    const std::uint16_t *const end = targets->data() + starts[source + 1];
    for (; target < end; target++) values[*target] += weight;
  }

  std::size_t count = 0;

 private:
  Array<std::uint32_t> starts;
  std::unique_ptr<Array<std::uint16_t>> targets;
};
