#include "service_catalog.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char catalog[] __attribute__((aligned(64))) = {
#embed "Data/catalog.bin"
};

const void *service_catalog_bytes(void) { return catalog; }

size_t service_catalog_length(void) { return sizeof catalog; }
