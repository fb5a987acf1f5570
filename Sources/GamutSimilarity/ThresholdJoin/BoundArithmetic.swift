// SPDX-License-Identifier: Apache-2.0

internal import GamutLinear

/// What bounds are multiplied in; the answer does not depend on it.
public enum BoundArithmetic: String, Hashable, Codable, Sendable {
  /// Single precision, by BLAS.
  case floats
  /// Bytes, by the kernel of `ByteRows`: only where `ByteRows.isSupported`.
  case bytes

  /// The faster one on this machine for rows of `columnCount` columns.
  static func fastest(columnCount: Int) -> BoundArithmetic {
    ByteRows.isSupported && columnCount <= ByteRows.mostColumns ? .bytes : .floats
  }
}
