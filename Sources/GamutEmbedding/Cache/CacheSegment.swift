// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// A file of vectors that never changes once it has its name.
///
/// All numbers are little-endian:
///
/// | bytes | what |
/// |---|---|
/// | 8 | `GAMUTVEC` |
/// | 4 | version of the format, 1 |
/// | 4 | d, numbers of a vector |
/// | 8 | n, vectors |
/// | 8 | m, bytes of the model's description |
/// | m | the description, UTF-8 |
/// | 16·n | XXH3-128 of each text, the upper half first |
/// | 16 | XXH3-128 of all before |
/// | n·(8 + 4·d) | rows: XXH3-64 of the numbers, seeded with the lower half of the key; the numbers |
///
/// The head is checked when a segment is opened, which reads no vectors, and each row when it is
/// read. The name is the checksum of the head.
struct CacheSegment: Sendable {
  /// Where it is.
  let path: String
  /// The texts of the rows.
  let keys: [Hash128]
  let dimensionCount: Int
  /// Where the rows start in the file.
  private let rowStart: Int

  /// Why a file is not a segment to be used; `description` stands behind its path.
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  static let magic = Array("GAMUTVEC".utf8)
  static let version: UInt32 = 1
  static let suffix = ".gamutvec"
  private static let fixedByteCount = 32

  private static func rowByteCount(_ dimensionCount: Int) -> Int { 8 + 4 * dimensionCount }

  /// Opens the segment at `path`, and checks all but its rows.
  ///
  /// - Throws: a `Fault` where it is damaged or of another model; nothing where it cannot be read.
  init(path: String, model: String, dimensionCount: Int) throws(Fault) {
    do throws(EmbeddingError) {
      let file = try InputFile(path: path)
      guard file.byteCount >= Self.fixedByteCount + 16 else {
        throw Fault.short(file.byteCount)
      }
      let fixed = try file.bytes(at: 0, count: Self.fixedByteCount)
      var reader = ByteReader(fixed)
      guard reader.bytes(8) == Self.magic else {
        throw Fault.other("does not start as a file of vectors")
      }
      let version = reader.number(UInt32.self)
      guard version == Self.version else {
        throw Fault.other("version \(version), expected \(Self.version)")
      }
      let width = Int(reader.number(UInt32.self))
      let count = reader.number(UInt64.self)
      let length = reader.number(UInt64.self)
      // Numbers of a damaged head may be anything: none is used before the file is seen to have
      // as many bytes.
      guard width == dimensionCount else {
        throw Fault.other("\(width) columns, expected \(dimensionCount)")
      }
      guard count < 1 << 32 else {
        throw Fault.other("\(count) vectors, expected fewer than 2³²")
      }
      guard length < 1 << 20 else {
        throw Fault.other("\(length) bytes of a description, expected fewer than 2²⁰")
      }
      let headCount = Self.fixedByteCount + Int(length) + 16 * Int(count)
      let expected = headCount + 16 + Int(count) * Self.rowByteCount(width)
      guard file.byteCount == expected else {
        throw Fault.other("\(file.byteCount) bytes, expected \(expected)")
      }
      let head = try file.bytes(at: 0, count: headCount + 16)
      let checksum = StableHash.hash128(head.span.extracting(0..<headCount))
      var rest = ByteReader(Array(head[Self.fixedByteCount...]))
      let description = rest.bytes(Int(length))
      let keys = (0..<Int(count)).map { _ in rest.hash() }
      guard rest.hash() == checksum else { throw Fault.other("a wrong checksum") }
      guard description == Array(model.utf8) else {
        throw Fault.other("of another model: \(String(decoding: description, as: UTF8.self))")
      }
      self.path = path
      self.keys = keys
      self.dimensionCount = width
      rowStart = headCount + 16
    } catch {
      throw Fault(description: error.detail)
    }
  }

  /// A segment just written.
  private init(path: String, keys: [Hash128], dimensionCount: Int, rowStart: Int) {
    self.path = path
    self.keys = keys
    self.dimensionCount = dimensionCount
    self.rowStart = rowStart
  }
}

extension CacheSegment {
  /// Writes vectors into a new segment of `folder`, whole or not at all, also if the process is killed
  /// or the machine loses power.
  ///
  /// - Parameter elements: `keys.count × dimensionCount`.
  static func write(
    keys: [Hash128], elements: [Float], dimensionCount: Int, model: String, folder: String
  ) throws(EmbeddingError) -> CacheSegment {
    precondition(elements.count == keys.count * dimensionCount, "\(elements.count) elements")
    var bytes = magic
    let rowByteCount = rowByteCount(dimensionCount)
    bytes.reserveCapacity(
      fixedByteCount + model.utf8.count + 16 + keys.count * (16 + rowByteCount))
    append(version, to: &bytes)
    append(UInt32(dimensionCount), to: &bytes)
    append(UInt64(keys.count), to: &bytes)
    append(UInt64(model.utf8.count), to: &bytes)
    bytes += model.utf8
    for key in keys { append(key, to: &bytes) }
    let checksum = StableHash.hash128(bytes.span)
    append(checksum, to: &bytes)
    let rowStart = bytes.count
    var row: [UInt8] = []
    for (place, key) in keys.enumerated() {
      row.removeAll(keepingCapacity: true)
      for j in place * dimensionCount..<(place + 1) * dimensionCount {
        append(elements[j].bitPattern, to: &row)
      }
      append(StableHash.hash64(row.span, seed: key.low), to: &bytes)
      bytes += row
    }
    let name = hex(checksum.high) + hex(checksum.low) + suffix
    let path = try CacheFolder.save(bytes.span, name: name, folder: folder)
    return CacheSegment(
      path: path, keys: keys, dimensionCount: dimensionCount, rowStart: rowStart)
  }

  /// 16 hexadecimal digits.
  static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number &>> numericCast(shift)))
    }
  }

  private static func append(_ hash: Hash128, to bytes: inout [UInt8]) {
    append(hash.high, to: &bytes)
    append(hash.low, to: &bytes)
  }
}

extension CacheSegment {
  /// Reads row `row` of the opened `file` to `elements` from `start` on; false where its checksum is
  /// wrong, or an element is not finite: no encoder makes one.
  func read(
    _ row: Int, of file: InputFile, to elements: inout [Float], at start: Int
  ) throws(EmbeddingError) -> Bool {
    precondition(keys.indices.contains(row), "row \(row) of \(keys.count)")
    let length = Self.rowByteCount(dimensionCount)
    let bytes = try file.bytes(at: rowStart + row * length, count: length)
    var reader = ByteReader(bytes)
    let checksum = reader.number(UInt64.self)
    let numbers = bytes.span.extracting(8..<length)
    guard StableHash.hash64(numbers, seed: keys[row].low) == checksum else { return false }
    var isFinite = true
    for j in 0..<dimensionCount {
      let element = Float(bitPattern: reader.number(UInt32.self))
      isFinite = isFinite && element.isFinite
      elements[start + j] = element
    }
    return isFinite
  }
}

extension CacheSegment.Fault {
  fileprivate static func short(_ count: Int) -> EmbeddingError { other("\(count) bytes alone") }

  fileprivate static func other(_ detail: String) -> EmbeddingError {
    EmbeddingError(code: .unreadable, detail: detail)
  }
}

/// Takes little-endian numbers off the front of some bytes; the caller has seen that there are enough.
private struct ByteReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func bytes(_ count: Int) -> [UInt8] {
    defer { place += count }
    return Array(bytes[place..<place + count])
  }

  mutating func number<Number: FixedWidthInteger>(_: Number.Type) -> Number {
    var number: Number = 0
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      number |= Number(truncatingIfNeeded: bytes[place]) &<< numericCast(shift)
      place += 1
    }
    return number
  }

  mutating func hash() -> Hash128 {
    let high = number(UInt64.self)
    return Hash128(high: high, low: number(UInt64.self))
  }
}
