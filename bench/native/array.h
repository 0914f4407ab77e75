#pragma once
#include <cstddef>
#include <cstdlib>
#include <cstring>

/** Bytes that all arrays hold. */
inline std::size_t allocatedBytes = 0;

/** Zeroed numbers at a cache line of their own, with room for the widest loops. */
template <class T>
class Array {
 public:
  explicit Array(std::size_t size) {
    const std::size_t bytes = (size * sizeof(T) + 1023) / 1024 * 1024;
    items = static_cast<T *>(std::aligned_alloc(64, bytes));
    std::memset(items, 0, bytes);
    allocatedBytes += bytes;
  }
  Array(const Array &) = delete;
  ~Array() { std::free(items); }
  T *data() const { return static_cast<T *>(__builtin_assume_aligned(items, 64)); }
  T &operator[](std::size_t index) const { return items[index]; }

 private:
  T *items;
};
