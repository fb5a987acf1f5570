// SPDX-License-Identifier: Apache-2.0
// What the files of the shim share.
#pragma once

#include <arrow/api.h>
#include <arrow/io/api.h>
#include <arrow/ipc/api.h>
#include <parquet/arrow/reader.h>
#include <parquet/file_reader.h>

#include <cstring>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "gamut_arrow.h"

/// An open table. Of Parquet `parquet` is set; of Arrow `batches`.
struct gamut_arrow_table {
  gamut_arrow_kind kind;
  std::unique_ptr<arrow::CappedMemoryPool> pool;  // goes last: what follows lies in it
  std::shared_ptr<arrow::Buffer> bytes;
  std::shared_ptr<arrow::Schema> schema;
  std::shared_ptr<arrow::KeyValueMetadata> footer;  // of an Arrow file
  arrow::Compression::type codec = arrow::Compression::UNCOMPRESSED;  // of Arrow buffers
  bool isInPlace = false;

  std::shared_ptr<parquet::FileMetaData> parquet;

  // Of Arrow: one of the two. A stream's batches are held: they point into the bytes, or are few.
  std::shared_ptr<arrow::ipc::RecordBatchFileReader> file;
  std::vector<std::shared_ptr<arrow::RecordBatch>> batches;

  int64_t batchCount() const {
    return file ? file->num_record_batches() : static_cast<int64_t>(batches.size());
  }
  arrow::Result<std::shared_ptr<arrow::RecordBatch>> batch(int64_t index) const;
};

namespace gamut {

/// How much memory reading `byteCount` bytes may take: more than any honest batch needs, and met soon
/// by a forged length, or by a file of kilobytes that claims to hold gigabytes.
int64_t memoryBound(int64_t byteCount);

/// A table that one thread reads for the time of a call.
arrow::Result<std::unique_ptr<parquet::arrow::FileReader>> parquetReader(
    const gamut_arrow_table &table, int64_t batchRows);

/// An error for what Arrow cannot do or does not find.
void fill(gamut_arrow_error *error, const arrow::Status &status);
void fill(gamut_arrow_error *error, gamut_arrow_status status, const char *reason);

/// Whether every offset, index and child of `batch` stays within its buffers. It is not asked whether
/// texts are UTF-8: that is a matter of their records.
arrow::Status check(const arrow::RecordBatch &batch);

/// Whether all buffers of `batch` lie within `bytes`.
bool liesWithin(const arrow::RecordBatch &batch, const arrow::Buffer &bytes);

/// The codec of the first batch among the messages of Arrow that begin at `offset`.
arrow::Compression::type codecOfMessages(
    const std::shared_ptr<arrow::Buffer> &bytes, int64_t offset);

/// Bytes for a caller's function.
class Sink : public arrow::io::OutputStream {
 public:
  explicit Sink(gamut_arrow_sink sink) : sink_(sink) {}

  arrow::Status Write(const void *data, int64_t count) override {
    if (count == 0) return arrow::Status::OK();
    if (sink_.write(sink_.context, static_cast<const uint8_t *>(data), count) != 0) {
      hasFailed = true;
      return arrow::Status::IOError("the output refused bytes");
    }
    position_ += count;
    return arrow::Status::OK();
  }
  arrow::Result<int64_t> Tell() const override { return position_; }
  arrow::Status Close() override {
    isClosed_ = true;
    return arrow::Status::OK();
  }
  bool closed() const override { return isClosed_; }

  bool hasFailed = false;

 private:
  gamut_arrow_sink sink_;
  int64_t position_ = 0;
  bool isClosed_ = false;
};

/// Runs `body`; what it throws or returns becomes the error.
template <typename Body>
gamut_arrow_status guarded(gamut_arrow_error *error, const Sink *sink, Body &&body) {
  error->status = GAMUT_ARROW_OK;
  error->reason[0] = 0;
  try {
    arrow::Status status = body();
    if (!status.ok()) fill(error, status);
  } catch (const std::bad_alloc &) {
    fill(error, GAMUT_ARROW_NO_MEMORY, "there is not enough memory");
  } catch (const parquet::ParquetStatusException &thrown) {
    fill(error, thrown.status());
  } catch (const std::exception &thrown) {
    fill(error, GAMUT_ARROW_BROKEN, thrown.what());
  } catch (...) {
    fill(error, GAMUT_ARROW_BROKEN, "an unknown failure");
  }
  if (sink && sink->hasFailed) error->status = GAMUT_ARROW_SINK;
  return error->status;
}

}  // namespace gamut
