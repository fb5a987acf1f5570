// SPDX-License-Identifier: Apache-2.0
// Whether a batch may be read without looking at bounds again.
#include "shim.hpp"

namespace gamut {

using arrow::ArrayData;
using arrow::Type;

namespace {

std::shared_ptr<arrow::DataType> withoutText(const std::shared_ptr<arrow::DataType> &type);

arrow::FieldVector withoutText(const arrow::FieldVector &fields) {
  arrow::FieldVector plain;
  for (const auto &field : fields) plain.push_back(field->WithType(withoutText(field->type())));
  return plain;
}

// The same layout, in which no bytes need to be UTF-8: Arrow's full validation asks for that too.
std::shared_ptr<arrow::DataType> withoutText(const std::shared_ptr<arrow::DataType> &type) {
  switch (type->id()) {
    case Type::STRING: return arrow::binary();
    case Type::LARGE_STRING: return arrow::large_binary();
    case Type::STRING_VIEW: return arrow::binary_view();
    case Type::LIST: return arrow::list(withoutText(type->fields())[0]);
    case Type::LARGE_LIST: return arrow::large_list(withoutText(type->fields())[0]);
    case Type::FIXED_SIZE_LIST:
      return arrow::fixed_size_list(
          withoutText(type->fields())[0],
          static_cast<const arrow::FixedSizeListType &>(*type).list_size());
    case Type::STRUCT: return arrow::struct_(withoutText(type->fields()));
    // A map is a list of entries; what a map asks of its keys is no matter of bounds.
    case Type::MAP: return arrow::list(withoutText(type->fields())[0]);
    case Type::DICTIONARY: {
      const auto &dictionary = static_cast<const arrow::DictionaryType &>(*type);
      return arrow::dictionary(
          dictionary.index_type(), withoutText(dictionary.value_type()), dictionary.ordered());
    }
    case Type::EXTENSION:
      return withoutText(static_cast<const arrow::ExtensionType &>(*type).storage_type());
    default: return type;
  }
}

std::shared_ptr<ArrayData> withoutText(const ArrayData &data) {
  auto plain = data.Copy();
  plain->type = withoutText(data.type);
  // Of a type that is left as it is, such as a union, so are the children.
  if (plain->type == data.type) return plain;
  for (auto &child : plain->child_data) child = withoutText(*child);
  if (plain->dictionary) plain->dictionary = withoutText(*plain->dictionary);
  return plain;
}

bool liesWithin(const ArrayData &data, const uint8_t *first, const uint8_t *last) {
  for (const auto &buffer : data.buffers) {
    if (!buffer || buffer->size() == 0) continue;
    if (buffer->data() < first || buffer->data() + buffer->size() > last) return false;
  }
  for (const auto &child : data.child_data) {
    if (!liesWithin(*child, first, last)) return false;
  }
  // Dictionaries are decoded once for all batches, and small beside them: they may be copies.
  return true;
}

}  // namespace

arrow::Status check(const arrow::RecordBatch &batch) {
  for (int i = 0; i < batch.num_columns(); i++) {
    arrow::Status status =
        arrow::MakeArray(withoutText(*batch.column_data(i)))->ValidateFull();
    if (!status.ok()) {
      return arrow::Status::Invalid(
          "column \"", batch.schema()->field(i)->name(), "\": ", status.message());
    }
  }
  return arrow::Status::OK();
}

bool liesWithin(const arrow::RecordBatch &batch, const arrow::Buffer &bytes) {
  for (int i = 0; i < batch.num_columns(); i++) {
    if (!liesWithin(*batch.column_data(i), bytes.data(), bytes.data() + bytes.size())) return false;
  }
  return true;
}

}  // namespace gamut
