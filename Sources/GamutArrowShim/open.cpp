// SPDX-License-Identifier: Apache-2.0
// Opening tables and handing out their batches.
#include <arrow/c/bridge.h>

#include <algorithm>

#include "open.hpp"

namespace gamut {

// The smallest bound: a record of 256 MB cannot be had with less.
static constexpr int64_t leastBound = int64_t{384} << 20;

int64_t memoryBound(int64_t byteCount) { return std::max(leastBound, 16 * byteCount); }

void fill(gamut_arrow_error *error, gamut_arrow_status status, const char *reason) {
  error->status = status;
  size_t count = 0;
  for (; reason[count] && count + 1 < sizeof error->reason; count++) {
    // One line: messages of Arrow may hold several.
    const char c = reason[count];
    error->reason[count] = c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  }
  error->reason[count] = 0;
}

void fill(gamut_arrow_error *error, const arrow::Status &status) {
  gamut_arrow_status code = GAMUT_ARROW_BROKEN;
  if (status.IsNotImplemented()) code = GAMUT_ARROW_UNSUPPORTED;
  if (status.IsOutOfMemory() || status.IsCapacityError()) {
    fill(
        error, GAMUT_ARROW_NO_MEMORY,
        ("a part of it needs more memory than its size allows: " + status.message()).c_str());
    return;
  }
  fill(error, code, status.message().c_str());
}

static arrow::ipc::IpcReadOptions readOptions(const gamut_arrow_table &table) {
  arrow::ipc::IpcReadOptions options;
  options.memory_pool = table.pool.get();
  options.use_threads = false;
  return options;
}

static arrow::Status openParquet(gamut_arrow_table &table) {
  ARROW_ASSIGN_OR_RAISE(auto reader, parquetReader(table, 1024));
  table.parquet = reader->parquet_reader()->metadata();
  return reader->GetSchema(&table.schema);
}

static arrow::Status openFile(gamut_arrow_table &table) {
  auto input = std::make_shared<arrow::io::BufferReader>(table.bytes);
  ARROW_ASSIGN_OR_RAISE(
      table.file, arrow::ipc::RecordBatchFileReader::Open(input, readOptions(table)));
  table.schema = table.file->schema();
  if (auto metadata = table.file->metadata()) table.footer = metadata->Copy();
  // Behind the magic number and its padding stands a stream.
  table.codec = codecOfMessages(table.bytes, 8);
  table.isInPlace = true;
  for (int i = 0; i < table.file->num_record_batches() && table.isInPlace; i++) {
    ARROW_ASSIGN_OR_RAISE(auto batch, table.file->ReadRecordBatch(i));
    ARROW_RETURN_NOT_OK(check(*batch));
    table.isInPlace = liesWithin(*batch, *table.bytes);
  }
  return arrow::Status::OK();
}

static arrow::Status openStream(gamut_arrow_table &table) {
  auto input = std::make_shared<arrow::io::BufferReader>(table.bytes);
  ARROW_ASSIGN_OR_RAISE(
      auto reader, arrow::ipc::RecordBatchStreamReader::Open(input, readOptions(table)));
  table.schema = reader->schema();
  table.codec = codecOfMessages(table.bytes, 0);
  table.isInPlace = true;
  while (table.isInPlace) {
    std::shared_ptr<arrow::RecordBatch> batch;
    ARROW_RETURN_NOT_OK(reader->ReadNext(&batch));
    if (!batch) return arrow::Status::OK();
    ARROW_RETURN_NOT_OK(check(*batch));
    table.isInPlace = liesWithin(*batch, *table.bytes);
    table.batches.push_back(std::move(batch));
  }
  // Batches that are copies would fill the memory; they are read once more to be unpacked.
  table.batches.clear();
  return arrow::Status::OK();
}

arrow::Result<std::unique_ptr<parquet::arrow::FileReader>> parquetReader(
    const gamut_arrow_table &table, int64_t batchRows) {
  parquet::ReaderProperties properties(table.pool.get());
  parquet::ArrowReaderProperties arrowProperties(/*use_threads=*/false);
  arrowProperties.set_batch_size(batchRows);
  arrowProperties.set_pre_buffer(false);  // The bytes are in memory already.
  arrowProperties.set_arrow_extensions_enabled(true);
  parquet::arrow::FileReaderBuilder builder;
  ARROW_RETURN_NOT_OK(
      builder.Open(std::make_shared<arrow::io::BufferReader>(table.bytes), properties));
  std::unique_ptr<parquet::arrow::FileReader> reader;
  ARROW_RETURN_NOT_OK(builder.memory_pool(table.pool.get())->properties(arrowProperties)->Build(&reader));
  return reader;
}

arrow::Result<std::shared_ptr<arrow::RecordBatchReader>> streamReader(
    const gamut_arrow_table &table) {
  auto input = std::make_shared<arrow::io::BufferReader>(table.bytes);
  return arrow::ipc::RecordBatchStreamReader::Open(input, readOptions(table));
}

gamut_arrow_table *open(
    const uint8_t *bytes, size_t count, gamut_arrow_kind kind, gamut_arrow_error *error) {
  std::unique_ptr<gamut_arrow_table> table;
  guarded(error, nullptr, [&]() -> arrow::Status {
    table = std::make_unique<gamut_arrow_table>();
    table->kind = kind;
    table->bytes = std::make_shared<arrow::Buffer>(bytes, static_cast<int64_t>(count));
    table->pool = std::make_unique<arrow::CappedMemoryPool>(
        arrow::system_memory_pool(), memoryBound(static_cast<int64_t>(count)));
    switch (kind) {
      case GAMUT_ARROW_PARQUET: return openParquet(*table);
      case GAMUT_ARROW_FILE: return openFile(*table);
      default: return openStream(*table);
    }
  });
  return error->status == GAMUT_ARROW_OK ? table.release() : nullptr;
}

gamut_arrow_status exportSchema(
    const gamut_arrow_table *table, struct ArrowSchema *schema, gamut_arrow_error *error) {
  return guarded(error, nullptr, [&] { return arrow::ExportSchema(*table->schema, schema); });
}

gamut_arrow_status exportBatch(
    const gamut_arrow_table *table, int64_t index, struct ArrowArray *array,
    gamut_arrow_error *error) {
  return guarded(error, nullptr, [&]() -> arrow::Status {
    ARROW_ASSIGN_OR_RAISE(auto batch, table->batch(index));
    return arrow::ExportRecordBatch(*batch, array);
  });
}

}  // namespace gamut

arrow::Result<std::shared_ptr<arrow::RecordBatch>> gamut_arrow_table::batch(int64_t index) const {
  if (file) return file->ReadRecordBatch(static_cast<int>(index));
  return batches.at(static_cast<size_t>(index));
}
