// SPDX-License-Identifier: Apache-2.0

import CGamut
import Gamut
import GamutCore

/// What was decided, as columns that C looks at.
///
/// `@unchecked Sendable`, `@safe`: the memory is its own, is written by the initialiser alone, and goes with
/// the last reference.
@safe final class RemovalColumns: @unchecked Sendable {
  private let readCount: Int
  private let record: UnsafeMutableBufferPointer<UInt32>
  private let keeper: UnsafeMutableBufferPointer<UInt32>
  private let isReference: UnsafeMutableBufferPointer<UInt8>
  private let cause: UnsafeMutableBufferPointer<UInt8>
  private let similarity: UnsafeMutableBufferPointer<Double>
  private let rejected: UnsafeMutableBufferPointer<UInt32>

  init(_ result: Deduplication) {
    let removals = result.removals
    readCount = result.source.count
    unsafe record = Self.column(removals) { $0.record }
    unsafe keeper = Self.column(removals) { $0.keeper.index }
    unsafe isReference = Self.column(removals) { $0.keeper.isReference ? 1 : 0 }
    unsafe cause = Self.column(removals) { $0.cause.number }
    unsafe similarity = Self.column(removals) { $0.similarity }
    unsafe rejected = Self.column(result.source.columns.rejections) { $0.index }
  }

  deinit {
    unsafe record.deallocate()
    unsafe keeper.deallocate()
    unsafe isReference.deallocate()
    unsafe cause.deallocate()
    unsafe similarity.deallocate()
    unsafe rejected.deallocate()
  }

  /// The columns as C has them, for as long as this object.
  @unsafe var lent: gamut_removals {
    unsafe gamut_removals(
      read_count: UInt64(readCount), removed_count: UInt64(record.count),
      record: UnsafePointer(record.baseAddress), keeper: UnsafePointer(keeper.baseAddress),
      is_reference: UnsafePointer(isReference.baseAddress),
      cause: UnsafePointer(cause.baseAddress), similarity: UnsafePointer(similarity.baseAddress),
      rejected_count: UInt64(rejected.count), rejected: UnsafePointer(rejected.baseAddress))
  }

  @unsafe private static func column<Row, Value: BitwiseCopyable>(
    _ rows: [Row], _ value: (Row) -> Value
  ) -> UnsafeMutableBufferPointer<Value> {
    let column = UnsafeMutableBufferPointer<Value>.allocate(capacity: rows.count)
    for (i, row) in rows.enumerated() {
      unsafe column.initializeElement(at: i, to: value(row))
    }
    return unsafe column
  }
}

extension Stage {
  /// As `gamut_removals` has it.
  fileprivate var number: UInt8 {
    switch self {
    case .exact: 0
    case .near: 1
    case .semantic: 2
    case .repeated: 3
    }
  }
}
