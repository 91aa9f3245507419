#include "managed_policies.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char policies[] = {
#embed "Data/managed-policies.txt"
};

const void *managed_policies_bytes(void) { return policies; }

size_t managed_policies_length(void) { return sizeof policies; }
