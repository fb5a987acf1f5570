// SPDX-License-Identifier: Apache-2.0
// Parquet, and Arrow with compressed buffers, as a stream that can be used where it lies.
#include <algorithm>
#include <cstdlib>

#include "open.hpp"

namespace gamut {

namespace {

// Batches of about `batchBytes`, as far as the sizes of the columns tell.
int64_t batchRows(const parquet::FileMetaData &metadata, int64_t batchBytes) {
  int64_t bytes = 0;
  for (int group = 0; group < metadata.num_row_groups(); group++) {
    const auto rowGroup = metadata.RowGroup(group);
    for (int i = 0; i < rowGroup->num_columns(); i++) {
      const int64_t size = rowGroup->ColumnChunk(i)->total_uncompressed_size();
      // Sizes come from the file: none that lies may overflow the sum.
      if (size > 0 && size < (int64_t{1} << 40)) bytes += size;
    }
  }
  const int64_t rows = std::max<int64_t>(metadata.num_rows(), 1);
  const double perRow = std::max(1.0, static_cast<double>(bytes) / static_cast<double>(rows));
  return std::clamp<int64_t>(static_cast<int64_t>(batchBytes / perRow), 1, 65536);
}

arrow::Result<std::shared_ptr<arrow::RecordBatchReader>> batches(
    gamut_arrow_table &table, int64_t batchBytes,
    std::unique_ptr<parquet::arrow::FileReader> &parquet) {
  switch (table.kind) {
    case GAMUT_ARROW_PARQUET: {
      ARROW_ASSIGN_OR_RAISE(
          parquet, parquetReader(table, batchRows(*table.parquet, batchBytes)));
      ARROW_ASSIGN_OR_RAISE(auto reader, parquet->GetRecordBatchReader());
      return std::shared_ptr<arrow::RecordBatchReader>(std::move(reader));
    }
    case GAMUT_ARROW_FILE: {
      int next = 0;
      auto file = table.file;
      return arrow::RecordBatchReader::MakeFromIterator(
          arrow::MakeFunctionIterator(
              [file, next]() mutable -> arrow::Result<std::shared_ptr<arrow::RecordBatch>> {
                if (next == file->num_record_batches()) return nullptr;
                return file->ReadRecordBatch(next++);
              }),
          table.schema);
    }
    default: return streamReader(table);
  }
}

}  // namespace

gamut_arrow_status unpack(
    gamut_arrow_table *table, int64_t batchBytes, gamut_arrow_sink output,
    gamut_arrow_error *error) {
  Sink sink(output);
  return guarded(error, &sink, [&]() -> arrow::Status {
    std::unique_ptr<parquet::arrow::FileReader> parquet;
    ARROW_ASSIGN_OR_RAISE(auto reader, batches(*table, batchBytes, parquet));
    auto options = arrow::ipc::IpcWriteOptions::Defaults();
    options.memory_pool = table->pool.get();
    options.use_threads = false;
    ARROW_ASSIGN_OR_RAISE(
        auto writer, arrow::ipc::MakeStreamWriter(&sink, reader->schema(), options));
    while (true) {
      std::shared_ptr<arrow::RecordBatch> batch;
      ARROW_RETURN_NOT_OK(reader->ReadNext(&batch));
      if (!batch) break;
      ARROW_RETURN_NOT_OK(check(*batch));
      if (batch->num_rows() > 0) ARROW_RETURN_NOT_OK(writer->WriteRecordBatch(*batch));
    }
    return writer->Close();
  });
}

}  // namespace gamut
