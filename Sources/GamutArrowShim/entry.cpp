// SPDX-License-Identifier: Apache-2.0
// The one symbol that the program asks for.
#include <arrow/config.h>

#include "open.hpp"

extern "C" __attribute__((visibility("default"))) const gamut_arrow_functions *
gamut_arrow_entry(void) {
  static const gamut_arrow_functions functions = {
      GAMUT_ARROW_VERSION,
      ARROW_VERSION_STRING,
      gamut::open,
      [](gamut_arrow_table *table) { delete table; },
      [](const gamut_arrow_table *table) { return table->isInPlace ? 1 : 0; },
      gamut::unpack,
      [](const gamut_arrow_table *table) { return table->batchCount(); },
      gamut::exportSchema,
      gamut::exportBatch,
      gamut::begin,
      gamut::append,
      gamut::beginColumns,
      gamut::appendColumns,
      gamut::finish,
      gamut::discard,
  };
  return &functions;
}
