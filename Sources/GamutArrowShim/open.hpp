// SPDX-License-Identifier: Apache-2.0
// The functions behind the table of entry.cpp.
#pragma once

#include "shim.hpp"

namespace gamut {

gamut_arrow_table *open(
    const uint8_t *bytes, size_t count, gamut_arrow_kind kind, gamut_arrow_error *error);
gamut_arrow_status exportSchema(
    const gamut_arrow_table *table, struct ArrowSchema *schema, gamut_arrow_error *error);
gamut_arrow_status exportBatch(
    const gamut_arrow_table *table, int64_t index, struct ArrowArray *array,
    gamut_arrow_error *error);

/// All batches of a stream, one after the other.
arrow::Result<std::shared_ptr<arrow::RecordBatchReader>> streamReader(
    const gamut_arrow_table &table);

gamut_arrow_status unpack(
    gamut_arrow_table *table, int64_t batchBytes, gamut_arrow_sink sink, gamut_arrow_error *error);

gamut_arrow_writer *begin(
    gamut_arrow_table *model, gamut_arrow_table *rows, gamut_arrow_sink sink,
    gamut_arrow_error *error);
gamut_arrow_status append(
    gamut_arrow_writer *writer, gamut_arrow_table *rows, int64_t index, const uint8_t *kept,
    gamut_arrow_error *error);
gamut_arrow_writer *beginColumns(
    const gamut_arrow_column *columns, size_t count, gamut_arrow_sink sink,
    gamut_arrow_error *error);
gamut_arrow_status appendColumns(
    gamut_arrow_writer *writer, const gamut_arrow_column *columns, size_t count,
    int64_t rowCount, gamut_arrow_error *error);
gamut_arrow_status finish(gamut_arrow_writer *writer, gamut_arrow_error *error);
void discard(gamut_arrow_writer *writer);

}  // namespace gamut
