// SPDX-License-Identifier: Apache-2.0
// The codec of Arrow's buffers, which no interface of Arrow C++ tells.
#include "shim.hpp"

namespace gamut {

namespace {

// A flatbuffer is read by hand, since its generated code is not among Arrow's headers. Every access
// is checked: what does not fit reads as 0.
class Flat {
 public:
  explicit Flat(const arrow::Buffer &bytes) : bytes_(bytes) {}

  template <typename Number>
  Number read(int64_t offset) const {
    Number number = 0;
    if (offset >= 0 && offset + static_cast<int64_t>(sizeof number) <= bytes_.size()) {
      std::memcpy(&number, bytes_.data() + offset, sizeof number);
    }
    return number;
  }

  // Where field `index` of the table at `table` stands; 0 where it is left out.
  int64_t field(int64_t table, int index) const {
    const int64_t layout = table - read<int32_t>(table);
    const int64_t entry = 4 + 2 * index;
    if (entry + 2 > read<uint16_t>(layout)) return 0;
    const uint16_t offset = read<uint16_t>(layout + entry);
    return offset ? table + offset : 0;
  }

  // The table that the offset at `place` leads to.
  int64_t table(int64_t place) const { return place + read<uint32_t>(place); }

 private:
  const arrow::Buffer &bytes_;
};

// Message.fbs: version, header_type, header, …; RecordBatch (type 3): length, nodes, buffers,
// compression; BodyCompression: codec (0 LZ4 frames, 1 zstd).
arrow::Compression::type codec(const arrow::Buffer &metadata) {
  const Flat flat(metadata);
  const int64_t message = flat.table(0);
  const int64_t header = flat.field(message, 2);
  if (!header) return arrow::Compression::UNCOMPRESSED;
  const int64_t compression = flat.field(flat.table(header), 3);
  if (!compression) return arrow::Compression::UNCOMPRESSED;
  const int64_t codec = flat.field(flat.table(compression), 0);
  return codec && flat.read<int8_t>(codec) == 1 ? arrow::Compression::ZSTD
                                                : arrow::Compression::LZ4_FRAME;
}

}  // namespace

arrow::Compression::type codecOfMessages(
    const std::shared_ptr<arrow::Buffer> &bytes, int64_t offset) {
  if (bytes->size() < offset) return arrow::Compression::UNCOMPRESSED;
  arrow::io::BufferReader input(arrow::SliceBuffer(bytes, offset));
  while (true) {
    auto read = arrow::ipc::ReadMessage(&input);
    if (!read.ok() || !*read) return arrow::Compression::UNCOMPRESSED;
    if ((*read)->type() == arrow::ipc::MessageType::RECORD_BATCH) {
      return codec(*(*read)->metadata());
    }
  }
}

}  // namespace gamut
