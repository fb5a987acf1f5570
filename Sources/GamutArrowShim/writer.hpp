// SPDX-License-Identifier: Apache-2.0
// A file being written, of kept rows or of new ones.
#pragma once

#include <parquet/arrow/writer.h>

#include "shim.hpp"

struct gamut_arrow_writer {
  gamut::Sink sink;
  std::shared_ptr<arrow::Schema> schema;
  std::unique_ptr<parquet::arrow::FileWriter> parquet;
  std::shared_ptr<arrow::ipc::RecordBatchWriter> arrow;

  explicit gamut_arrow_writer(gamut_arrow_sink output) : sink(output) {}
};
