#ifndef IAMSIM_SERVICE_CATALOG_H
#define IAMSIM_SERVICE_CATALOG_H

#include <stddef.h>

// The service catalogue in its binary form (docs/catalogue.md): read-only data of the program, aligned to 64 bytes.
const void *service_catalog_bytes(void);

// Its length in bytes.
size_t service_catalog_length(void);

#endif
