// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// What makes vectors of texts.
public protocol TextEncoder: Sendable {
  /// How many columns the vectors have.
  var dimensionCount: Int { get }

  /// Appends the vectors of the texts of `batch` to `elements`, row by row: `elements` then make a
  /// `Matrix` of `dimensionCount` columns.
  ///
  /// A text's vector depends on nothing but the text and the model, and is the same for any number
  /// of workers. A text without words is a row of zeros.
  ///
  /// - Throws: `EmbeddingError.Code.notFinite` where a network yields no number.
  func appendVectors(
    of batch: TextBatch, to elements: inout [Float], workers: Int
  ) throws(EmbeddingError)
}
