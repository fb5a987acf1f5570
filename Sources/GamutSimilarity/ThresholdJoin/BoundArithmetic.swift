// SPDX-License-Identifier: Apache-2.0

internal import GamutLinear

/// What bounds are multiplied in; the answer does not depend on it.
///
/// How many pairs the bounds leave depends on it, and so do the counts of `ThresholdJoin.Statistics`.
public enum BoundArithmetic: String, Hashable, Codable, Sendable {
  /// Single precision, by BLAS.
  case floats
  /// Bytes, by the kernel of `ByteRows`: only where that is supported.
  case bytes

  /// Whether this machine has the instructions.
  public var isSupported: Bool { self == .floats || ByteRows.isSupported }

  /// The faster one on this machine for rows of `columnCount` columns.
  static func fastest(columnCount: Int) -> BoundArithmetic {
    ByteRows.isSupported && columnCount <= ByteRows.mostColumns ? .bytes : .floats
  }
}
