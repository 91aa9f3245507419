#ifndef IAMSIM_BYTE_SEARCH_H
#define IAMSIM_BYTE_SEARCH_H

#include <stddef.h>

// Finds bytes in bytes, in linear time. The C libraries have it, but Swift's Glibc module does not show it.
void *memmem(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);

#endif
