// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow

extension ArrowField {
  /// About how many bytes the values `rows` of a column take; what is shared, such as a dictionary,
  /// is not counted.
  @unsafe func byteCount(of rows: Range<Int>, in array: UnsafePointer<ArrowArray>) -> Int {
    guard !rows.isEmpty else { return 0 }
    switch type {
    case .null: return 0
    case .bool: return rows.count / 8 + 1
    case .half: return rows.count * 2
    case .float: return rows.count * 4
    case .double, .timestamp, .duration: return rows.count * 8
    case .int(let width, _), .time(let width, _), .decimal(let width, _), .fixedBinary(let width):
      return rows.count * width
    case .date(let unit): return rows.count * (unit == .day ? 4 : 8)
    case .text(.views), .binary(.views):
      var count = rows.count * 16
      for row in rows { count += unsafe ArrowRowWriter.bytes(.views, array, at: row).count }
      return count
    case .text(let offsets), .binary(let offsets):
      return rows.count * (offsets == .large ? 8 : 4)
        + (unsafe span(of: rows, offsets, array).count)
    case .list(let offsets):
      return rows.count * (offsets == .large ? 8 : 4)
        + (unsafe below(0, of: span(of: rows, offsets, array), in: array))
    case .map:
      return rows.count * 4 + (unsafe below(0, of: span(of: rows, .small, array), in: array))
    case .fixedList(let count):
      let shift = unsafe Int(array.pointee.offset)
      let values = (rows.lowerBound + shift) * count..<(rows.upperBound + shift) * count
      return unsafe below(0, of: values, in: array)
    case .object:
      let shift = unsafe Int(array.pointee.offset)
      let places = rows.lowerBound + shift..<rows.upperBound + shift
      return children.indices.reduce(0) { $0 + (unsafe below($1, of: places, in: array)) }
    }
  }

  /// The values that `rows` of lists or texts hold, which lie one behind the other.
  @unsafe private func span(
    of rows: Range<Int>, _ offsets: ArrowType.Offsets, _ array: UnsafePointer<ArrowArray>
  ) -> Range<Int> {
    let first = unsafe ArrowRowWriter.range(offsets, array, at: rows.lowerBound)
    let last = unsafe ArrowRowWriter.range(offsets, array, at: rows.upperBound - 1)
    return first.lowerBound..<last.upperBound
  }

  @unsafe private func below(
    _ child: Int, of rows: Range<Int>, in array: UnsafePointer<ArrowArray>
  ) -> Int {
    guard let values = unsafe array.pointee.children[child] else { return 0 }
    return unsafe children[child].byteCount(of: rows, in: values)
  }
}
