#pragma once
#include <cmath>
#include <cstdint>

/** xoshiro256++ (Blackman and Vigna 2021) in eight independent lanes, so that the compiler can draw them with wide words. */
class Random {
 public:
  static constexpr int lanes = 8;

  explicit Random(std::uint64_t seed) {
    for (auto &row : state)
      for (auto &word : row) word = splitMix(seed);
  }

  /** One 64-bit word per lane. */
  void draw(std::uint64_t *__restrict words) {
    auto &[a, b, c, d] = state;
    for (int k = 0; k < lanes; k++) {
      words[k] = rotated(a[k] + d[k], 23) + a[k];
      const std::uint64_t shifted = b[k] << 17;
      c[k] ^= a[k];
      d[k] ^= b[k];
      b[k] ^= c[k];
      a[k] ^= d[k];
      c[k] ^= shifted;
      d[k] = rotated(d[k], 45);
    }
  }

  std::uint64_t word() {
    if (used == lanes) {
      draw(kept);
      used = 0;
    }
    return kept[used++];
  }

  /** In (0, 1]. */
  double uniform() { return static_cast<double>((word() >> 11) + 1) * 0x1p-53; }

  /** Box and Muller. */
  double normal() { return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * M_PI * uniform()); }

 private:
  static std::uint64_t rotated(std::uint64_t word, int by) { return (word << by) | (word >> (64 - by)); }

  static std::uint64_t splitMix(std::uint64_t &seed) {
    std::uint64_t word = seed += 0x9e3779b97f4a7c15;
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
    word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
    return word ^ (word >> 31);
  }

  std::uint64_t state[4][lanes];
  std::uint64_t kept[lanes];
  int used = lanes;
};
