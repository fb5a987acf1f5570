// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// What makes vectors of texts.
public protocol TextEncoder: Sendable {
  /// How many columns the vectors have.
  var dimensionCount: Int { get }

  /// How many texts a call should have at least: enough for the tasks of many workers to end together,
  /// and few enough that progress is seen.
  var batchTextCount: Int { get }

  /// Whether the last bits of a text's vector depend on the texts beside it, so that a part of some
  /// texts has other vectors than all of them together.
  var dependsOnOtherTexts: Bool { get }

  /// Appends the vectors of the texts of `batch` to `elements`, row by row: `elements` then make a
  /// `Matrix` of `dimensionCount` columns.
  ///
  /// The vectors are the same for any number of workers. A text's vector depends on the text and the
  /// model; with a network, its last bits also on the texts beside it. A text without words is a row
  /// of zeros.
  ///
  /// - Throws: `EmbeddingError.Code.notFinite` where a network yields no number; what a server's
  ///   failure, or that of a cache, is. The `row` of the error, where it has one, is the text's place
  ///   in `batch`.
  func appendVectors(
    of batch: TextBatch, to elements: inout [Float], workers: Int
  ) throws(EmbeddingError)

  /// What of the texts of `batch` the vectors do not speak for; nil of an encoder that reads all of
  /// them, and of one that does not say.
  ///
  /// - Complexity: far less than making the vectors: texts that cannot be too long are not looked at.
  func cuts(of batch: TextBatch, workers: Int) -> TextCuts?

  /// Puts by what later runs may use; to be called after the last texts, and where a run ends before
  /// them.
  func finish() throws(EmbeddingError)
}

extension TextEncoder {
  /// 4,096.
  public var batchTextCount: Int { 4096 }

  /// False.
  public var dependsOnOtherTexts: Bool { false }

  /// Nil: most read all.
  public func cuts(of batch: TextBatch, workers: Int) -> TextCuts? { nil }

  /// Does nothing: most encoders have nothing to put by.
  public func finish() throws(EmbeddingError) {}
}
