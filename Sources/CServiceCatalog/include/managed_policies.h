#ifndef IAMSIM_MANAGED_POLICIES_H
#define IAMSIM_MANAGED_POLICIES_H

#include <stddef.h>

// AWS's managed policies in their text form (docs/catalogue.md): read-only data of the program.
const void *managed_policies_bytes(void);

// Its length in bytes.
size_t managed_policies_length(void);

#endif
