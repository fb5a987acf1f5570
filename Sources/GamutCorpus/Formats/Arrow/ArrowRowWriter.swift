// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow
internal import GamutJSON

/// Turns rows of columns into tapes, value by value, without a text of JSON in between.
///
/// A text is copied once, from its column to the tape, as a parser of JSON copies it. Numbers keep
/// their digits; times, decimals and bytes become strings as `ArrowText` has them. The library has
/// checked every offset and index of a batch before it is seen here.
struct ArrowRowWriter {
  /// What becomes of members and cells without a value.
  enum Nulls {
    /// They are left out: null is absent.
    case absent
    /// They are null, as they stand in the table.
    case shown
  }

  private var tape = TapeWriter()
  private var text: [UInt8] = []
  private let nulls: Nulls
  private let parser: JSONParser

  /// Makes a writer that has `parser`, for columns of JSON, for itself.
  init(nulls: Nulls, parser: JSONParser) {
    self.nulls = nulls
    self.parser = parser
  }

  /// Writes row `row` of `batch` as an object of its columns.
  @unsafe mutating func write(
    _ row: Int, of batch: UnsafePointer<ArrowArray>, fields: [ArrowField]
  ) throws(RecordFault) -> JSONTape {
    tape.begin()
    try unsafe appendMembers(fields, batch, at: row)
    return tape.finished()
  }

  @unsafe private mutating func appendMembers(
    _ fields: [ArrowField], _ array: UnsafePointer<ArrowArray>, at index: Int
  ) throws(RecordFault) {
    tape.beginObject()
    var count = 0
    let place = unsafe index + Int(array.pointee.offset)
    for i in fields.indices {
      guard let column = unsafe array.pointee.children[i] else { continue }
      let field = fields[i]
      if unsafe isNull(field, column, at: place) {
        if nulls == .absent { continue }
        tape.string(field.name)
        tape.null()
      } else {
        tape.string(field.name)
        do throws(RecordFault) { try unsafe append(field, column, at: place) } catch {
          throw error.below(String(decoding: field.name, as: UTF8.self))
        }
      }
      count += 1
    }
    tape.endObject(memberCount: count)
  }

  /// Whether value `index` is null, be it by its own bit or by what its dictionary has there.
  @unsafe private func isNull(
    _ field: ArrowField, _ array: UnsafePointer<ArrowArray>, at index: Int
  ) -> Bool {
    if field.type == .null { return true }
    let place = unsafe index + Int(array.pointee.offset)
    if unsafe array.pointee.null_count != 0, let bits = unsafe array.pointee.buffers[0] {
      // Safe: a bitmap has a bit for every value.
      let byte = unsafe bits.load(fromByteOffset: place >> 3, as: UInt8.self)
      if byte &>> UInt8(place & 7) & 1 == 0 { return true }
    }
    guard let values = field.dictionary, let dictionary = unsafe array.pointee.dictionary else {
      return false
    }
    return unsafe isNull(values, dictionary, at: unsafe Self.whole(field.type, array, at: index))
  }

  /// Writes value `index`, which is not null.
  @unsafe private mutating func append(
    _ field: ArrowField, _ array: UnsafePointer<ArrowArray>, at index: Int
  ) throws(RecordFault) {
    if let values = field.dictionary, let dictionary = unsafe array.pointee.dictionary {
      let number = unsafe Self.whole(field.type, array, at: index)
      return try unsafe append(values, dictionary, at: number)
    }
    switch field.type {
    case .null: tape.null()
    case .bool:
      let place = unsafe index + Int(array.pointee.offset)
      let byte: UInt8 = unsafe Self.load(array, 1, at: place >> 3)
      tape.bool(byte &>> UInt8(place & 7) & 1 == 1)
    case .int(8, isSigned: false):
      tape.uint(unsafe Self.load(array, 1, at: index + Int(array.pointee.offset)))
    case .int: tape.int(Int64(unsafe Self.whole(field.type, array, at: index)))
    case .half:
      let bits: UInt16 = unsafe Self.load(array, 1, at: index + Int(array.pointee.offset))
      tape.double(Double(Float16(bitPattern: bits)))
    case .float:
      let value: Float = unsafe Self.load(array, 1, at: index + Int(array.pointee.offset))
      tape.double(Double(value))
    case .double: tape.double(unsafe Self.load(array, 1, at: index + Int(array.pointee.offset)))
    case .text(let offsets):
      // Safe: the batch holds the bytes until it is released, long after this call.
      try appendText(unsafe Self.bytes(offsets, array, at: index).span, isJSON: field.isJSON)
    case .binary(let offsets): appendBytes(unsafe Self.bytes(offsets, array, at: index).span)
    case .fixedBinary(let byteCount):
      let place = unsafe (index + Int(array.pointee.offset)) * byteCount
      let start = unsafe array.pointee.buffers[1]
      // Safe: the column has as many bytes for every value.
      let bytes = unsafe UnsafeRawBufferPointer(
        start: start.map { unsafe $0 + place }, count: start == nil ? 0 : byteCount)
      appendBytes(unsafe bytes.bindMemory(to: UInt8.self).span)
    case .decimal, .date, .time, .timestamp, .duration:
      text.removeAll(keepingCapacity: true)
      unsafe ArrowText.append(field.type, array, at: index, to: &text)
      tape.string(text)
    case .list(let offsets):
      let range = unsafe Self.range(offsets, array, at: index)
      try unsafe appendList(field.children[0], array.pointee.children[0], range)
    case .fixedList(let count):
      let start = unsafe (index + Int(array.pointee.offset)) * count
      try unsafe appendList(field.children[0], array.pointee.children[0], start..<start + count)
    case .object: try unsafe appendMembers(field.children, array, at: index)
    case .map: try unsafe appendMap(field, array, at: index)
    }
  }

  @unsafe private mutating func appendList(
    _ field: ArrowField, _ array: UnsafeMutablePointer<ArrowArray>?, _ range: Range<Int>
  ) throws(RecordFault) {
    guard let array = unsafe array else { return tape.null() }
    tape.beginArray()
    for i in range {
      if unsafe isNull(field, array, at: i) {
        tape.null()
      } else {
        try unsafe append(field, array, at: i)
      }
    }
    tape.endArray(count: range.count)
  }

  /// A map from texts is an object, any other a list of its entries.
  @unsafe private mutating func appendMap(
    _ field: ArrowField, _ array: UnsafePointer<ArrowArray>, at index: Int
  ) throws(RecordFault) {
    let range = unsafe Self.range(.small, array, at: index)
    let entries = field.children[0]
    guard let pairs = unsafe array.pointee.children[0], entries.children.count == 2,
      case .text = entries.children[0].type, !entries.children[0].isJSON,
      let keys = unsafe pairs.pointee.children[0], let values = unsafe pairs.pointee.children[1]
    else { return try unsafe appendList(entries, array.pointee.children[0], range) }
    tape.beginObject()
    let shift = unsafe Int(pairs.pointee.offset)
    var count = 0
    for i in range {
      let isNull = unsafe isNull(entries.children[1], values, at: i + shift)
      if isNull, nulls == .absent { continue }
      try unsafe append(entries.children[0], keys, at: i + shift)
      if isNull {
        tape.null()
      } else {
        try unsafe append(entries.children[1], values, at: i + shift)
      }
      count += 1
    }
    tape.endObject(memberCount: count)
  }
}

extension ArrowRowWriter {
  /// A text must be UTF-8; one of a column of JSON is what it says.
  private mutating func appendText(_ bytes: Span<UInt8>, isJSON: Bool) throws(RecordFault) {
    if isJSON {
      let document: JSONTape
      do throws(JSONSyntaxError) {
        document = try parser.parse(bytes, padding: 0, mode: .tolerant)
      } catch { throw .syntax(error) }
      return tape.document(document)
    }
    if let offset = UTF8Check.firstFault(in: bytes) {
      throw RecordFault(
        code: .invalidUTF8,
        detail: "the text is not UTF-8, at its byte \(offset); expected UTF-8")
    }
    tape.string(bytes)
  }

  /// Bytes that are UTF-8 are the text that old writers did not mark as one; others become base64.
  private mutating func appendBytes(_ bytes: Span<UInt8>) {
    if UTF8Check.firstFault(in: bytes) == nil { return tape.string(bytes) }
    text.removeAll(keepingCapacity: true)
    ArrowText.appendBase64(bytes, to: &text)
    tape.string(text)
  }
}

extension ArrowRowWriter {
  /// Element `index` of buffer `buffer`, whose elements lie side by side.
  ///
  /// Safe: the library has checked that the buffer has as many; they need not be aligned.
  @unsafe static func load<Value: BitwiseCopyable>(
    _ array: UnsafePointer<ArrowArray>, _ buffer: Int, at index: Int
  ) -> Value {
    guard let start = unsafe array.pointee.buffers[buffer] else {
      preconditionFailure("no buffer \(buffer)")
    }
    return unsafe start.loadUnaligned(
      fromByteOffset: index * MemoryLayout<Value>.size, as: Value.self)
  }

  /// The whole number at `index`.
  @unsafe static func whole(
    _ type: ArrowType, _ array: UnsafePointer<ArrowArray>, at index: Int
  ) -> Int {
    guard case .int(let byteCount, let isSigned) = type else { return 0 }
    let place = unsafe index + Int(array.pointee.offset)
    switch (byteCount, isSigned) {
    case (1, true): return Int(unsafe load(array, 1, at: place) as Int8)
    case (1, false): return Int(unsafe load(array, 1, at: place) as UInt8)
    case (2, true): return Int(unsafe load(array, 1, at: place) as Int16)
    case (2, false): return Int(unsafe load(array, 1, at: place) as UInt16)
    case (4, true): return Int(unsafe load(array, 1, at: place) as Int32)
    case (4, false): return Int(unsafe load(array, 1, at: place) as UInt32)
    default: return Int(unsafe load(array, 1, at: place) as Int64)
    }
  }

  /// The places of the values of list or text `index`.
  @unsafe static func range(
    _ offsets: ArrowType.Offsets, _ array: UnsafePointer<ArrowArray>, at index: Int
  ) -> Range<Int> {
    let place = unsafe index + Int(array.pointee.offset)
    if offsets == .large {
      let start: Int64 = unsafe load(array, 1, at: place)
      let end: Int64 = unsafe load(array, 1, at: place + 1)
      return Int(start)..<Int(end)
    }
    let start: Int32 = unsafe load(array, 1, at: place)
    let end: Int32 = unsafe load(array, 1, at: place + 1)
    return Int(start)..<Int(end)
  }

  /// The bytes of text `index`, where they lie.
  @unsafe static func bytes(
    _ offsets: ArrowType.Offsets, _ array: UnsafePointer<ArrowArray>, at index: Int
  ) -> UnsafeBufferPointer<UInt8> {
    if offsets == .views { return unsafe viewedBytes(array, at: index) }
    let range = unsafe range(offsets, array, at: index)
    guard !range.isEmpty, let start = unsafe array.pointee.buffers[2] else {
      return unsafe UnsafeBufferPointer(start: nil, count: 0)
    }
    return unsafe UnsafeBufferPointer(
      start: (start + range.lowerBound).assumingMemoryBound(to: UInt8.self), count: range.count)
  }

  /// A view is a length and, up to 12 bytes, the text itself; of a longer one its first 4 bytes, the
  /// buffer and the place there.
  @unsafe private static func viewedBytes(
    _ array: UnsafePointer<ArrowArray>, at index: Int
  ) -> UnsafeBufferPointer<UInt8> {
    guard let views = unsafe array.pointee.buffers[1] else {
      return unsafe UnsafeBufferPointer(start: nil, count: 0)
    }
    let view = unsafe views + (index + Int(array.pointee.offset)) * 16
    let count = unsafe Int(view.loadUnaligned(as: Int32.self))
    if count <= 12 {
      return unsafe UnsafeBufferPointer(
        start: (view + 4).assumingMemoryBound(to: UInt8.self), count: count)
    }
    let buffer = unsafe Int(view.loadUnaligned(fromByteOffset: 8, as: Int32.self))
    let offset = unsafe Int(view.loadUnaligned(fromByteOffset: 12, as: Int32.self))
    guard let start = unsafe array.pointee.buffers[2 + buffer] else {
      return unsafe UnsafeBufferPointer(start: nil, count: 0)
    }
    return unsafe UnsafeBufferPointer(
      start: (start + offset).assumingMemoryBound(to: UInt8.self), count: count)
  }
}
