// SPDX-License-Identifier: Apache-2.0
// Writing kept rows as the file that they came from.
#include <arrow/compute/api_vector.h>
#include <arrow/compute/exec.h>
#include <arrow/compute/initialize.h>
#include <parquet/arrow/schema.h>
#include <parquet/properties.h>

#include <algorithm>
#include <set>

#include "open.hpp"
#include "writer.hpp"

namespace gamut {

namespace {

// The columns of Parquet as their first row group has them. `written` has the columns of the output,
// in the same order; lists of old writers have other paths there.
void takeColumns(
    const parquet::FileMetaData &metadata, const parquet::SchemaDescriptor &written,
    parquet::WriterProperties::Builder &builder) {
  const auto group = metadata.RowGroup(0);
  for (int i = 0; i < std::min(group->num_columns(), written.num_columns()); i++) {
    const auto column = group->ColumnChunk(i);
    const std::string name = written.Column(i)->path()->ToDotString();
    // Hadoop's framing of LZ4 is read, and written by nobody any more.
    const auto codec = column->compression();
    builder.compression(
        name, codec == parquet::Compression::LZ4_HADOOP ? parquet::Compression::LZ4 : codec);
    const auto &encodings = column->encodings();
    const std::set<parquet::Encoding::type> found(encodings.begin(), encodings.end());
    const bool hasDictionary = found.count(parquet::Encoding::PLAIN_DICTIONARY) ||
                               found.count(parquet::Encoding::RLE_DICTIONARY);
    if (hasDictionary) {
      builder.enable_dictionary(name);
    } else {
      builder.disable_dictionary(name);
      for (const auto encoding :
           {parquet::Encoding::DELTA_BINARY_PACKED, parquet::Encoding::DELTA_LENGTH_BYTE_ARRAY,
            parquet::Encoding::DELTA_BYTE_ARRAY, parquet::Encoding::BYTE_STREAM_SPLIT}) {
        if (found.count(encoding)) builder.encoding(name, encoding);
      }
    }
    column->is_stats_set() ? builder.enable_statistics(name) : builder.disable_statistics(name);
    if (column->GetColumnIndexLocation()) builder.enable_write_page_index(name);
    // Filters of values that are gone would be made anew with sizes that the file does not tell.
  }
  builder.set_sorting_columns(group->sorting_columns());
}

bool hasType(const parquet::FileMetaData &metadata, parquet::Type::type type) {
  for (int i = 0; i < metadata.schema()->num_columns(); i++) {
    if (metadata.schema()->Column(i)->physical_type() == type) return true;
  }
  return false;
}

bool hasDecimalIntegers(const parquet::FileMetaData &metadata) {
  for (int i = 0; i < metadata.schema()->num_columns(); i++) {
    const auto *column = metadata.schema()->Column(i);
    if (column->logical_type() && column->logical_type()->is_decimal() &&
        (column->physical_type() == parquet::Type::INT32 ||
         column->physical_type() == parquet::Type::INT64)) {
      return true;
    }
  }
  return false;
}

arrow::Status beginParquet(
    const parquet::FileMetaData &metadata, gamut_arrow_writer &writer) {
  parquet::WriterProperties::Builder builder;
  builder.memory_pool(arrow::system_memory_pool());
  builder.compression(parquet::Compression::SNAPPY);
  int64_t groupRows = 0;
  for (int i = 0; i < metadata.num_row_groups(); i++) {
    groupRows = std::max(groupRows, metadata.RowGroup(i)->num_rows());
  }
  if (groupRows > 0) builder.max_row_group_length(groupRows);
  if (metadata.version() == parquet::ParquetVersion::PARQUET_1_0) {
    builder.version(parquet::ParquetVersion::PARQUET_1_0);
  }
  if (hasDecimalIntegers(metadata)) builder.enable_store_decimal_as_integer();

  parquet::ArrowWriterProperties::Builder arrowBuilder;
  // The lists of the schema carry the names that they have in the file.
  arrowBuilder.disable_compliant_nested_types();
  const auto &pairs = metadata.key_value_metadata();
  const bool storesSchema = pairs && pairs->Contains("ARROW:schema");
  if (storesSchema) arrowBuilder.store_schema();
  if (hasType(metadata, parquet::Type::INT96)) arrowBuilder.enable_deprecated_int96_timestamps();

  const auto arrowProperties = arrowBuilder.build();
  if (metadata.num_row_groups() > 0) {
    std::shared_ptr<parquet::SchemaDescriptor> written;
    ARROW_RETURN_NOT_OK(parquet::arrow::ToParquetSchema(
        writer.schema.get(), *builder.build(), *arrowProperties, &written));
    takeColumns(metadata, *written, builder);
  }
  ARROW_ASSIGN_OR_RAISE(
      writer.parquet,
      parquet::arrow::FileWriter::Open(
          *writer.schema, arrow::system_memory_pool(), std::shared_ptr<arrow::io::OutputStream>(
                                      &writer.sink, [](arrow::io::OutputStream *) {}),
          builder.build(), arrowProperties));
  // With a stored schema its metadata is written beside it; without one, by nobody else.
  if (!storesSchema && writer.schema->metadata()) {
    return writer.parquet->AddKeyValueMetadata(writer.schema->metadata());
  }
  return arrow::Status::OK();
}

arrow::Status beginArrow(const gamut_arrow_table &model, gamut_arrow_writer &writer) {
  auto options = arrow::ipc::IpcWriteOptions::Defaults();
  options.memory_pool = arrow::system_memory_pool();
  options.use_threads = false;
  if (model.codec != arrow::Compression::UNCOMPRESSED) {
    ARROW_ASSIGN_OR_RAISE(options.codec, arrow::util::Codec::Create(model.codec));
  }
  if (model.kind == GAMUT_ARROW_FILE) {
    // A file has one dictionary a column, whatever the batches of several inputs have.
    options.unify_dictionaries = true;
    ARROW_ASSIGN_OR_RAISE(
        writer.arrow,
        arrow::ipc::MakeFileWriter(&writer.sink, writer.schema, options, model.footer));
  } else {
    ARROW_ASSIGN_OR_RAISE(
        writer.arrow, arrow::ipc::MakeStreamWriter(&writer.sink, writer.schema, options));
  }
  return arrow::Status::OK();
}

// The kept rows of a column, run by run: for types that Arrow has no filter of.
arrow::Result<std::shared_ptr<arrow::Array>> joinedRuns(
    const arrow::Array &column, const uint8_t *kept) {
  arrow::ArrayVector runs;
  for (int64_t i = 0; i < column.length();) {
    int64_t end = i;
    while (end < column.length() && kept[end]) end++;
    if (end > i) runs.push_back(column.Slice(i, end - i));
    i = std::max(end, i + 1);
  }
  return arrow::Concatenate(runs, arrow::system_memory_pool());
}

arrow::Result<std::shared_ptr<arrow::RecordBatch>> filtered(
    const std::shared_ptr<arrow::RecordBatch> &batch, const uint8_t *kept) {
  const int64_t rowCount = batch->num_rows();
  const int64_t keptCount = rowCount - std::count(kept, kept + rowCount, 0);
  if (keptCount == rowCount) return batch;
  if (keptCount == 0) return batch->Slice(0, 0);
  // The first use of a kernel registers all of them.
  static const arrow::Status isReady = arrow::compute::Initialize();
  ARROW_RETURN_NOT_OK(isReady);
  arrow::BooleanBuilder mask(arrow::system_memory_pool());
  ARROW_RETURN_NOT_OK(mask.Reserve(rowCount));
  for (int64_t i = 0; i < rowCount; i++) mask.UnsafeAppend(kept[i] != 0);
  ARROW_ASSIGN_OR_RAISE(auto filter, mask.Finish());
  arrow::compute::ExecContext context(arrow::system_memory_pool());
  context.set_use_threads(false);
  arrow::ArrayVector columns;
  for (const auto &column : batch->columns()) {
    auto result = arrow::compute::Filter(
        column, filter, arrow::compute::FilterOptions::Defaults(), &context);
    if (result.ok()) {
      columns.push_back(result->make_array());
    } else if (result.status().IsNotImplemented()) {
      ARROW_ASSIGN_OR_RAISE(auto joined, joinedRuns(*column, kept));
      columns.push_back(std::move(joined));
    } else {
      return result.status();
    }
  }
  return arrow::RecordBatch::Make(batch->schema(), keptCount, std::move(columns));
}

}  // namespace

gamut_arrow_writer *begin(
    gamut_arrow_table *model, gamut_arrow_table *rows, gamut_arrow_sink sink,
    gamut_arrow_error *error) {
  std::unique_ptr<gamut_arrow_writer> writer;
  guarded(error, nullptr, [&]() -> arrow::Status {
    writer = std::make_unique<gamut_arrow_writer>(sink);
    writer->schema = rows->schema;
    return model->kind == GAMUT_ARROW_PARQUET ? beginParquet(*model->parquet, *writer)
                                              : beginArrow(*model, *writer);
  });
  if (writer && writer->sink.hasFailed) error->status = GAMUT_ARROW_SINK;
  return error->status == GAMUT_ARROW_OK ? writer.release() : nullptr;
}

gamut_arrow_status append(
    gamut_arrow_writer *writer, gamut_arrow_table *rows, int64_t index, const uint8_t *kept,
    gamut_arrow_error *error) {
  bool isDifferent = false;
  guarded(error, &writer->sink, [&]() -> arrow::Status {
    if (!rows->schema->Equals(*writer->schema, /*check_metadata=*/false)) {
      isDifferent = true;
      return arrow::Status::Invalid(
          "its columns are ", rows->schema->ToString(), ", those of the first file ",
          writer->schema->ToString());
    }
    ARROW_ASSIGN_OR_RAISE(auto batch, rows->batch(index));
    ARROW_ASSIGN_OR_RAISE(batch, filtered(batch, kept));
    if (batch->num_rows() == 0) return arrow::Status::OK();
    return writer->parquet ? writer->parquet->WriteRecordBatch(*batch)
                           : writer->arrow->WriteRecordBatch(*batch);
  });
  if (isDifferent) error->status = GAMUT_ARROW_DIFFERENT;
  return error->status;
}

gamut_arrow_status finish(gamut_arrow_writer *writer, gamut_arrow_error *error) {
  guarded(error, &writer->sink, [&] {
    return writer->parquet ? writer->parquet->Close() : writer->arrow->Close();
  });
  discard(writer);
  return error->status;
}

void discard(gamut_arrow_writer *writer) {
  if (!writer) return;
  // Closing writes: a sink that is told to refuse keeps the destructors quiet.
  writer->sink.hasFailed = true;
  delete writer;
}

}  // namespace gamut
