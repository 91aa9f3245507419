#ifndef IAMSIM_ALLOCATION_COUNT_H
#define IAMSIM_ALLOCATION_COUNT_H

// Number of heap allocations of this process so far; -1 where they cannot be counted.
long allocation_count(void);

#endif
