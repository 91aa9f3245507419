#ifndef IAMSIM_BYTE_SEARCH_H
#define IAMSIM_BYTE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

// Finds bytes in bytes, in linear time. The C libraries have it, but Swift's Glibc module does not show it.
void *memmem(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);

// Whether two runs of bytes are the same; inline, so that short texts cost no call through Swift first.
static inline bool bytes_are_equal(const void *a, const void *b, size_t length) {
  return memcmp(a, b, length) == 0;
}

#endif
