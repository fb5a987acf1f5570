// SPDX-License-Identifier: Apache-2.0

public import GamutLinear

/// What a file of vectors holds.
public struct VectorRows: Equatable, Sendable {
  /// The rows as they are stored, not normalised; every element is finite.
  public let matrix: Matrix
  /// The rows that are zero throughout, in ascending order: their cosine with any row is 0.
  public let zeroRows: [Int]
}
