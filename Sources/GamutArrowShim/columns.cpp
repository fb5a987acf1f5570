// SPDX-License-Identifier: Apache-2.0
// Writing rows of our own as a new Parquet file.
#include <parquet/properties.h>

#include "open.hpp"
#include "writer.hpp"

namespace gamut {

namespace {

// Rows of a group: what readers take at a time, and what the writer holds, encoded and packed.
constexpr int64_t groupRows = 1 << 17;

std::shared_ptr<arrow::DataType> type(const gamut_arrow_column &column) {
  switch (column.type) {
    case GAMUT_ARROW_TEXT: return arrow::utf8();
    case GAMUT_ARROW_INTEGER: return arrow::int64();
    case GAMUT_ARROW_NUMBER: return arrow::float64();
    case GAMUT_ARROW_TRUTH: return arrow::boolean();
  }
  return nullptr;
}

arrow::Result<std::shared_ptr<arrow::Array>> array(
    const gamut_arrow_column &column, int64_t count) {
  std::unique_ptr<arrow::ArrayBuilder> builder;
  ARROW_RETURN_NOT_OK(arrow::MakeBuilder(arrow::system_memory_pool(), type(column), &builder));
  ARROW_RETURN_NOT_OK(builder->Reserve(count));
  for (int64_t i = 0; i < count; i++) {
    if (column.present && !column.present[i]) {
      ARROW_RETURN_NOT_OK(builder->AppendNull());
      continue;
    }
    arrow::Status status;
    switch (column.type) {
      case GAMUT_ARROW_TEXT: {
        const int64_t start = i == 0 ? 0 : column.ends[i - 1];
        const auto *bytes = static_cast<const char *>(column.values);
        status = static_cast<arrow::StringBuilder &>(*builder).Append(
            std::string_view(bytes + start, static_cast<size_t>(column.ends[i] - start)));
        break;
      }
      case GAMUT_ARROW_INTEGER:
        status = static_cast<arrow::Int64Builder &>(*builder).Append(
            static_cast<const int64_t *>(column.values)[i]);
        break;
      case GAMUT_ARROW_NUMBER:
        status = static_cast<arrow::DoubleBuilder &>(*builder).Append(
            static_cast<const double *>(column.values)[i]);
        break;
      case GAMUT_ARROW_TRUTH:
        status = static_cast<arrow::BooleanBuilder &>(*builder).Append(
            static_cast<const uint8_t *>(column.values)[i] != 0);
        break;
    }
    ARROW_RETURN_NOT_OK(status);
  }
  return builder->Finish();
}

}  // namespace

gamut_arrow_writer *beginColumns(
    const gamut_arrow_column *columns, size_t count, gamut_arrow_sink sink,
    gamut_arrow_error *error) {
  std::unique_ptr<gamut_arrow_writer> writer;
  guarded(error, nullptr, [&]() -> arrow::Status {
    writer = std::make_unique<gamut_arrow_writer>(sink);
    arrow::FieldVector fields;
    for (size_t i = 0; i < count; i++) {
      fields.push_back(
          arrow::field(columns[i].name, type(columns[i]), columns[i].is_nullable != 0));
    }
    writer->schema = arrow::schema(std::move(fields));
    parquet::WriterProperties::Builder builder;
    builder.memory_pool(arrow::system_memory_pool());
    builder.compression(parquet::Compression::ZSTD);
    builder.max_row_group_length(groupRows);
    ARROW_ASSIGN_OR_RAISE(
        writer->parquet,
        parquet::arrow::FileWriter::Open(
            *writer->schema, arrow::system_memory_pool(),
            std::shared_ptr<arrow::io::OutputStream>(
                &writer->sink, [](arrow::io::OutputStream *) {}),
            builder.build()));
    return arrow::Status::OK();
  });
  if (writer && writer->sink.hasFailed) error->status = GAMUT_ARROW_SINK;
  return error->status == GAMUT_ARROW_OK ? writer.release() : nullptr;
}

gamut_arrow_status appendColumns(
    gamut_arrow_writer *writer, const gamut_arrow_column *columns, size_t count,
    int64_t rowCount, gamut_arrow_error *error) {
  return guarded(error, &writer->sink, [&]() -> arrow::Status {
    arrow::ArrayVector arrays;
    for (size_t i = 0; i < count; i++) {
      ARROW_ASSIGN_OR_RAISE(auto made, array(columns[i], rowCount));
      arrays.push_back(std::move(made));
    }
    return writer->parquet->WriteRecordBatch(
        *arrow::RecordBatch::Make(writer->schema, rowCount, std::move(arrays)));
  });
}

}  // namespace gamut
