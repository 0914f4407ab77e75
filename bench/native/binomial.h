#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "random.h"

/**
 * Binomial numbers from 16 random bits: of the 2^16 words, floor(p_n 2^16) stand for the number n, and the few that are left
 * over stand for what these leave of each probability, from which another word draws. Exact to 32 bits.
 */
class Binomial {
 public:
  Binomial(int trials, double probability) {
    std::vector<double> terms(trials + 1);
    terms[0] = std::exp(trials * std::log1p(-probability));
    for (int n = 0; n < trials; n++)
      terms[n + 1] = terms[n] * probability / (1 - probability) * (trials - n) / (n + 1);
    double left = 0;
    std::uint32_t whole = 0;
    for (double term : terms) {
      const double words = term * 65536;
      whole += static_cast<std::uint32_t>(words);
      left += words - std::floor(words);
      if (words >= 1) limits.push_back(static_cast<std::uint16_t>(whole));
      rest.push_back(left);
    }
    // A number below the first with a word of its own would shift all others.
    first = static_cast<int>(std::find_if(terms.begin(), terms.end(), [](double p) { return p * 65536 >= 1; }) -
                             terms.begin());
  }

  /** values[i] += weight * number, for each element. */
  template <class Real>
  void add(Random &random, Real *__restrict values, int size, Real weight) const {
    constexpr int block = Random::lanes * 4;
    alignas(64) std::uint64_t words[Random::lanes];
    alignas(64) std::uint16_t halves[block];
    alignas(64) std::uint16_t numbers[block];
    for (int start = 0; start < size; start += block) {
      random.draw(words);
      std::memcpy(halves, words, sizeof words);
      for (int k = 0; k < block; k++) numbers[k] = static_cast<std::uint16_t>(first);
      for (const std::uint16_t limit : limits)
        for (int k = 0; k < block; k++) numbers[k] += halves[k] >= limit;
      std::uint16_t beyond = 0;
      for (int k = 0; k < block; k++) beyond |= halves[k] >= limits.back();
      if (beyond)
        for (int k = 0; k < block; k++)
          if (halves[k] >= limits.back()) numbers[k] = fromRest(random);
      const int count = std::min(block, size - start);
      for (int k = 0; k < count; k++) values[start + k] += weight * static_cast<Real>(numbers[k]);
    }
  }

 private:
  std::uint16_t fromRest(Random &random) const {
    const double drawn = random.uniform() * rest.back();
    return static_cast<std::uint16_t>(std::lower_bound(rest.begin(), rest.end(), drawn) - rest.begin());
  }

  int first = 0;
  std::vector<std::uint16_t> limits;
  std::vector<double> rest;
};
